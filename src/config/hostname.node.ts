/**
 * The name of this machine, as Codex finds it: the kernel's, replaced by the canonical name of the resolver if that has a dot
 * (reference: codex-semantics §4.5).
 *
 * SECURITY: no variable of the environment takes part, because a name can select a looser sandbox.
 */

import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { MAX_SEARCH_DOMAINS } from '../base/index.ts';

const TIMEOUT_MS = 500;

/** Null where the machine has no name. Asks the name servers only for what the hosts file does not know. */
export async function loadHostname(): Promise<string | null> {
  const name = hostname().toLowerCase();
  if (name === '' || name.includes('.')) return name || null;
  return canonicalIn(await readText('/etc/hosts'), name) ?? (await findInSearchDomains(await readText('/etc/resolv.conf'), name)) ?? name;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return '';
  }
}

/** In a hosts file, the first name of a line is the canonical one of all others. */
export function canonicalIn(hosts: string, name: string): string | null {
  for (const line of hosts.split('\n')) {
    const [, canonical, ...aliases] = (line.split('#')[0] ?? '').trim().toLowerCase().split(/\s+/);
    if (canonical?.includes('.') && (canonical === name || aliases.includes(name))) return canonical;
  }
  return null;
}

/** The first domain of the search list below which the name exists. */
async function findInSearchDomains(resolvConf: string, name: string): Promise<string | null> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 });
  for (const domain of searchDomainsIn(resolvConf)) {
    const full = `${name}.${domain}`;
    if (await resolver.resolve4(full).then(Boolean, () => false)) return full;
  }
  return null;
}

/** The last `search` or `domain` line counts (resolv.conf(5)). */
export function searchDomainsIn(resolvConf: string): readonly string[] {
  const lines = resolvConf.split('\n').map((line) => line.trim().toLowerCase().split(/\s+/));
  const last = lines.filter(([word]) => word === 'search' || word === 'domain').at(-1) ?? [];
  return last.slice(1, MAX_SEARCH_DOMAINS + 1);
}
