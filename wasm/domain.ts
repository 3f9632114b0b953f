/**
 * Domain lists as one flat table keyed from the right: a host is hashed backwards once and looked up at each of its dots.
 *
 * A table is a relocatable block: header, slots, names; every offset counts from its first byte. A slot stands for one name d and holds
 * two sets of bits: what counts for d itself, and what counts for every name below d. The bits mean nothing here.
 * INVARIANT: the bytes of a name are compared after every hash hit, and at most half of the slots are in use.
 */
import { copyBytes, fillBytes, imul, ishr, ld, ld8, st } from '#memory';
import { bytesAre, CARET, DASH, DOT, isDigit, isNameByte, NINE } from './bytes.ts';

/** The limits of DNS. */
const MAX_NAME: i32 = 253;
const MAX_LABEL: i32 = 63;

const TABLE_SEED: i32 = 0;
/** Slots less one: their number is a power of two. */
const TABLE_MASK: i32 = 4;
/** Bits for every host there is (the pattern `*`). */
const TABLE_ALL: i32 = 8;
/** Where the next name goes. */
const TABLE_TOP: i32 = 12;
const TABLE_SLOTS: i32 = 16;

const SLOT_HASH: i32 = 0;
/** Offset of the name; 0 in an empty slot. */
const SLOT_NAME: i32 = 4;
/** Length of the name, at most 255, and the number that the caller gave it, above bit 8. */
const SLOT_NODE: i32 = 8;
/** Bits of the name itself, and above bit 16 those of all below it. */
const SLOT_BITS: i32 = 12;
const SLOT_SIZE: i32 = 16;

/** Makes an empty table at an address. */
export function domainInit(table: i32, slots: i32, seed: i32, all: i32): void {
  st(table + TABLE_SEED, seed);
  st(table + TABLE_MASK, slots - 1);
  st(table + TABLE_ALL, all);
  st(table + TABLE_TOP, TABLE_SLOTS + imul(slots, SLOT_SIZE));
  fillBytes(table + TABLE_SLOTS, 0, imul(slots, SLOT_SIZE));
}

/** Enters one name, with the bits for itself and, above bit 16, for what is below it; names must differ. */
export function domainAdd(table: i32, name: i32, length: i32, node: i32, bits: i32): void {
  let hash = ld(table + TABLE_SEED);
  for (let p = name + length - 1; p >= name; p--) hash = domainStep(hash, ld8(p));
  const slot = findSlot(table, hash, name, length);
  const top = ld(table + TABLE_TOP);
  copyBytes(table + top, name, length);
  st(slot + SLOT_HASH, hash);
  st(slot + SLOT_NAME, top);
  st(slot + SLOT_NODE, length | (node << 8));
  st(slot + SLOT_BITS, bits);
  st(table + TABLE_TOP, top + length);
}

/**
 * The bits of all entries that cover a host, or-ed; `found` receives how many there are and then the node of each.
 *
 * With `checks`, -1 where the text is no name in its final form: lower-case letters, digits, `-`, `_` and single dots, no label that is
 * empty, too long, begins or ends with a hyphen or begins with `xn--`, and no number at its end.
 */
export function domainMatch(table: i32, host: i32, length: i32, found: i32, checks: boolean): i32 {
  if (checks && (length === 0 || length > MAX_NAME)) return -1;
  let bits = ld(table + TABLE_ALL);
  let hash = ld(table + TABLE_SEED);
  let next = found + 4;
  const end = host + length;
  let labelEnd = end;
  for (let p = end - 1; p >= host; p--) {
    const byte = ld8(p);
    if (byte === DOT) {
      if (checks && !isPlainLabel(p + 1, labelEnd, end)) return -1;
      labelEnd = p;
      const slot = findSlot(table, hash, p + 1, end - p - 1);
      if (ld(slot + SLOT_NAME) !== 0) {
        bits |= ishr(ld(slot + SLOT_BITS), 16);
        st(next, ishr(ld(slot + SLOT_NODE), 8));
        next += 4;
      }
    } else if (checks && !isPlainByte(byte)) return -1;
    hash = domainStep(hash, byte);
  }
  if (checks && !isPlainLabel(host, labelEnd, end)) return -1;
  const slot = findSlot(table, hash, host, length);
  if (ld(slot + SLOT_NAME) !== 0) {
    bits |= ld(slot + SLOT_BITS) & 0xffff;
    // The last node is the host itself: told apart by its sign.
    st(next, ~ishr(ld(slot + SLOT_NODE), 8));
    next += 4;
  }
  st(found, (next - found - 4) >> 2);
  return bits;
}

function isPlainByte(byte: i32): boolean {
  return (isNameByte(byte) && (byte <= NINE || byte > CARET)) || byte === DASH;
}

/** One label; the last one of a name, which ends at `end`, must not be a number either. */
function isPlainLabel(start: i32, stop: i32, end: i32): boolean {
  if (stop === start || stop - start > MAX_LABEL || ld8(start) === DASH || ld8(stop - 1) === DASH) return false;
  return !(stop - start > 3 && bytesAre(start, 4, 'xn--')) && !(stop === end && isNumeric(start, stop));
}

/** All digits, or what begins as a hexadecimal number does. */
function isNumeric(start: i32, end: i32): boolean {
  if (end - start > 1 && bytesAre(start, 2, '0x')) return true;
  for (let p = start; p < end; p++) if (!isDigit(ld8(p))) return false;
  return true;
}

/** The slot of a name, or the empty slot where it belongs. */
function findSlot(table: i32, hash: i32, name: i32, length: i32): i32 {
  const mask = ld(table + TABLE_MASK);
  let index = (hash ^ ishr(hash, 15)) & mask;
  let slot = table + TABLE_SLOTS + imul(index, SLOT_SIZE);
  while (ld(slot + SLOT_NAME) !== 0) {
    if (ld(slot + SLOT_HASH) === hash && (ld(slot + SLOT_NODE) & 255) === length && isSame(table + ld(slot + SLOT_NAME), name, length))
      return slot;
    index = (index + 1) & mask;
    slot = table + TABLE_SLOTS + imul(index, SLOT_SIZE);
  }
  return slot;
}

function isSame(a: i32, b: i32, length: i32): boolean {
  for (let i = 0; i < length; i++) if (ld8(a + i) !== ld8(b + i)) return false;
  return true;
}

/** FNV-1a, one byte. */
function domainStep(hash: i32, byte: i32): i32 {
  return imul(hash ^ byte, 16777619);
}
