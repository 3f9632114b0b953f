/**
 * What the core must know about programs to decide a text alone, from the tables of programs: the text that `src/engine/marked-programs.ts` holds.
 *
 * `starts`: what the program does can forbid, or make its own rule unnecessary, or change what later commands mean. `specified`: it can at
 * least take an allow back. `writes`: its output can be known. INVARIANT: a row that is not plainly harmless is `starts`.
 */
import { WRITERS } from '../../src/engine/writer.ts';
import { changesAnswer, namesOf, type ProgramRow, programNames, programRows } from '../../src/programs/index.ts';
import { PROGRAMS } from '../../wasm/layout.ts';
import { useMemory } from '../../wasm/memory.ts';
import {
  PROGRAM_MASK,
  PROGRAM_SPECIFIED,
  PROGRAM_STARTS,
  PROGRAM_WRITES,
  PROGRAM_ZERO,
  programHash,
  programPrint,
  programSlot,
} from '../../wasm/programs.ts';

/** Meanings that only read, write or delete paths: they matter only where the answer would be allow, or where reads are denied. */
const PLAIN = new Set(['_', 'read', 'write', 'delete', 'tree', 'attributes', 'link']);

/** Bits of `wasm/programs.ts` by name. */
export function markedPrograms(): ReadonlyMap<string, number> {
  const plain = new Set(programRows().filter(isPlain).flatMap(namesOf));
  const result = new Map<string, number>();
  for (const name of programNames()) {
    const bits = !plain.has(name) ? PROGRAM_STARTS : changesAnswer(name) ? PROGRAM_SPECIFIED : WRITERS.has(name) ? PROGRAM_WRITES : 0;
    if (bits !== 0) result.set(name, bits);
  }
  return result;
}

function isPlain(row: ProgramRow): boolean {
  if (row.mark === 'free' || row.mark === 'wrapper' || row.commands !== undefined || row.does !== undefined || row.versioned || row.bundle)
    return false;
  const operands = typeof row.operands === 'string' ? row.operands.split(' ') : row.operands === undefined ? [] : null;
  if (operands === null) return false;
  const meanings = [...operands.map((each) => each.replace(/[?*+]$/, '')), ...(row.options ?? '').split(/\s+/).flatMap(meaningsOfOption)];
  return meanings.every((meaning) => PLAIN.has(meaning));
}

/** Empty for a flag; the meaning of its value; something unknown for everything else an option can say. */
function meaningsOfOption(option: string): string[] {
  if (option === '' || /^[-\w|]+$/.test(option)) return [];
  const value = /^[-\w|]+=([a-z_]+)[?$]?$/.exec(option)?.[1];
  return [value ?? 'unknown'];
}

/** The table of the core as text. */
export function packPrograms(programs: ReadonlyMap<string, number>): string {
  const slots = new Int32Array(PROGRAM_MASK + 1);
  for (const [name, bits] of programs) {
    const hash = hashOf(name);
    let slot = programSlot(hash);
    while (slots[slot] !== 0 && (slots[slot] ?? 0) >> 2 !== programPrint(hash)) slot = (slot + 1) & PROGRAM_MASK;
    slots[slot] = (programPrint(hash) << 2) | ((slots[slot] ?? 0) & 3) | bits;
  }
  return [...slots].map((value) => String.fromCharCode(...[12, 6, 0].map((bits) => ((value >> bits) & 63) + PROGRAM_ZERO))).join('');
}

/** A memory of our own: the functions of the core serve whoever put theirs under them last. */
const memory = new ArrayBuffer(1 << 16);

function hashOf(name: string): number {
  useMemory(memory);
  const { written } = new TextEncoder().encodeInto(name, new Uint8Array(memory, PROGRAMS));
  return programHash(PROGRAMS, written);
}
