/**
 * Codex runs a hook of a user only where its configuration says that exactly this hook is trusted: a digest under the place where it stands
 * (reference: codex-semantics §10.1).
 *
 * INVARIANT: only tables of our own keys are touched, as text; what would not be TOML any more is refused.
 */
import { canonicalJson, type Diagnostic, digestText, parseToml } from '../../base/index.ts';
import type { EditedConfig, FoundHandler } from './hook-config.ts';

/** A hook that is to be trusted. */
export interface TrustedHook {
  readonly key: string;
  readonly digest: string;
}

/** Codex's own names of the events. */
const EVENT_NAME: Readonly<Record<string, string>> = { PreToolUse: 'pre_tool_use', PermissionRequest: 'permission_request' };

/** Seconds that Codex waits where nothing is said. */
const DEFAULT_TIMEOUT = 600;

/** The digest that Codex knows a handler by, and the key that it keeps it under. */
export function trustedHook(file: string, { event, path, element, command, handler }: FoundHandler, matcher: string | null): TrustedHook {
  const name = EVENT_NAME[event] ?? event;
  const { timeout = DEFAULT_TIMEOUT, statusMessage } = handler;
  const identity = {
    event_name: name,
    ...(matcher === null ? {} : { matcher }),
    hooks: [{ async: false, command, timeout, type: 'command', ...(statusMessage === undefined ? {} : { statusMessage }) }],
  };
  const [group, index] = [element[element.length - 1], path[path.length - 1]];
  return { key: `${file}:${name}:${group}:${index}`, digest: digestText(canonicalJson(identity) ?? '') };
}

/** Trusts these hooks and, of that file, no others. */
export async function putTrust(source: string, text: string, file: string, hooks: readonly TrustedHook[]): Promise<EditedConfig> {
  const known = await trustedIn(source, text);
  if (known !== null && hooks.every(({ key, digest }) => known.get(key) === digest)) return { value: text, diagnostics: [] };
  const rest = withoutTrust(text, new Set(hooks.map(({ key }) => key)));
  const gap = rest === '' || rest.endsWith('\n') ? '' : '\n';
  const tables = hooks.map(({ key, digest }) => `${rest === '' ? '' : '\n'}${headerOf(key)}\ntrusted_hash = ${JSON.stringify(digest)}\n`);
  const edited = `${rest}${gap}${tables.join('')}`;
  const { value, diagnostics } = await parseToml(source, edited);
  return value === null ? refuse(source, file, diagnostics) : { value: edited, diagnostics: [] };
}

export async function removeTrust(source: string, text: string, file: string, keys: ReadonlySet<string>): Promise<EditedConfig> {
  const edited = withoutTrust(text, keys);
  const { value, diagnostics } = await parseToml(source, edited);
  return value === null ? refuse(source, file, diagnostics) : { value: edited, diagnostics: [] };
}

function headerOf(key: string): string {
  return `[hooks.state.${JSON.stringify(key)}]`;
}

/** Without the tables of these keys, and the blank line before each. */
function withoutTrust(text: string, keys: ReadonlySet<string>): string {
  const headers = new Set([...keys].map(headerOf));
  const kept: string[] = [];
  let isOurs = false;
  for (const line of text.split('\n')) {
    if (line.trimStart().startsWith('[')) isOurs = headers.has(line.trim());
    if (!isOurs) kept.push(line);
    else if (headers.has(line.trim()) && kept[kept.length - 1] === '') kept.pop();
  }
  const rest = kept.join('\n');
  return rest !== '' && text.endsWith('\n') && !rest.endsWith('\n') ? `${rest}\n` : rest;
}

/** The digests that a configuration trusts, by key; null where it is no TOML. */
export async function trustedIn(source: string, text: string): Promise<ReadonlyMap<string, string> | null> {
  const { value } = await parseToml(source, text);
  if (value === null) return null;
  const hooks = tableIn(value.value, 'hooks');
  const state = Object.entries(tableIn(hooks, 'state'));
  return new Map(
    state.flatMap(([key, each]) => {
      const { trusted_hash: digest, enabled } = each as { readonly trusted_hash?: unknown; readonly enabled?: unknown };
      return typeof digest === 'string' && enabled !== false ? [[key, digest] as const] : [];
    }),
  );
}

function tableIn(value: unknown, key: string): object {
  const found = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : {};
}

function refuse(source: string, file: string, diagnostics: readonly Diagnostic[]): EditedConfig {
  const message = `\`${source}\` cannot be changed as text: ${diagnostics[0]?.message ?? 'it would not be TOML any more'}`;
  return {
    value: null,
    diagnostics: [{ code: 'HK002', severity: 'error', message, help: `trust the hooks of \`${file}\` with \`/hooks\` in Codex` }],
  };
}
