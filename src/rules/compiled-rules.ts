/**
 * A compiled policy as bytes: {magic, format, size, two check sums, size of the binding} as int32, the binding, then the arena of the core.
 *
 * The binding says what the bytes were made from, and by what; they serve that alone. INVARIANT: nothing of damaged bytes is used: the check
 * sums, of the arena, find accidents, and the core walks every offset, index and chain before it takes an arena, so that no bytes at all can
 * mislead a walk.
 * SECURITY: check sums are no signature; whoever may write these bytes writes policy, so they are kept where policy is kept.
 */
import { POLICY_SIZE } from '../../wasm/policy.ts';
import { type Code, type Diagnostic, MAX_COMPILED_BYTES } from '../base/index.ts';
import { type Core, POLICY_START } from '../shell/index.ts';

const MAGIC = 0x53545250;
/** Raised whenever the layout of the arena or of these bytes changes. */
const FORMAT = 6;
const HEADER = 24;

/** What is said instead of a compiled policy that cannot be used. */
export type CompiledFault = Diagnostic;

/** The arena of a core as bytes, bound to a text. */
export function saveArena(core: Core, binding: string): Uint8Array {
  const size = core.words()[POLICY_SIZE >> 2] ?? 0;
  const bound = boundOf(binding);
  const saved = new Uint8Array(HEADER + bound.length + size);
  const header = new DataView(saved.buffer);
  const words = [MAGIC, FORMAT, saved.length, ...sumsOf(core, size, core.exports.scratch(SUMS_BYTES)), bound.length];
  for (const [i, value] of words.entries()) header.setInt32(i * 4, value, true);
  saved.set(bound, HEADER);
  saved.set(core.bytes().subarray(POLICY_START, POLICY_START + size), HEADER + bound.length);
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
  const bound = boundOf(binding);
  if (header.getInt32(20, true) !== bound.length || !beginsWith(saved.subarray(HEADER), bound))
    return foreign('it is bound to other rules, another platform or another version');
  const arena = saved.subarray(HEADER + bound.length);
  const { exports } = core;
  const behind = POLICY_START + arena.length;
  exports.setTapeStart(POLICY_START);
  exports.reserve(arena.length + Math.max(ranks.length, SUMS_BYTES) + room);
  core.bytes().set(arena, POLICY_START);
  const sums = sumsOf(core, arena.length, behind);
  core.bytes().set(ranks, behind);
  const isWhole = sums.every((sum, i) => header.getInt32(SUMS_AT + i * 4, true) === sum);
  // It is the core that says that there is no policy, whatever is wrong.
  const isSound = exports.policyAccept(isWhole ? arena.length : 0, ranks.length, folds ? 1 : 0);
  if (!isWhole) return damaged('its check sums are wrong');
  return isSound ? null : damaged('an offset, an index or a chain in it leads astray, or it does not hold these rules');
}

export interface LoadOptions {
  readonly binding: string;
  /** Of each rule the decision with which it stands in the arena; 0: it does not. */
  readonly ranks: Uint8Array;
  readonly folds: boolean;
  readonly room: number;
}

const SUMS_AT = 12;

const SUMS_BYTES = 8;

/** Over the arena; the words before it have one right value each. `at`: where the core may write. */
function sumsOf(core: Core, size: number, at: number): readonly number[] {
  core.exports.policySums(size, at);
  return [...core.words().subarray(at >> 2, (at + SUMS_BYTES) >> 2)];
}

/** A binding as bytes, up to a whole word. */
function boundOf(binding: string): Uint8Array {
  const bytes = new TextEncoder().encode(binding);
  const bound = new Uint8Array((bytes.length + 3) & ~3);
  bound.set(bytes);
  return bound;
}

function beginsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return bytes.length >= start.length && start.every((byte, i) => bytes[i] === byte);
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
