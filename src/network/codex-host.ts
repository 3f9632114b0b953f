/**
 * Hosts as Codex 0.169 reads them: trimmed, brackets and one port removed, ASCII lower case, no trailing dots; nothing is refused but
 * the empty text (reference: codex-semantics §7.1). Used by the `codex` profile only.
 */
import { withoutTrailing } from '../base/index.ts';
import { parseAddress } from './address.ts';
import { foldAscii, type Host, type RefusedHost } from './host.ts';

export function readCodexHost(text: string): Host | RefusedHost {
  const trimmed = text.trim();
  const [, inside] = /^\[([^\]]*)\]/.exec(trimmed) ?? [];
  const colons = trimmed.split(':').length - 1;
  const bare = inside ?? (colons === 1 ? trimmed.slice(0, trimmed.indexOf(':')) : trimmed);
  const host = withoutTrailing(foldAscii(bare), '.');
  if (host === '') return { type: 'refused', code: 'NW001', problem: 'is empty', help: 'name a host', reads: null };
  return parseAddress(host) ?? { type: 'name', text: host };
}
