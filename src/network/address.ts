/**
 * IP addresses: reading the one notation that every program reads alike, and telling public addresses from all others.
 *
 * INVARIANT: what {@link parseAddress} accepts has exactly one meaning; IPv4 inside IPv6 (`::ffff:a.b.c.d`) comes out as IPv4, because
 * that is what the kernel connects to.
 */
import ipaddr from 'ipaddr.js';
import { once } from '../base/index.ts';

export interface Address {
  readonly type: 'address';
  readonly version: 4 | 6;
  /** Canonical (RFC 5952), without brackets and zone. */
  readonly text: string;
  /** Interface of a link-local IPv6 address, or null. */
  readonly zone: string | null;
}

/** Four decimal numbers without leading zeros, or IPv6 without brackets (with a zone where it is link-local); null for anything else. */
export function parseAddress(text: string): Address | null {
  return text.includes(':') ? parseVersion6(text) : parseVersion4(text);
}

function parseVersion4(text: string): Address | null {
  return DOTTED_QUAD.test(text) ? { type: 'address', version: 4, text, zone: null } : null;
}

const OCTET = '(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])';
const DOTTED_QUAD = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

function parseVersion6(text: string): Address | null {
  const [, digits = '', quad, zone] = VERSION_6.exec(text) ?? [];
  if (digits === '' || (quad !== undefined && !DOTTED_QUAD.test(quad))) return null;
  const address = readVersion6(digits + (quad === undefined ? '' : groupsOf(quad)));
  if (!address) return null;
  if (address.isIPv4MappedAddress())
    return zone ? null : { type: 'address', version: 4, text: address.toIPv4Address().toString(), zone: null };
  if (zone && address.range() !== 'linkLocal') return null;
  return { type: 'address', version: 6, text: address.toRFC5952String(), zone: zone ?? null };
}

/** Hexadecimal groups, perhaps a dotted quad at the end, perhaps a zone. */
const VERSION_6 = /^([0-9a-fA-F:]{2,45}?)(\d{1,3}(?:\.\d{1,3}){3})?(?:%([\w.~-]{1,64}))?$/;

/** `127.0.0.1` as the two groups `7f00:1`: ipaddr.js 2.5 takes a quad behind `::` for a mapped address, which the kernel does not. */
function groupsOf(quad: string): string {
  const [a, b, c, d] = quad.split('.').map(Number) as [number, number, number, number];
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function readVersion6(text: string): ipaddr.IPv6 | null {
  try {
    return ipaddr.IPv6.parse(text);
  } catch {
    return null;
  }
}

/** Whether an address belongs to the public internet: global unicast that no registry has set aside, and no tunnel to something else. */
export function isPublicAddress(address: Address): boolean {
  const parsed = ipaddr.parse(address.text);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast());
}

/** RFC 4291: the only part of IPv6 that is handed out as global unicast. */
const globalUnicast = once(() => ipaddr.parseCIDR('2000::/3'));

/** The addresses Codex 0.169 takes for public (reference: codex-semantics §7.2); looser than {@link isPublicAddress}, never stricter. */
export function isPublicForCodex(address: Address): boolean {
  const parsed = ipaddr.parse(address.text);
  return !codexPrivate().some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
}

const codexPrivate = once(() =>
  [
    ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
    ...['192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
    ...['::/128', '::1/128', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
  ].map((cidr) => ipaddr.parseCIDR(cidr)),
);

/** First addresses of the ranges above: a prefix holds one of them, or begins in a range itself, where it holds anything private. */
export const privateBases: () => readonly string[] = once(() => codexPrivate().map(([range]) => toHex(range)));

/** All digits of an address, so that texts sort as addresses do: 8 for IPv4, 32 for IPv6. */
export function hexOf({ text }: Address): string {
  return toHex(ipaddr.parse(text));
}

function toHex(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return Array.from(address.toByteArray(), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
