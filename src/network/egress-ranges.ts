/**
 * Published egress ranges (JSON files of CIDR prefixes) to sorted intervals of addresses that are searched in logarithmic time.
 *
 * INVARIANT: a file is whole or absent; no range is private or so wide that it cannot be meant. Read are the forms `{"prefixes":
 * [{"ipv4Prefix": …}, {"ipv6Prefix": …}]}`, `{"prefixes": [{"ip_prefix": …}], "ipv6_prefixes": […]}` and a plain list of prefixes.
 */
import { type Code, type Diagnostic, MAX_EGRESS_PREFIXES, MAX_POLICY_FILE_BYTES } from '../base/index.ts';
import { type Address, hexOf, isPublicAddress, parseAddress, privateBases } from './address.ts';

/** One prefix in canonical form with its first and last address as hexadecimal of fixed width, which sorts as the addresses do. */
export interface Prefix {
  readonly text: string;
  readonly first: string;
  readonly last: string;
}

export interface EgressRanges {
  readonly source: string;
  /** When the publisher made it, as written, or null. */
  readonly created: string | null;
  /** Sorted by first address, IPv4 (8 digits) and IPv6 (32) apart. */
  readonly version4: readonly Prefix[];
  readonly version6: readonly Prefix[];
}

export interface ParsedRanges {
  readonly value: EgressRanges | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function parseEgressRanges(source: string, text: string): ParsedRanges {
  const file = readFile(text);
  if (typeof file === 'string') return fail(source, 'NW060', file, 'see docs/network.md for the forms that are read');
  const prefixes: Prefix[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const cidr of file.prefixes) {
    const prefix = parsePrefix(cidr);
    if ('code' in prefix) diagnostics.push(fault(source, prefix.code, `\`${cidr}\` ${prefix.problem}`, prefix.help));
    else prefixes.push(prefix);
  }
  if (diagnostics.length > 0) return { value: null, diagnostics };
  const version4 = sortPrefixes(prefixes.filter(({ first }) => first.length === 8));
  const version6 = sortPrefixes(prefixes.filter(({ first }) => first.length === 32));
  const value = { source, created: file.created, version4: version4.kept, version6: version6.kept };
  return { value, diagnostics: [...version4.covered, ...version6.covered].map((text) => covered(source, text)) };
}

function fail(source: string, code: Code, message: string, help: string): ParsedRanges {
  return { value: null, diagnostics: [fault(source, code, message, help)] };
}

function fault(source: string, code: Code, message: string, help: string): Diagnostic {
  return { code, severity: 'error', message, place: { source, line: 1, column: 1 }, help };
}

function covered(source: string, text: string): Diagnostic {
  const message = `\`${text}\` is covered by another range of the file`;
  return { code: 'NW064', severity: 'warning', message, place: { source, line: 1, column: 1 } };
}

interface RangeFile {
  readonly prefixes: readonly string[];
  readonly created: string | null;
}

/** The prefixes of a file as strings, or what is wrong with it. */
function readFile(text: string): RangeFile | string {
  if (text.length > MAX_POLICY_FILE_BYTES) return `larger than ${MAX_POLICY_FILE_BYTES} bytes`;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  const items = listItems(json);
  if (items === null || items.length === 0) return 'no list of prefixes';
  if (items.length > MAX_EGRESS_PREFIXES) return `more than ${MAX_EGRESS_PREFIXES} prefixes`;
  const prefixes = items.map(prefixOf);
  const missing = prefixes.indexOf(null);
  if (missing >= 0) return `entry ${missing + 1} holds no prefix`;
  return { prefixes: prefixes.filter((prefix) => prefix !== null), created: creationOf(json) };
}

function listItems(json: unknown): readonly unknown[] | null {
  if (Array.isArray(json)) return json;
  if (typeof json !== 'object' || json === null) return null;
  const lists = LIST_FIELDS.map((field) => Object.entries(json).find(([key]) => key === field)?.[1]).filter((list) => list !== undefined);
  return lists.every((list) => Array.isArray(list)) ? lists.flat() : null;
}

const LIST_FIELDS = ['prefixes', 'ipv6_prefixes'];
const PREFIX_FIELDS = ['ipv4Prefix', 'ipv6Prefix', 'ip_prefix', 'ipv6_prefix'];
const CREATION_FIELDS = ['creationTime', 'createDate'];

function prefixOf(item: unknown): string | null {
  return typeof item === 'string' ? item : stringField(item, PREFIX_FIELDS);
}

function creationOf(json: unknown): string | null {
  return stringField(json, CREATION_FIELDS);
}

function stringField(value: unknown, names: readonly string[]): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = Object.entries(value).filter(([key, field]) => names.includes(key) && typeof field === 'string');
  return found.length === 1 ? (found[0]?.[1] ?? null) : null;
}

interface PrefixFault {
  readonly code: Code;
  readonly problem: string;
  readonly help: string;
}

/** One prefix in CIDR notation, or what is wrong with it. */
function parsePrefix(text: string): Prefix | PrefixFault {
  const [, base = '', digits = ''] = /^([^/]{2,64})\/(\d{1,3})$/.exec(text) ?? [];
  const address = parseAddress(base);
  const bits = Number(digits);
  if (!address || digits === '' || String(bits) !== digits || bits > (address.version === 4 ? 32 : 128)) return NOT_CIDR;
  if (bits < MIN_BITS[address.version])
    return { code: 'NW062', problem: `covers more than a /${MIN_BITS[address.version]}`, help: 'split it' };
  const first = hexOf(address);
  const last = fillBits(first, bits);
  if (first !== clearBits(first, bits)) return { code: 'NW061', problem: 'has bits behind its prefix', help: 'write its first address' };
  const holdsPrivate = privateBases().some((base) => base.length === first.length && first <= base && base <= last);
  return isPublicAddress(address) && !holdsPrivate ? { text: `${address.text}/${bits}`, first, last } : NOT_PUBLIC;
}

/** No provider's range is wider. */
const MIN_BITS = { 4: 8, 6: 16 } as const;
const NOT_CIDR: PrefixFault = { code: 'NW061', problem: 'is not a prefix', help: 'write `198.51.100.0/24` or `2001:db8::/32`' };
const NOT_PUBLIC: PrefixFault = { code: 'NW063', problem: 'is private or reserved', help: 'a published egress range is public' };

function fillBits(hex: string, bits: number): string {
  return eachDigit(hex, bits, (digit, mask) => digit | mask);
}

function clearBits(hex: string, bits: number): string {
  return eachDigit(hex, bits, (digit, mask) => digit & ~mask);
}

/** Applies to every digit the mask of its bits behind the prefix. */
function eachDigit(hex: string, bits: number, change: (digit: number, mask: number) => number): string {
  return Array.from(hex, (digit, i) => {
    const kept = Math.min(4, Math.max(0, bits - 4 * i));
    return change(Number.parseInt(digit, 16), 0xf >> kept).toString(16);
  }).join('');
}

/** In order of their first address, without those that another one covers. */
function sortPrefixes(prefixes: readonly Prefix[]): { kept: Prefix[]; covered: string[] } {
  const kept: Prefix[] = [];
  const covered: string[] = [];
  // Prefixes either nest or are apart, so what is covered follows what covers it.
  for (const prefix of [...prefixes].sort(compare)) {
    const before = kept.at(-1);
    if (before && prefix.last <= before.last) covered.push(prefix.text);
    else kept.push(prefix);
  }
  return { kept, covered };
}

function compare(a: Prefix, b: Prefix): number {
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.last > b.last ? -1 : a.last < b.last ? 1 : 0;
}

/** The range that holds an address, or null. */
export function matchRange(ranges: EgressRanges, address: Address): Prefix | null {
  const list = address.version === 4 ? ranges.version4 : ranges.version6;
  const key = hexOf(address);
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.first ?? '') <= key) low = middle + 1;
    else high = middle;
  }
  const candidate = list[low - 1];
  return candidate && key <= candidate.last ? candidate : null;
}

export interface RangeDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** What changed from one file to the next, as prefixes. */
export function compareRanges(previous: EgressRanges, current: EgressRanges): RangeDifference {
  const before = texts(previous);
  const after = texts(current);
  return {
    added: [...after].filter((text) => !before.has(text)),
    removed: [...before].filter((text) => !after.has(text)),
    unchanged: [...after].filter((text) => before.has(text)).length,
  };
}

function texts({ version4, version6 }: EgressRanges): ReadonlySet<string> {
  return new Set([...version4, ...version6].map(({ text }) => text));
}

/** Whether the current file claims to be older than the one before: then something went backwards. */
export function isOlder(previous: EgressRanges, current: EgressRanges): boolean {
  const before = Date.parse(previous.created ?? '');
  const after = Date.parse(current.created ?? '');
  return after < before;
}
