/**
 * What a policy says about a host, packed into 16 bits so that all entries that cover a host can be or-ed by the core.
 *
 * Per protocol one bit each for allow, deny and prompt; one bit for review; one that says: patterns with wildcards inside labels may cover
 * names here, try them; one for names that always mean this machine.
 */
import type { Decision } from '../base/index.ts';
import { PROTOCOLS, type Protocol } from './target.ts';

/** What an entry of a list or a rule says. */
export type Access = 'allow' | 'deny' | 'review' | 'prompt';

const SHIFT = { allow: 0, deny: 4, prompt: 8 } as const;
export const REVIEW_BIT = 1 << 12;
export const LABELS_BIT = 1 << 13;
export const LOCAL_BIT = 1 << 14;
/** Everything that could speak against a host, or needs a second look. */
export const AGAINST_BITS = 0x7ff0;

/** The bits of one entry; null as protocols stands for all of them. */
export function bitsOf(access: Access, protocols: readonly Protocol[] | null): number {
  if (access === 'review') return REVIEW_BIT;
  return (protocols ?? PROTOCOLS).reduce((bits, protocol) => bits | (protocolBits(protocol) << SHIFT[access]), 0);
}

/** One bit, or all four where the protocol is not known. */
function protocolBits(protocol: Protocol | null): number {
  return protocol === null ? 0b1111 : 1 << PROTOCOLS.indexOf(protocol);
}

/** Whether the bits allow a protocol; where it is not known, all protocols must be allowed. */
export function isAllowedBy(bits: number, protocol: Protocol | null): boolean {
  const wanted = protocolBits(protocol);
  return (bits & wanted) === wanted;
}

/** Whether the bits deny, or prompt for, a protocol; where it is not known, one protocol is enough. */
export function has(access: 'deny' | 'prompt', bits: number, protocol: Protocol | null): boolean {
  return (bits & (protocolBits(protocol) << SHIFT[access])) !== 0;
}

/** The access that a rule's decision stands for. */
export const ACCESS_OF: Readonly<Record<Decision, Access>> = { allow: 'allow', prompt: 'prompt', forbidden: 'deny' };
