/**
 * The closed lists of words in requirements and configuration, as Codex spells them; schemas, messages and types are made from them.
 */

/** Which prompts a granular approval policy lets through. */
export interface Granular {
  readonly sandbox_approval: boolean;
  readonly rules: boolean;
  readonly skill_approval: boolean;
  readonly request_permissions: boolean;
  readonly mcp_elicitations: boolean;
}

/** When a person is asked (`on-failure` of older files is read as `on-request`). */
export type ApprovalPolicy = 'untrusted' | 'on-request' | 'never' | { readonly granular: Granular };

export const SANDBOX_MODES = ['read-only', 'workspace-write', 'danger-full-access'] as const;

/** The modes that configuration can name; `external-sandbox` exists in requirements only, and says nothing here. */
export type SandboxMode = (typeof SANDBOX_MODES)[number];

export const REQUIRED_SANDBOX_MODES = [...SANDBOX_MODES, 'external-sandbox'] as const;
export type RequiredSandboxMode = (typeof REQUIRED_SANDBOX_MODES)[number];

/** From the least to the most access; what requirements leave is chosen in another order, see `settings.ts`. */
export const WEB_SEARCH_MODES = ['disabled', 'cached', 'indexed', 'live'] as const;
export type WebSearchMode = (typeof WEB_SEARCH_MODES)[number];

export const REVIEWERS = ['user', 'auto_review'] as const;
export type Reviewer = (typeof REVIEWERS)[number];

export const TRUST_LEVELS = ['trusted', 'untrusted'] as const;
export type TrustLevel = (typeof TRUST_LEVELS)[number];

/** Events at which managed hooks run. */
export const HOOK_EVENTS = [
  'PreModelRequest',
  'PostModelRequest',
  'PreToolUse',
  'PermissionRequest',
  'PostToolUse',
  'PreCompact',
  'PostCompact',
  'SessionStart',
  'SessionEnd',
  'UserPromptSubmit',
  'SubagentStart',
  'SubagentStop',
  'Stop',
  'Interrupt',
] as const;

/** Permission profiles that exist without being defined, and the sandbox mode each amounts to. */
export const BUILT_IN_PROFILES: ReadonlyMap<string, SandboxMode> = new Map([
  [':read-only', 'read-only'],
  [':workspace', 'workspace-write'],
  [':danger-full-access', 'danger-full-access'],
]);

const GRANULAR_KEYS: readonly (keyof Granular)[] = [
  'sandbox_approval',
  'rules',
  'skill_approval',
  'request_permissions',
  'mcp_elicitations',
];
const GRANULAR_OPTIONAL: readonly (keyof Granular)[] = ['skill_approval', 'request_permissions'];

/** An approval policy as it stands in JSON, or null for anything else. */
export function parseApprovalPolicy(value: unknown): ApprovalPolicy | null {
  if (value === 'on-failure') return 'on-request';
  if (value === 'untrusted' || value === 'on-request' || value === 'never') return value;
  const given =
    typeof value === 'object' && value !== null && Object.keys(value).length === 1 ? (value as { granular?: unknown }).granular : null;
  if (typeof given !== 'object' || given === null) return null;
  const switches = given as Readonly<Record<string, unknown>>;
  const isComplete = GRANULAR_KEYS.every(
    (key) => typeof switches[key] === 'boolean' || (switches[key] === undefined && GRANULAR_OPTIONAL.includes(key)),
  );
  return isComplete
    ? { granular: Object.fromEntries(GRANULAR_KEYS.map((key) => [key, switches[key] === true])) as unknown as Granular }
    : null;
}

/** Whether two approval policies are the same. */
export function isSamePolicy(a: ApprovalPolicy, b: ApprovalPolicy): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return GRANULAR_KEYS.every((key) => a.granular[key] === b.granular[key]);
}
