/**
 * Who an MCP server is, and whether that is who requirements say (reference: codex-semantics §8).
 *
 * INVARIANT: comparison is literal: no path is resolved, no URL is normalised. In `strict`, where only part of a URL is compared (prefix,
 * regex), the URL must also have one reading only, and a prefix cannot end inside its host.
 */
import type { Diagnostic, Origin, Profile } from '../base/index.ts';
import type { RegexEngine } from './regex-engine.ts';
import { compileMatcher, type ValueMatcher } from './value-matcher.ts';

/** How a server is reached, as its client is configured. */
export type ServerIdentity =
  | { readonly type: 'command'; readonly command: string; readonly args: readonly string[] }
  | { readonly type: 'url'; readonly url: string };

/** Everything about an identity that can be compared. */
export function textsOf(identity: ServerIdentity): readonly string[] {
  return identity.type === 'url' ? [identity.url] : [identity.command, ...identity.args];
}

/** Whether a client would put something else in its place: `${NAME}`, `${env:NAME}`, `${input:name}`. */
export function hasVariable(text: string): boolean {
  return text.includes('${');
}

/** What requirements say of a server's identity. */
export type IdentityPattern =
  /** Exactly this command, whatever its arguments. */
  | { readonly type: 'command'; readonly command: string }
  /** Exactly this executable with as many arguments as there are matchers, each matching in its place. */
  | { readonly type: 'executable'; readonly executable: string; readonly args: readonly ValueMatcher[] }
  | { readonly type: 'url'; readonly url: ValueMatcher };

export interface CompiledIdentity {
  readonly matches: (identity: ServerIdentity) => boolean;
  readonly origin: Origin;
}

export function compileIdentity(
  pattern: IdentityPattern,
  context: { readonly name: string; readonly origin: Origin; readonly profile: Profile; readonly regex: RegexEngine },
  diagnostics: Diagnostic[],
): CompiledIdentity {
  const { name, origin, profile } = context;
  if (profile === 'strict') diagnostics.push(...lintIdentity(name, pattern, origin));
  if (pattern.type === 'command') {
    const { command } = pattern;
    return { origin, matches: (identity) => identity.type === 'command' && identity.command === command };
  }
  if (pattern.type === 'executable') {
    const args = pattern.args.map((matcher, i) => compileText(matcher, `argument ${i + 1} of \`${name}\``, context, diagnostics));
    const { executable } = pattern;
    const hasArgs = (given: readonly string[]) => given.length === args.length && given.every((arg, i) => args[i]?.(arg));
    return { origin, matches: (identity) => identity.type === 'command' && identity.command === executable && hasArgs(identity.args) };
  }
  const matchesText = compileText(pattern.url, `the URL of \`${name}\``, context, diagnostics);
  const isWhole = pattern.url.match === 'exact' || profile === 'codex';
  return {
    origin,
    matches: (identity) => identity.type === 'url' && matchesText(identity.url) && (isWhole || hasOneReading(identity.url, pattern.url)),
  };
}

function compileText(
  matcher: ValueMatcher,
  what: string,
  { origin, regex, profile }: { readonly origin: Origin; readonly regex: RegexEngine; readonly profile: Profile },
  diagnostics: Diagnostic[],
): (text: string) => boolean {
  const matches = compileMatcher(matcher, { what, origin }, regex, diagnostics);
  return (text) => matches !== null && (profile === 'codex' || !hasVariable(text)) && matches(text);
}

/**
 * SECURITY: `https://ok.example` is also the start of `https://ok.example.evil` and of `https://ok.example@evil`; `https://ok.example/a/`
 * is the start of `https://ok.example/a/../b`. Such URLs match no prefix and no expression.
 */
function hasOneReading(url: string, matcher: ValueMatcher): boolean {
  if (!PLAIN_URL.test(url) || DOT_SEGMENT.test(url)) return false;
  return matcher.match !== 'prefix' || authorityOf(matcher.value) === null || authorityOf(matcher.value) === authorityOf(url);
}

/** Scheme, host without userinfo, and printable ASCII without backslashes. */
const PLAIN_URL = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^@\\/?#\s]+(?:[/?#][^\\\s]*)?$/;
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:[/?#]|$)|%2f|%5c|[^\x21-\x7e]/i;

/** Scheme and authority of a URL; null where a prefix ends before them. */
function authorityOf(url: string): string | null {
  return /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]+/.exec(url)?.[0] ?? null;
}

/** Identities that match, but say less than their author may think. */
function lintIdentity(name: string, pattern: IdentityPattern, origin: Origin): Diagnostic[] {
  if (pattern.type === 'command' && isLauncher(pattern.command)) {
    const message = `\`${name}\` is identified by \`${pattern.command}\`, which runs whatever its arguments name`;
    return [{ code: 'MC033', severity: 'warning', message, place: origin, help: 'write `command = { executable = …, args = […] }`' }];
  }
  if (pattern.type === 'url' && pattern.url.match === 'prefix' && !/^[^/]+:\/\/[^/?#]+[/?#]/.test(pattern.url.value)) {
    const message = `the URL prefix of \`${name}\` ends inside the host; only that very host is matched`;
    return [{ code: 'MC034', severity: 'warning', message, place: origin, help: 'end the host with `/`' }];
  }
  return [];
}

/** Programs whose arguments decide what runs. */
const LAUNCHERS: ReadonlySet<string> = new Set([
  ...['npx', 'npm', 'pnpm', 'pnpx', 'yarn', 'bun', 'bunx', 'node', 'deno', 'tsx', 'ts-node'],
  ...['python', 'python3', 'py', 'uv', 'uvx', 'pipx', 'poetry', 'ruby', 'perl', 'php', 'java', 'dotnet', 'go', 'cargo'],
  ...[
    'docker',
    'podman',
    'nerdctl',
    'kubectl',
    'ssh',
    'sh',
    'bash',
    'zsh',
    'dash',
    'fish',
    'pwsh',
    'powershell',
    'cmd',
    'env',
    'sudo',
    'wsl',
  ],
]);

function isLauncher(command: string): boolean {
  const base = command.slice(Math.max(command.lastIndexOf('/'), command.lastIndexOf('\\')) + 1);
  return LAUNCHERS.has(base.toLowerCase().replace(/\.(?:exe|cmd|bat)$/, ''));
}
