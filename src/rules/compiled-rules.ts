/**
 * A compiled policy as bytes: {magic, format, size, two check sums, size of the binding} as int32, the binding, then the arena of the core.
 *
 * The binding says what the bytes were made from, and by what; they serve that alone. INVARIANT: nothing of damaged bytes is used: the check
 * sums find accidents, and the core walks every offset, index and chain before it takes an arena, so that no bytes at all can mislead a walk.
 * SECURITY: check sums are no signature; whoever may write these bytes writes policy, so they are kept where policy is kept.
 */
import { POLICY_SIZE } from '../../wasm/policy.ts';
import { type Code, type Diagnostic, MAX_COMPILED_BYTES, sumWords } from '../base/index.ts';
import { type Core, POLICY_START } from '../shell/index.ts';

const MAGIC = 0x53545250;
/** Raised whenever the layout of the arena or of these bytes changes. */
const FORMAT = 5;
const HEADER = 24;

/** What is said instead of a compiled policy that cannot be used. */
export type CompiledFault = Diagnostic;

/** The arena of a core as bytes, bound to a text. */
export function saveArena(core: Core, binding: string): Uint8Array {
  const size = core.words()[POLICY_SIZE >> 2] ?? 0;
  const bound = new TextEncoder().encode(binding);
  const arenaAt = HEADER + ((bound.length + 3) & ~3);
  const saved = new Uint8Array(arenaAt + size);
  saved.set(bound, HEADER);
  saved.set(core.bytes().subarray(POLICY_START, POLICY_START + size), arenaAt);
  const header = new DataView(saved.buffer);
  for (const [i, value] of [MAGIC, FORMAT, saved.length, 0, 0, bound.length].entries()) header.setInt32(i * 4, value, true);
  for (const [i, sum] of sumsOf(saved).entries()) header.setInt32(SUMS_AT + i * 4, sum, true);
  return saved;
}

/**
 * Puts saved bytes into a core in place of its policy; the fault says why that was not done, and then the core has none. `room`: bytes kept
 * free behind it.
 */
export function loadArena(core: Core, saved: Uint8Array, { binding, ranks, folds, room }: LoadOptions): CompiledFault | null {
  if (saved.length < HEADER || saved.length > MAX_COMPILED_BYTES) return damaged('its size is not that of one');
  const header = new DataView(saved.buffer, saved.byteOffset, saved.length);
  if (header.getInt32(0, true) !== MAGIC) return damaged('it does not begin like one');
  if (header.getInt32(4, true) !== FORMAT) return foreign('its format is another');
  if (header.getInt32(8, true) !== saved.length || (saved.length & 3) !== 0) return damaged('it is cut off, or something follows it');
  if (sumsOf(saved).some((sum, i) => header.getInt32(SUMS_AT + i * 4, true) !== sum)) return damaged('its check sums are wrong');
  const boundLength = header.getInt32(20, true);
  if (boundLength < 0 || boundLength > saved.length - HEADER) return damaged('its parts do not fit');
  const bound = new TextDecoder().decode(saved.subarray(HEADER, HEADER + boundLength));
  if (bound !== binding) return foreign('it is bound to other rules, another platform or another version');
  const arena = saved.subarray(HEADER + ((boundLength + 3) & ~3));
  const { exports } = core;
  exports.setTapeStart(POLICY_START);
  exports.reserve(arena.length + room);
  core.bytes().set(arena, POLICY_START);
  if (!exports.policyAccept(arena.length, ranks.length, folds ? 1 : 0)) return damaged('an offset, an index or a chain in it leads astray');
  return holdsRules(core, ranks) ? null : damaged('it does not hold these rules');
}

export interface LoadOptions {
  readonly binding: string;
  /** Of each rule the decision with which it stands in the arena; 0: it does not. */
  readonly ranks: Uint8Array;
  readonly folds: boolean;
  readonly room: number;
}

const SUMS_AT = 12;

/** Whether an accepted arena ends a path in every rule that has one, with that rule's decision, and in no other. */
function holdsRules(core: Core, ranks: Uint8Array): boolean {
  const at = core.exports.scratch(ranks.length);
  if (!core.exports.policyDecisions(at, ranks.length)) return false;
  const found = core.bytes().subarray(at, at + ranks.length);
  for (let i = 0; i < ranks.length; i++) if (found[i] !== ranks[i]) return false;
  return true;
}

/** Over everything behind the sums; the words before them have one right value each. */
function sumsOf(saved: Uint8Array): readonly [number, number] {
  const words = new Int32Array(saved.byteOffset % 4 === 0 ? saved.buffer : saved.slice().buffer, wordsAt(saved), saved.length >> 2);
  return sumWords(words.subarray((SUMS_AT >> 2) + 2));
}

function wordsAt({ byteOffset }: Uint8Array): number {
  return byteOffset % 4 === 0 ? byteOffset : 0;
}

function damaged(what: string): CompiledFault {
  return refused('RL012', `the compiled policy is damaged: ${what}`);
}

function foreign(what: string): CompiledFault {
  return refused('RL013', `the compiled policy does not belong here: ${what}`);
}

function refused(code: Code, message: string): CompiledFault {
  return { code, severity: 'warning', message, help: 'the rules are compiled anew; save the engine again' };
}
