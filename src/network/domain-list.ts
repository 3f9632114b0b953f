/**
 * All entries of a policy about hosts, ready to answer "what do you say about this one": names in the flat table of the core, addresses
 * and exact names in a map, the few patterns with wildcards inside labels one after the other.
 *
 * INVARIANT: the bits of a host are the or of the bits of every entry that covers it, exactly as the linear matcher of the tests finds them.
 */
import { hasWildcard } from '../base/index.ts';
import { LABELS_BIT, LOCAL_BIT } from './access-bits.ts';
import type { Address } from './address.ts';
import { type DomainPattern, formatAddress, matchLabels } from './pattern.ts';

/** An entry with its bits; its number is its place in the list it was given in. */
export interface ListEntry {
  readonly pattern: DomainPattern;
  readonly bits: number;
}

/** One name of the table: bits of the name itself, and above bit 16 those of everything below it. */
export interface TableName {
  readonly name: string;
  readonly bits: number;
}

/** The table of names, as the core keeps it. */
export interface NameTable {
  /** The bits of every name that covers a host; `all` is always among them. */
  match(host: string): number;
  /** The same for a text that may be no name in its final form: then -1. */
  matchText(text: string): number;
  /** What the last match has found: numbers of names; `~n` where the name is the host itself. */
  found(): readonly number[];
}

export type MakeNameTable = (names: readonly TableName[], all: number) => NameTable;

type LabelsPattern = Extract<DomainPattern, { type: 'labels' }>;

export class DomainList {
  readonly #makeTable: () => NameTable;
  #made: NameTable | null = null;
  readonly #nodes: readonly Node[];
  readonly #all: readonly number[];
  readonly #allBits: number;
  readonly #exact: ReadonlyMap<string, Exact>;
  readonly #labels: readonly { readonly pattern: LabelsPattern; readonly bits: number; readonly entry: number }[];

  constructor(entries: readonly ListEntry[], makeTable: MakeNameTable) {
    const numbered = entries.map(({ pattern, bits }, entry) => ({ pattern, bits, entry }));
    const all = numbered.filter(({ pattern }) => pattern.type === 'all');
    this.#all = all.map(({ entry }) => entry);
    this.#allBits = all.reduce((bits, entry) => bits | entry.bits, 0);
    this.#exact = collectExact(numbered);
    this.#labels = numbered.flatMap(({ pattern, ...rest }) => (pattern.type === 'labels' ? [{ pattern, ...rest }] : []));
    const nodes = collectNodes(numbered);
    this.#nodes = [...nodes.values()];
    const names = [...nodes].map(([name, node]) => ({ name, bits: node.self | (node.below << 16) }));
    const more = this.#labels.some(({ pattern }) => suffixOf(pattern) === '') ? LABELS_BIT : 0;
    this.#makeTable = () => makeTable(names, this.#allBits | more);
  }

  /** Made when the first name is asked for: most commands reach no host. */
  get #table(): NameTable {
    this.#made ??= this.#makeTable();
    return this.#made;
  }

  /** What the entries say about a name in its final form. */
  bitsOfName(name: string): number {
    return this.#withLabels(name, this.#table.match(name));
  }

  /** The same for any text; -1 where it is no name in its final form. */
  bitsOfText(text: string): number {
    const bits = this.#table.matchText(text);
    return bits < 0 ? bits : this.#withLabels(text, bits);
  }

  #withLabels(name: string, bits: number): number {
    if ((bits & LABELS_BIT) === 0) return bits;
    return this.#matchLabels(name).reduce((sum, { bits: more }) => sum | more, bits & ~LABELS_BIT);
  }

  /** What they say about an address: `*` and the entries that list it literally. */
  bitsOfAddress(address: Address): number {
    return this.#allBits | this.bitsListed(address);
  }

  /** What the entries say that list a host literally; an entry without zone denies the address on every interface, but allows on none. */
  bitsListed(host: string | Address): number {
    if (typeof host === 'string') return this.#exact.get(host)?.bits ?? 0;
    const bits = this.#exact.get(formatAddress(host))?.bits ?? 0;
    return host.zone === null ? bits : bits | ((this.#exact.get(host.text)?.bits ?? 0) & ~ALLOW_BITS);
  }

  /** Numbers of the entries that cover a name. */
  entriesOfName(name: string): number[] {
    this.#table.match(name);
    const found = this.#table.found().flatMap((n) => (n < 0 ? this.#nodes[~n]?.selfEntries : this.#nodes[n]?.belowEntries) ?? []);
    return [...this.#all, ...found, ...this.#matchLabels(name).map(({ entry }) => entry)].sort((a, b) => a - b);
  }

  /** Numbers of the entries that cover an address. */
  entriesOfAddress(address: Address): number[] {
    const literal = [formatAddress(address), ...(address.zone === null ? [] : [address.text])];
    return [...this.#all, ...literal.flatMap((text) => this.#exact.get(text)?.entries ?? [])].sort((a, b) => a - b);
  }

  #matchLabels(name: string) {
    return this.#labels.filter(({ pattern }) => matchLabels(pattern, name));
  }
}

const ALLOW_BITS = 0b1111;

interface Exact {
  bits: number;
  readonly entries: number[];
}

interface Node {
  self: number;
  below: number;
  readonly selfEntries: number[];
  readonly belowEntries: number[];
}

interface Numbered extends ListEntry {
  readonly entry: number;
}

function collectExact(entries: readonly Numbered[]): ReadonlyMap<string, Exact> {
  const exact = new Map<string, Exact>();
  for (const { pattern, bits, entry } of entries) {
    const text = literalOf(pattern);
    if (text === null) continue;
    const known = exact.get(text) ?? { bits: 0, entries: [] };
    known.bits |= bits;
    known.entries.push(entry);
    exact.set(text, known);
  }
  return exact;
}

function literalOf(pattern: DomainPattern): string | null {
  if (pattern.type === 'address') return formatAddress(pattern.address);
  return pattern.type === 'name' && pattern.reach === 'self' ? pattern.text : null;
}

function collectNodes(entries: readonly Numbered[]): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  for (const name of LOCAL_NAMES) nodeOf(nodes, name).self |= LOCAL_BIT;
  nodeOf(nodes, 'localhost').below |= LOCAL_BIT;
  for (const { pattern, bits, entry } of entries) {
    if (pattern.type === 'labels' && suffixOf(pattern) !== '') nodeOf(nodes, suffixOf(pattern)).below |= LABELS_BIT;
    if (pattern.type !== 'name') continue;
    const node = nodeOf(nodes, pattern.text);
    if (pattern.reach !== 'below') {
      node.self |= bits;
      node.selfEntries.push(entry);
    }
    if (pattern.reach !== 'self') {
      node.below |= bits;
      node.belowEntries.push(entry);
    }
  }
  return nodes;
}

/** Names that hosts files give this machine; `localhost` with everything below it (RFC 6761). */
const LOCAL_NAMES = ['localhost', 'localhost.localdomain', 'localhost4', 'localhost6', 'ip6-localhost', 'ip6-loopback'];

function nodeOf(nodes: Map<string, Node>, name: string): Node {
  const node = nodes.get(name) ?? { self: 0, below: 0, selfEntries: [], belowEntries: [] };
  nodes.set(name, node);
  return node;
}

/** The labels right of the last wildcard: only names below it need the pattern to be tried. */
function suffixOf({ labels }: LabelsPattern): string {
  const wild = labels.findIndex(hasWildcard);
  return labels.slice(0, wild).reverse().join('.');
}
