/** Recorded answers of Codex CLI 0.169.0 to requirement files: accepted or not, the values it reports, the settings of new sessions. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeSource } from '../../src/base/index.ts';
import { type ApprovalPolicy, answerRequirements, type RequirementsAnswer, type SandboxMode } from '../../src/config/index.ts';

interface Thread {
  readonly asked: readonly [ApprovalPolicy | null, SandboxMode | null];
  readonly approval_policy: unknown;
  readonly sandbox: { readonly type: keyof typeof MODES } | null;
  readonly error?: string;
}

interface Case {
  readonly id: string;
  readonly category: string;
  readonly requirements_toml: string | null;
  readonly raw_hex?: string;
  readonly config_toml: string;
  readonly hostname: string | null;
  readonly accepted: boolean;
  readonly app_server: {
    readonly threads?: readonly Thread[];
    readonly requirements_read?: { readonly requirements: Readonly<Record<string, unknown>> | null };
    readonly warnings?: readonly string[];
  } | null;
}

const MODES = { readOnly: 'read-only', workspaceWrite: 'workspace-write', dangerFullAccess: 'danger-full-access' } as const;
const FIELDS = [
  'allowedApprovalPolicies',
  'allowedSandboxModes',
  'allowedWebSearchModes',
  'allowedApprovalsReviewers',
  'featureRequirements',
  'allowedPermissionProfiles',
  'defaultPermissions',
  'enforceResidency',
  'allowLoginShell',
];
const CASES = readFileSync(new URL('../cases/requirements.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Case);
const TEXTS = CASES.filter((each) => each.raw_hex === undefined);

function ask(each: Case): Promise<RequirementsAnswer> {
  return answerRequirements({
    profile: 'codex',
    hostname: each.hostname,
    requirements: each.requirements_toml === null ? [] : [{ name: '/etc/codex/requirements.toml', text: each.requirements_toml }],
    config: each.config_toml,
    asked: (each.app_server?.threads ?? []).map(({ asked: [approvalPolicy, sandboxMode] }) => ({ approvalPolicy, sandboxMode })),
  });
}

/** What a thread got, without the wording of its error. */
function outcome(thread: { approvalPolicy?: unknown; sandboxMode?: unknown; error?: string }) {
  return thread.error ? 'error' : { approvalPolicy: thread.approvalPolicy, sandboxMode: thread.sandboxMode };
}

test('the set is there', () => expect(TEXTS.length).toBeGreaterThan(130));

describe('accepted or refused as Codex does, with its values', () => {
  test.each(TEXTS.map((each) => [each.id, each.requirements_toml, each] as const))('%s %j', async (_, __, each) => {
    const answer = await ask(each);
    expect({ accepted: answer.accepted, hasError: answer.error !== null }).toEqual({ accepted: each.accepted, hasError: !each.accepted });
    if (!each.accepted) return;
    const truth = each.app_server?.requirements_read?.requirements ?? {};
    const pick = (values: Readonly<Record<string, unknown>>) => JSON.stringify(FIELDS.map((field) => values[field] ?? null));
    expect(pick(answer.requirements ?? {})).toBe(pick(truth));
    expect(answer.threads.map(outcome)).toEqual(
      (each.app_server?.threads ?? []).map((thread) =>
        outcome({
          approvalPolicy: thread.approval_policy,
          sandboxMode: thread.sandbox && MODES[thread.sandbox.type],
          ...(thread.error ? { error: thread.error } : {}),
        }),
      ),
    );
  });

  test('the network is what Codex reports', async () => {
    const withNetwork = TEXTS.filter((each) => each.app_server?.requirements_read?.requirements?.network);
    expect(withNetwork.length).toBeGreaterThan(5);
    for (const each of withNetwork) {
      const truth = each.app_server?.requirements_read?.requirements?.network as Readonly<Record<string, unknown>>;
      const { allowedDomains, deniedDomains, allowUnixSockets, ...told } = truth;
      const got = (await ask(each)).requirements?.network as Readonly<Record<string, unknown>>;
      expect(Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null))).toEqual(
        Object.fromEntries(Object.entries(got).filter(([, value]) => value !== null)),
      );
    }
  });

  test('unknown keys are told where Codex tells them', async () => {
    for (const each of TEXTS.filter(({ accepted }) => accepted)) {
      const told = (each.app_server?.warnings ?? []).flatMap((warning) =>
        [...warning.matchAll(/`([^`]+)` is ignored/g)].map((match) => (match[1] ?? '').replace(/\.(\d+)/g, '[$1]')),
      );
      const { diagnostics } = await ask(each);
      const ours = diagnostics.filter(({ code, place }) => code === 'CF013' && place?.source !== 'config.toml');
      expect(ours.map(({ message }) => /`([^`]+)`/.exec(message)?.[1])).toEqual(told);
    }
  });
});

test('files that are not UTF-8 are refused as Codex refuses them', () => {
  const raw = CASES.flatMap(({ raw_hex, accepted }) => (raw_hex === undefined ? [] : [{ raw_hex, accepted }]));
  expect(raw.length).toBeGreaterThan(0);
  for (const { raw_hex, accepted } of raw) {
    const bytes = Uint8Array.from(raw_hex.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16));
    expect(decodeSource('requirements.toml', bytes).value !== null).toBe(accepted);
  }
});
