/**
 * From a JSON object to a request about requirements, or to one line that says what is wrong with it.
 */
import { closest, PROFILES, type Profile } from '../base/index.ts';
import type { RequirementsRequest } from './requirement-answer.ts';
import type { AskedSettings } from './settings.ts';
import { parseApprovalPolicy, SANDBOX_MODES, type SandboxMode } from './vocabulary.ts';

type Json = Readonly<Record<string, unknown>>;

const FIELDS = ['id', 'profile', 'hostname', 'policy', 'asked'];
const POLICY_FIELDS = ['requirements', 'config'];

/** Reads a request; everything but `policy` may be left out. */
export function parseRequirementsRequest(request: Json): RequirementsRequest | string {
  const { profile = 'strict', hostname = null, policy = {}, asked = [] } = request;
  if (!isObject(policy)) return '`policy` must be an object';
  const { requirements = [], config = null } = policy;
  const fault =
    unknownField(request, FIELDS) ??
    unknownField(policy, POLICY_FIELDS) ??
    (PROFILES.includes(profile as Profile) ? null : `\`profile\` must be ${PROFILES.join(' or ')}`) ??
    (hostname === null || typeof hostname === 'string' ? null : '`hostname` must be a string or null') ??
    (config === null || typeof config === 'string' ? null : '`policy.config` must be a string or null') ??
    (isTexts(requirements) ? null : '`policy.requirements` must be a list of `{ name, text }`');
  if (fault !== null) return fault;
  const threads = Array.isArray(asked) ? asked.map(parseAsked) : null;
  if (!threads || threads.includes(null)) return '`asked` must be a list of `[approvalPolicy, sandboxMode]`';
  return {
    profile: profile as Profile,
    hostname: hostname as string | null,
    requirements: requirements as RequirementsRequest['requirements'],
    config: config as string | null,
    asked: threads as AskedSettings[],
  };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => isObject(each) && typeof each.name === 'string' && typeof each.text === 'string');
}

function unknownField(object: Json, known: readonly string[]): string | null {
  const field = Object.keys(object).find((key) => !known.includes(key));
  if (field === undefined) return null;
  const meant = closest(field, known);
  return `unknown field \`${field}\`${meant === null ? '' : `, did you mean \`${meant}\`?`}`;
}

function parseAsked(value: unknown): AskedSettings | null {
  if (!Array.isArray(value) || value.length > 2) return null;
  const [policy = null, mode = null] = value as unknown[];
  const approvalPolicy = policy === null ? null : parseApprovalPolicy(policy);
  if (policy !== null && approvalPolicy === null) return null;
  if (mode !== null && !(SANDBOX_MODES as readonly unknown[]).includes(mode)) return null;
  return { approvalPolicy, sandboxMode: mode as SandboxMode | null };
}
