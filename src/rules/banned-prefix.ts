/**
 * Prefixes that are never added as an allow rule, because they would allow almost anything.
 *
 * The list is Codex's, compared word for word and in full (reference: codex-semantics §2.6): `python3 -m pytest` may be allowed, `python3`
 * may not.
 */

/** Prefixes as they would be typed, by the reason for which they are refused. */
const BANNED: Readonly<Record<string, readonly string[]>> = {
  'runs whatever code it is given': [
    ...['python3', 'python', 'py', 'pythonw', 'pyw', 'pypy', 'pypy3', 'py -3', 'python3 -', 'python -', 'python3 -c', 'python -c'],
    ...['node', 'nodejs', 'deno', 'bun', 'node -e', 'perl', 'perl -e', 'ruby', 'ruby -e', 'lua', 'lua -e', 'julia', 'julia -e'],
    ...['php', 'php -r', 'osascript', 'Rscript'],
  ],
  'is a shell, which runs every other program': [
    ...['bash', 'sh', 'zsh', '/bin/bash', '/bin/zsh', '/bin/sh', 'dash', 'ksh', 'fish'],
    ...['bash -c', 'sh -c', 'zsh -c', 'dash -c', 'ksh -c', 'fish -c', '/bin/bash -c', '/bin/zsh -c', '/bin/sh -c'],
    ...['bash -lc', 'sh -lc', 'zsh -lc', 'dash -lc', 'ksh -lc', 'fish -lc', '/bin/bash -lc', '/bin/zsh -lc', '/bin/sh -lc'],
    ...['pwsh', 'powershell', 'powershell.exe', 'pwsh -Command', 'powershell -Command', 'powershell.exe -Command'],
    ...['pwsh -c', 'powershell -c', 'powershell.exe -c', 'pwsh -File', 'pwsh -EncodedCommand', 'pwsh -ec'],
    ...['cmd', 'cmd.exe', 'cmd /c', 'cmd.exe /c', 'cmd /k'],
  ],
  'starts whatever program it is given': ['env', 'sudo'],
  'covers every subcommand, also those that lose work or run programs': ['git'],
  'deletes whatever it is given': ['rm'],
  'covers every script of every project': ['npm run'],
};

const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries(BANNED).flatMap(([reason, prefixes]) => prefixes.map((prefix) => [prefix, reason] as const)),
);

/** Why the prefix is refused, as the end of a sentence that begins with it; null where it is not. */
export function bannedReason(prefix: readonly string[]): string | null {
  // A word with a blank inside is no word of the table, whatever it looks like when joined.
  return prefix.some((word) => word.includes(' ')) ? null : (REASONS.get(prefix.join(' ')) ?? null);
}
