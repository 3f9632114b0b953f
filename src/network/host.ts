/**
 * From the spelling of a host to the one form that is matched, or to the reason why it is refused.
 *
 * SECURITY: a spelling that programs could read differently is refused, not guessed (test/network/host-property.test.ts). What comes out is
 * a lower-case ASCII name without trailing dot, or a canonical address (reference: RFC 1123, RFC 5890, WHATWG URL host parsing).
 */
import { type Code, MAX_HOST_LENGTH, once, withoutTrailing } from '../base/index.ts';
import { type Address, parseAddress } from './address.ts';
import { parseByPlatform, toAsciiName } from './idna.ts';

export interface Name {
  readonly type: 'name';
  readonly text: string;
}

/** A spelling that is never allowed. */
export interface RefusedHost {
  readonly type: 'refused';
  readonly code: Code;
  /** What is wrong with it, to follow the words `the host`. */
  readonly problem: string;
  readonly help: string;
  /** What a careless program would make of it, for reports; null where nobody can say. */
  readonly reads: string | null;
}

export type Host = Name | Address;

/** Reads a host as it stands in a request: a name, an address, `[v6]`; a `:port` behind it is checked and dropped. */
export function normaliseHost(text: string): Host | RefusedHost {
  if (isPlainName(text)) return { type: 'name', text };
  const fault = findFault(text);
  if (fault) return refuse(fault, text);
  const { host, port } = splitPort(text);
  if (port !== null && !isPort(port)) return refuse(BAD_PORT, text);
  if (host.startsWith('[')) return readBracketed(host);
  if (host.includes(':')) return parseAddress(host) ?? refuse(BAD_VERSION_6, text);
  return normaliseName(host);
}

interface Fault {
  readonly code: Code;
  readonly problem: string;
  readonly help: string;
}

/** What no host may hold, most telling first. */
const faults: () => readonly (Fault & { readonly pattern: RegExp })[] = once(() => [
  {
    pattern: /[\p{Cc}\p{Cf}\p{Z}\p{Cs}]/u,
    code: 'NW002',
    problem: 'holds a blank, control or invisible character',
    help: 'remove it: programs stop reading at different places',
  },
  { pattern: /@/, code: 'NW004', problem: 'holds userinfo', help: 'give the host behind the `@` alone' },
  { pattern: /[/\\?#]/, code: 'NW005', problem: 'holds URL syntax', help: 'give the host alone, or the whole URL as `url`' },
  { pattern: /^[^[:]*%/, code: 'NW003', problem: 'is percent-encoded', help: 'write the characters themselves' },
  { pattern: /[^\p{L}\p{M}\p{N}._:[\]%~-]/u, code: 'NW006', problem: 'holds a character that no host has', help: 'write the plain name' },
]);

const LENGTH: Fault = { code: 'NW001', problem: 'is empty or longer than any host', help: 'a name has 1 to 253 characters' };
const BAD_PORT: Fault = { code: 'NW011', problem: 'has a port outside 1 to 65535', help: 'remove the port or correct it' };
const BAD_VERSION_6: Fault = {
  code: 'NW010',
  problem: 'is not a proper IPv6 address',
  help: 'write it as `2001:db8::1` or `[2001:db8::1]`',
};
const BAD_LABEL: Fault = {
  code: 'NW007',
  problem: 'has an empty or overlong label, or one that begins or ends with a hyphen',
  help: 'write the plain name',
};
const BAD_IDN: Fault = {
  code: 'NW008',
  problem: 'is an international name that programs convert differently or not at all',
  help: 'write its `xn--` form',
};
const ODD_NUMBER: Fault = {
  code: 'NW009',
  problem: 'ends in a number without being an address in plain notation',
  help: 'write an IPv4 address as four decimal numbers',
};

function findFault(text: string): Fault | null {
  if (text.length === 0 || text.length > MAX_HOST_LENGTH) return LENGTH;
  return faults().find(({ pattern }) => pattern.test(text)) ?? null;
}

function refuse({ code, problem, help }: Fault, text: string): RefusedHost {
  return { type: 'refused', code, problem, help, reads: text.length > MAX_HOST_LENGTH ? null : readCarelessly(text) };
}

function readCarelessly(text: string): string | null {
  if (/[/\\?#@]/.test(text)) return null;
  return withoutTrailing(parseByPlatform(splitPort(text).host) ?? '', '.') || null;
}

/** `host:port` and `[v6]:port`; an address with several colons and no brackets has no port. */
export function splitPort(text: string): { host: string; port: string | null } {
  const colon = text.lastIndexOf(':');
  const hasPort = colon >= 0 && (text.startsWith('[') ? text.lastIndexOf(']') < colon : text.indexOf(':') === colon);
  return hasPort ? { host: text.slice(0, colon), port: text.slice(colon + 1) } : { host: text, port: null };
}

/** Whether a port as written is one. */
export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function readBracketed(text: string): Host | RefusedHost {
  const inside = text.endsWith(']') ? text.slice(1, -1) : '';
  // `%25` is how a URL writes the `%` before a zone (RFC 6874).
  const address = inside.includes(':') ? parseAddress(inside.replace('%25', '%')) : null;
  return address ?? refuse(BAD_VERSION_6, text);
}

function normaliseName(text: string): Host | RefusedHost {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  const lower = foldAscii(name);
  if (isPlainName(lower)) return { type: 'name', text: lower };
  if (/[[\]%~]/.test(name)) return refuse(faults().at(-1) ?? BAD_LABEL, text);
  const ascii = PLAIN.test(lower) && !lower.includes('xn--') ? lower : toAsciiName(lower);
  if (ascii === null) return refuse(BAD_IDN, text);
  if (isPlainName(ascii) || isInternationalName(ascii)) return { type: 'name', text: ascii };
  return parseAddress(ascii) ?? refuse(hasNumericEnd(ascii) ? ODD_NUMBER : BAD_LABEL, text);
}

/** Lower case for ASCII only: `toLowerCase` would turn the Kelvin sign into a plain `k`. */
export function foldAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}

const PLAIN = /^[a-z0-9._-]*$/;

/** An ASCII name with `xn--` labels that the IDNA rules have accepted. */
function isInternationalName(text: string): boolean {
  return text.includes('xn--') && isPlainName(text.replaceAll('xn--', 'xn0-'));
}

/** Whether the last label could be read as a number, which makes the whole an address for most programs. */
function hasNumericEnd(text: string): boolean {
  return /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/i.test(text);
}

/**
 * Whether a text is a name in its final form already: lower-case letters, digits, `-`, `_` and single dots, no `xn--`, no number at the end.
 * One pass without allocation, because nearly every host of nearly every request ends here.
 */
export function isPlainName(text: string): boolean {
  const length = text.length;
  if (length === 0 || length > MAX_NAME) return false;
  let labelStart = 0;
  for (let i = 0; i <= length; i++) {
    const c = i < length ? text.charCodeAt(i) : DOT;
    if (c === DOT) {
      if (!isPlainLabel(text, labelStart, i)) return false;
      labelStart = i + 1;
    } else if (!isNameCharacter(c)) return false;
  }
  return !isDigit(text.charCodeAt(length - 1)) || !hasNumericEnd(text);
}

function isPlainLabel(text: string, start: number, end: number): boolean {
  if (end === start || end - start > MAX_LABEL) return false;
  if (text.charCodeAt(start) === HYPHEN || text.charCodeAt(end - 1) === HYPHEN) return false;
  return !(text.charCodeAt(start) === LOWER_X && text.startsWith('xn--', start)) && !(end === text.length && text.startsWith('0x', start));
}

function isNameCharacter(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || isDigit(c) || c === HYPHEN || c === UNDERSCORE;
}

function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}

const MAX_NAME = 253;
const MAX_LABEL = 63;
const DOT = 0x2e;
const HYPHEN = 0x2d;
const UNDERSCORE = 0x5f;
const LOWER_X = 0x78;
