/**
 * Where names lead: whoever asks for a decision may bring a resolver; the addresses it gives are checked like listed ones.
 *
 * A decision holds for the addresses that were looked at. Whoever opens the connection must use those, or look again.
 */
import { MAX_RESOLVED_ADDRESSES } from '../base/index.ts';
import { type Address, parseAddress } from './address.ts';

export interface NetworkContext {
  /** Where a name leads; null when it cannot be resolved. Without it nobody looks. */
  readonly resolve?: (name: string) => readonly string[] | null;
}

/** Addresses as a resolver gives them; null for none, too many, or anything that is no address. */
export function readAddresses(texts: readonly string[] | null): Address[] | null {
  if (texts === null || texts.length === 0 || texts.length > MAX_RESOLVED_ADDRESSES) return null;
  const addresses = texts.map(parseAddress);
  return addresses.every((address) => address !== null) ? addresses : null;
}
