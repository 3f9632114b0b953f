/**
 * The arguments of Codex's `exec_command` call that bear on the decision, and those calls that Codex turns down before it looks at a rule.
 *
 * What the tool does not know it ignores. Reference: codex-semantics §2.1, §2.3.
 */
import type { ApprovalPolicy } from '../../config/index.ts';

export interface ToolArguments {
  /** Whether the command is to run outside the sandbox. */
  readonly escalated: boolean;
  /** Whether it is to get more permissions inside: a feature that is not switched on. */
  readonly additional: boolean;
  /** Why, in the words of the model. */
  readonly justification: string | null;
  /** What the model proposes to allow from now on. */
  readonly prefixRule: readonly string[];
  readonly login: boolean;
  readonly shell: string | null;
  readonly workdir: string | null;
}

const PERMISSIONS = ['use_default', 'require_escalated', 'with_additional_permissions'];

interface Check {
  readonly name: string;
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

const isText = (value: unknown): boolean => typeof value === 'string';

const CHECKS: readonly Check[] = [
  {
    name: 'sandbox_permissions',
    expected: `one of ${PERMISSIONS.map((each) => `\`${each}\``).join(', ')}`,
    accepts: (value) => PERMISSIONS.includes(value as string),
  },
  { name: 'justification', expected: 'a string', accepts: isText },
  { name: 'prefix_rule', expected: 'a list of strings', accepts: (value) => Array.isArray(value) && value.every(isText) },
  { name: 'login', expected: 'a boolean', accepts: (value) => typeof value === 'boolean' },
  { name: 'shell', expected: 'a string', accepts: isText },
  { name: 'workdir', expected: 'a string', accepts: isText },
];

/** Reads the arguments of a call; a text says why Codex turns the call down. */
export function readToolArguments(given: Readonly<Record<string, unknown>>): ToolArguments | string {
  const values = new Map(CHECKS.map(({ name }) => [name, given[name] ?? null] as const));
  const wrong = CHECKS.find(({ name, accepts }) => values.get(name) !== null && !accepts(values.get(name)));
  if (wrong) {
    const value = given[wrong.name];
    const what = typeof value === 'string' ? `unknown variant \`${value}\`` : `invalid \`${wrong.name}\``;
    return `failed to parse function arguments: ${what}, expected ${wrong.expected}`;
  }
  const permissions = values.get('sandbox_permissions') as string | null;
  const justification = values.get('justification') as string | null;
  if (justification !== null && permissions === null) return LONE_JUSTIFICATION;
  return {
    escalated: permissions === 'require_escalated',
    additional: permissions === 'with_additional_permissions',
    justification,
    prefixRule: (values.get('prefix_rule') as readonly string[] | null) ?? [],
    login: values.get('login') !== false,
    shell: values.get('shell') as string | null,
    workdir: values.get('workdir') as string | null,
  };
}

const LONE_JUSTIFICATION =
  '`justification` requires an explicit `sandbox_permissions`; use `sandbox_permissions: "require_escalated"` for unsandboxed execution, or omit `justification`.';

/** Why Codex turns down a call that asks for more than the sandbox gives; null where it looks further. */
export function refuseCall({ escalated, additional }: ToolArguments, policy: ApprovalPolicy): string | null {
  if (!escalated && !additional) return null;
  if (policy === 'never' || (typeof policy !== 'string' && !policy.granular.sandbox_approval)) {
    const name = typeof policy === 'string' ? 'Never' : `Granular(GranularApprovalConfig { ${formatSwitches(policy.granular)} })`;
    return `approval policy is ${name}; reject command — you cannot ask for escalated permissions if the approval policy is ${name}`;
  }
  return additional ? ADDITIONAL_PERMISSIONS : null;
}

const ADDITIONAL_PERMISSIONS =
  'additional permissions are disabled; enable `features.exec_permission_approvals` before using `with_additional_permissions`';

function formatSwitches(switches: object): string {
  return Object.entries(switches)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}
