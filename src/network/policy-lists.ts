/** What a compiled policy lets pass, as plain lists for the formats of other programs. */
import type { NetworkPolicy } from './policy.ts';

export interface PolicyLists {
  readonly allowedDomains: readonly string[];
  readonly deniedDomains: readonly string[];
  readonly allowedSockets: readonly string[];
  readonly allowAllSockets: boolean;
  readonly allowLocalBinding: boolean;
}

/**
 * Null where the policy has no list that decides. Other programs know no protocols: what is allowed for some only is left out, what is
 * denied or prompts for some is denied for all.
 */
export function listsOf({ unlisted, entries, sockets, localBinding }: NetworkPolicy): PolicyLists | null {
  if (unlisted !== 'prompt' && unlisted !== 'forbidden') return null;
  const patterns = (keep: (access: string, isForAll: boolean) => boolean) => [
    ...new Set(entries.filter(({ access, protocols }) => keep(access, protocols === null)).map(({ pattern }) => pattern)),
  ];
  return {
    allowedDomains: patterns((access, isForAll) => access === 'allow' && isForAll),
    deniedDomains: patterns((access) => access !== 'allow'),
    allowedSockets: [...sockets.entries].flatMap(([path, { access }]) => (access === 'allow' ? [path] : [])),
    allowAllSockets: sockets.allowAll,
    allowLocalBinding: localBinding,
  };
}
