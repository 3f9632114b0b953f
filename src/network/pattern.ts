/**
 * The pattern language of domain lists: `host`, `*.d` (below d, not d), `**.d` (d and below), `*`, and `*` or `?` inside a label.
 *
 * INVARIANT: a pattern has exactly one meaning, which is a set of normalised hosts; anything else is refused with the reason
 * (reference: codex-semantics §7.1).
 */
import { hasWildcard, MAX_HOST_LENGTH, matchWildcard } from '../base/index.ts';
import type { Address } from './address.ts';
import { foldAscii, isPlainName, normaliseHost } from './host.ts';

/** Which names around `text` are meant. */
export type Reach = 'self' | 'below' | 'both';

export type DomainPattern =
  | { readonly type: 'all' }
  | { readonly type: 'name'; readonly text: string; readonly reach: Reach }
  /** Wildcards inside labels; `labels` from the right. */
  | { readonly type: 'labels'; readonly labels: readonly string[]; readonly reach: Reach }
  | { readonly type: 'address'; readonly address: Address };

export type ParsedPattern = DomainPattern | { readonly type: 'refused'; readonly problem: string; readonly help: string };

export function parsePattern(text: string): ParsedPattern {
  const trimmed = text.trim();
  if (trimmed === '*') return { type: 'all' };
  const [, stars = '', rest = ''] = /^(\*{0,2}\.)?(.*)$/s.exec(trimmed) ?? [];
  const reach = REACHES.get(stars);
  if (reach === undefined || trimmed.length > MAX_HOST_LENGTH) return refuse('is not a host, `*.host` or `**.host`', EXAMPLES);
  return hasWildcard(rest) ? parseLabels(rest, reach) : parseHost(rest, reach);
}

const REACHES: ReadonlyMap<string, Reach> = new Map([
  ['', 'self'],
  ['*.', 'below'],
  ['**.', 'both'],
]);

const EXAMPLES = 'write `example.com`, `*.example.com` or `**.example.com`';

function parseHost(text: string, reach: Reach): ParsedPattern {
  if (/:\d+$/.test(text) && !/:.*:/.test(text)) return refuse('has a port, and ports are not part of matching', 'remove the port');
  const host = normaliseHost(text);
  if (host.type === 'refused') return refuse(host.problem, host.help);
  if (host.type === 'name') return { type: 'name', text: host.text, reach };
  return reach === 'self' ? { type: 'address', address: host } : refuse('puts a wildcard before an address', 'list addresses one by one');
}

function parseLabels(text: string, reach: Reach): ParsedPattern {
  const folded = foldAscii(text).replace(/\.$/, '');
  if (folded.includes('**')) return refuse('has `**` elsewhere than at its start', EXAMPLES);
  if (/^[\d*?.]+$/.test(folded)) return refuse('is a wildcard over addresses', 'list addresses one by one');
  // A wildcard stands for letters here, so that the rest is checked as any name is.
  if (!isPlainName(folded.replace(/[*?]/g, 'w').replaceAll('xn--', 'xnw-'))) {
    return refuse('does not become a host when its wildcards are filled in', EXAMPLES);
  }
  return { type: 'labels', labels: folded.split('.').reverse(), reach };
}

function refuse(problem: string, help: string): ParsedPattern {
  return { type: 'refused', problem, help };
}

/** Whether a pattern with wildcards inside labels covers a name; label by label, so that no wildcard spans a dot. */
export function matchLabels(pattern: Extract<DomainPattern, { type: 'labels' }>, name: string): boolean {
  const labels = name.split('.').reverse();
  const extra = labels.length - pattern.labels.length;
  const isInReach = pattern.reach === 'both' ? extra >= 0 : pattern.reach === 'below' ? extra > 0 : extra === 0;
  return isInReach && pattern.labels.every((label, i) => matchWildcard(label, labels[i] ?? ''));
}

/** The pattern as one would write it, for explanations and for other programs' formats. */
export function formatPattern(pattern: DomainPattern): string {
  if (pattern.type === 'all') return '*';
  if (pattern.type === 'address') return pattern.address.version === 6 ? `[${formatAddress(pattern.address)}]` : pattern.address.text;
  const stars = pattern.reach === 'self' ? '' : pattern.reach === 'below' ? '*.' : '**.';
  return stars + (pattern.type === 'name' ? pattern.text : [...pattern.labels].reverse().join('.'));
}

/** An address with its zone. */
export function formatAddress({ text, zone }: Address): string {
  return zone === null ? text : `${text}%${zone}`;
}
