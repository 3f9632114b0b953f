/** The sandbox as a permission profile of Codex, to be put into a `config.toml` (reference: codex-semantics §6). */
import type { FormatSandbox } from './format-target.ts';
import type { Sandbox } from './sandbox.ts';

export const formatCodex: FormatSandbox = (sandbox) => {
  const lines = [
    'default_permissions = "portcullis"',
    '',
    '[permissions.portcullis]',
    'description = "written by portcullis"',
    '',
    '[permissions.portcullis.filesystem]',
    ...filesystemLines(sandbox),
    '',
    ...networkLines(sandbox),
  ];
  return { value: `${lines.join('\n')}\n`, diagnostics: [] };
};

/** Later lines are about folders inside earlier ones. */
function filesystemLines({ readableRoots, writableRoots, protectedPaths, deniedReads }: Sandbox): string[] {
  const read = readableRoots === null ? [':root'] : readableRoots.map(({ path }) => path);
  const access = new Map<string, string>();
  for (const path of read) access.set(path, 'read');
  for (const { path } of writableRoots) access.set(path === '/' ? ':root' : path, 'write');
  for (const { path } of protectedPaths) access.set(path, 'read');
  for (const { pattern } of deniedReads) access.set(pattern, 'deny');
  return [...access].map(([path, word]) => `${text(path)} = ${text(word)}`);
}

function networkLines({ network: { access, lists } }: Sandbox): string[] {
  const head = ['[permissions.portcullis.network]', `enabled = ${access !== 'none'}`];
  if (!lists) return head;
  const flags = [
    ...(lists.allowAllSockets ? ['dangerously_allow_all_unix_sockets = true'] : []),
    ...(lists.allowLocalBinding ? ['allow_local_binding = true'] : []),
  ];
  const domains = new Map([
    ...lists.allowedDomains.map((pattern) => [pattern, 'allow'] as const),
    ...lists.deniedDomains.map((pattern) => [pattern, 'deny'] as const),
  ]);
  return [
    ...head,
    ...flags,
    ...table('domains', [...domains]),
    ...table(
      'unix_sockets',
      lists.allowedSockets.map((path) => [path, 'allow']),
    ),
  ];
}

function table(name: string, entries: readonly (readonly [string, string])[]): string[] {
  if (entries.length === 0) return [];
  return ['', `[permissions.portcullis.network.${name}]`, ...entries.map(([key, value]) => `${text(key)} = ${text(value)}`)];
}

/** A basic string of TOML, which JSON's strings are a part of. */
function text(value: string): string {
  return JSON.stringify(value).replaceAll('\u007f', '\\u007F');
}
