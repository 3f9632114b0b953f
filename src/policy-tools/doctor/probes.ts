/**
 * Is each requirement really in force? Harmless and forbidden probes through the whole path, as any request would take it; nothing is run.
 *
 * INVARIANT: a probe is made from the requirement itself, so that a requirement that lost its effect on the way cannot pass.
 */
import { type Decision, isLooser, MAX_DOCTOR_PROBES } from '../../base/index.ts';
import type { DeniedRead, Requirements } from '../../config/index.ts';
import { type ApprovalPolicy, SANDBOX_MODES, type SandboxMode } from '../../config/index.ts';
import type { Engine } from '../../engine/index.ts';
import type { PrefixRule } from '../../rules/index.ts';
import type { Check } from './check.ts';

/** What a probe found: null where it found what it should. */
type Failure = string | null;

interface ProbeKind {
  readonly id: string;
  /** What is in force if all probes pass. */
  readonly subject: string;
  readonly run: (context: ProbeContext) => readonly Failure[];
}

export interface ProbeContext {
  readonly engine: Engine;
  readonly requirements: Requirements;
  /** Of the layers that bind: system and user. */
  readonly rules: readonly PrefixRule[];
  readonly home: string;
}

const KINDS: readonly ProbeKind[] = [
  { id: 'probe.harmless', subject: 'a harmless command passes', run: probeHarmless },
  { id: 'probe.rules', subject: 'rules that prompt or forbid', run: probeRules },
  { id: 'probe.approval-policies', subject: 'allowed approval policies', run: probeApprovalPolicies },
  { id: 'probe.sandbox-modes', subject: 'allowed sandbox modes', run: probeSandboxModes },
  { id: 'probe.denied-reads', subject: 'paths that must not be read', run: probeDeniedReads },
  { id: 'probe.network', subject: 'the managed network', run: probeNetwork },
  { id: 'probe.mcp', subject: 'the list of MCP servers', run: probeMcp },
  { id: 'probe.features', subject: 'features', run: probeFeatures },
];

export function probePolicy(context: ProbeContext): readonly Check[] {
  return KINDS.map(({ id, subject, run }): Check => {
    const results = run(context);
    const failures = results.filter((each) => each !== null);
    if (results.length === 0) return { id, status: 'skipped', summary: `${subject}: nothing is required`, details: [] };
    if (failures.length === 0) return { id, status: 'ok', summary: `${subject}: in force (${results.length} probes)`, details: [] };
    const summary = `${subject}: ${failures.length} of ${results.length} probes were answered otherwise than required`;
    return { id, status: 'fail', summary, details: failures, remediation: 'report this; the policy is not what is enforced' };
  });
}

/** A failure where the decision is looser than it must be. */
function atLeast(expected: Decision, actual: Decision, what: string): Failure {
  return isLooser(actual, expected) ? `${what} is ${actual}, not ${expected}` : null;
}

function probeHarmless({ engine }: ProbeContext): readonly Failure[] {
  const { decision } = engine.evaluate({ command: 'true', shell: 'sh' });
  return [decision === 'allow' ? null : `\`true\` is ${decision}`];
}

function probeRules({ engine, requirements, rules }: ProbeContext): readonly Failure[] {
  const binding = [...requirements.rules, ...rules].filter((rule) => rule.decision !== 'allow' && !rule.conditions);
  return binding.slice(0, MAX_DOCTOR_PROBES).map((rule) => {
    const argv = rule.pattern.flatMap(({ any, subtokens = [] }) => [any[0], ...subtokens]);
    return atLeast(rule.decision, engine.evaluate({ argv }).decision, `\`${argv.join(' ')}\``);
  });
}

const POLICIES: readonly ApprovalPolicy[] = ['untrusted', 'on-request', 'never'];

function probeApprovalPolicies({ engine, requirements }: ProbeContext): readonly Failure[] {
  const allowed = requirements.table.allowed_approval_policies;
  if (!allowed) return [];
  return POLICIES.filter((policy) => !allowed.includes(policy)).map((approvalPolicy) => {
    const settings = engine.policy.settings?.({ approvalPolicy }).value;
    return settings?.approvalPolicy.value === approvalPolicy ? `approval policy \`${String(approvalPolicy)}\` can be had` : null;
  });
}

function probeSandboxModes({ engine, requirements }: ProbeContext): readonly Failure[] {
  const allowed = requirements.table.allowed_sandbox_modes;
  const isExcluded = (mode: SandboxMode) =>
    !(allowed?.includes(mode) ?? true) || (requirements.deniedReads.length > 0 && mode === 'danger-full-access');
  return SANDBOX_MODES.filter(isExcluded).map((sandboxMode) => {
    const { decision, sandbox } = engine.evaluateSandbox({ sandboxMode });
    return decision !== 'forbidden' && sandbox.mode === sandboxMode ? `sandbox mode \`${sandboxMode}\` can be had` : null;
  });
}

function probeDeniedReads({ engine, requirements, home }: ProbeContext): readonly Failure[] {
  return requirements.deniedReads
    .map((denied) => samplePath(denied, home))
    .filter((path) => path !== null)
    .slice(0, MAX_DOCTOR_PROBES)
    .map((path) => atLeast('forbidden', engine.evaluate({ argv: ['cat', path], cwd: '/', home }).decision, `reading \`${path}\``));
}

/** A path that a pattern covers, or null where none is obvious. */
export function samplePath({ pattern, folder }: Pick<DeniedRead, 'pattern' | 'folder'>, home: string): string | null {
  if (/[[\]{}!]/.test(pattern)) return null;
  const plain = pattern.replace(/\*+|\?/g, 'x');
  if (plain.startsWith('~/')) return home + plain.slice(1);
  return plain.startsWith('/') ? plain : `${folder === '/' ? '' : folder}/${plain}`;
}

/** A name that nobody lists. */
const UNLISTED = 'unlisted.portcullis-probe.example';

function probeNetwork({ engine, requirements }: ProbeContext): readonly Failure[] {
  const managed = requirements.network?.managed;
  if (!managed?.enabled) return [];
  const ask = (host: string) => engine.evaluateNetwork({ host, port: 443, protocol: 'https' }).decision;
  const isOpen =
    managed.domains?.some(({ pattern, access }) => access === 'allow' && /^\*{1,2}(?:\.example)?$/.test(pattern.trim())) ?? false;
  const denied = (managed.domains ?? [])
    .filter(({ pattern, access }) => access === 'deny' && pattern.trim() !== '*')
    .slice(0, MAX_DOCTOR_PROBES);
  const unlisted = atLeast(managed.managedAllowedDomainsOnly ? 'forbidden' : 'prompt', ask(UNLISTED), `the unlisted host \`${UNLISTED}\``);
  return [
    ...(isOpen ? [] : [unlisted]),
    ...denied.map(({ pattern }) => {
      const host = pattern.trim().replace(/\*+|\?/g, 'x');
      return atLeast('forbidden', ask(host), `the denied host \`${host}\``);
    }),
  ];
}

function probeMcp({ engine, requirements }: ProbeContext): readonly Failure[] {
  if (!requirements.mcp.requirements) return [];
  const server = 'portcullis-probe';
  const { decision } = engine.evaluateMcp({ server, identity: { command: server, args: [] } });
  return [atLeast('forbidden', decision, `the unlisted MCP server \`${server}\``)];
}

function probeFeatures({ engine, requirements }: ProbeContext): readonly Failure[] {
  const settings = engine.policy.settings?.({}).value;
  return Object.entries(requirements.table.features ?? {}).map(([name, required]) =>
    settings?.features.get(name)?.value === required ? null : `the feature \`${name}\` is not ${required ? 'on' : 'off'}`,
  );
}
