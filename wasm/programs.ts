/**
 * What the tables of programs say of a name, for whoever decides without them: two bits, found by a fingerprint of the name.
 *
 * The table is text that `src/engine/marked-programs.ts` holds and an engine copies to PROGRAMS: three characters a slot, six bits each, the
 * fingerprint above the two bits; open addressing. INVARIANT: bits may be too many (where two names share a fingerprint, or no table is there),
 * never too few: they only ever keep the core from deciding alone.
 */
import { imul, ishr, ld8 } from '#memory';
import { PROGRAMS } from './layout.ts';

/** The program's specification can take an allow back. */
export const PROGRAM_SPECIFIED: i32 = 1;
/** It can take nothing back, but what it writes can be known (`echo`). */
export const PROGRAM_WRITES: i32 = 2;
/** It starts others, or stands for them: what it does can forbid, and can make a rule for itself unnecessary; it could be anything. */
export const PROGRAM_STARTS: i32 = 3;

/** Slots less one. */
export const PROGRAM_MASK: i32 = 4095;
/** Six bits of a slot are written as the character this far up. */
export const PROGRAM_ZERO: i32 = 48;
/** Longest run of slots that is looked through. */
const MAX_PROGRAM_PROBES: i32 = 256;

/** Names have no seed here: they are ours, and whoever finds another with the same fingerprint only makes its evaluation a whole one. */
export function programHash(address: i32, length: i32): i32 {
  let h: i32 = -2128831035;
  const stop = address + length;
  for (let p = address; p < stop; p++) h = imul(h ^ ld8(p), 0x01000193);
  return imul(h ^ ishr(h, 15), 0x165667b1);
}

export function programSlot(hash: i32): i32 {
  return ishr(hash, 20);
}

export function programPrint(hash: i32): i32 {
  return ishr(hash, 4) & 0xffff;
}

/** The bits of a name. */
export function programBits(address: i32, length: i32): i32 {
  const hash = programHash(address, length);
  const print = programPrint(hash);
  let slot = programSlot(hash);
  for (let i: i32 = 0; i < MAX_PROGRAM_PROBES; i++) {
    const at = PROGRAMS + imul(slot, 3);
    const high = ld8(at);
    if (high == 0) break;
    const value = ((high - PROGRAM_ZERO) << 12) | ((ld8(at + 1) - PROGRAM_ZERO) << 6) | (ld8(at + 2) - PROGRAM_ZERO);
    if (value == 0) return 0;
    if (value >> 2 == print) return value & PROGRAM_STARTS;
    slot = (slot + 1) & PROGRAM_MASK;
  }
  return PROGRAM_STARTS;
}
