/** Options of ssh (`-o Name=value`, `-o 'Name value'`) by what their values do. Reference: ssh_config(5). */
export type SshOptionUse =
  | 'script'
  | 'remote-script'
  | 'preload'
  | 'program'
  | 'read'
  | 'write'
  | 'host'
  | 'forward'
  | 'environment'
  | 'match'
  | 'harmless';

const USES = new Map<string, SshOptionUse>([
  ['proxycommand', 'script'],
  ['localcommand', 'script'],
  ['knownhostscommand', 'script'],
  ['remotecommand', 'remote-script'],
  ['match', 'match'],
  ['include', 'match'],
  ['pkcs11provider', 'preload'],
  ['securitykeyprovider', 'preload'],
  ['smartcarddevice', 'preload'],
  ['xauthlocation', 'program'],
  ['identityfile', 'read'],
  ['certificatefile', 'read'],
  ['globalknownhostsfile', 'read'],
  ['revokedhostkeys', 'read'],
  ['userknownhostsfile', 'write'],
  ['controlpath', 'write'],
  ['hostname', 'host'],
  ['proxyjump', 'host'],
  ['localforward', 'forward'],
  ['remoteforward', 'forward'],
  ['dynamicforward', 'forward'],
  ['setenv', 'environment'],
  ['sendenv', 'environment'],
]);

/** Name and value of an option, and what the value is for. */
export function readSshOption(text: string): { readonly use: SshOptionUse; readonly value: string; readonly start: number } {
  const match = /^\s*([A-Za-z0-9]+)(?:\s*=\s*|\s+)/.exec(text);
  const name = (match?.[1] ?? text).toLowerCase();
  const start = match?.[0].length ?? text.length;
  return { use: USES.get(name) ?? 'harmless', value: text.slice(start), start };
}
