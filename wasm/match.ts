/**
 * Matching: the words of a command walk the compiled policy; and `decide`, which does it for every command of a text in one call.
 *
 * A program named by a path is looked up as it stands and by its base name; what the base name finds counts only where it is stricter
 * than allow, unless `src/` knows the path to be trusted. INVARIANT: an unknown word ends the walk; where a rule lies below, it could
 * have been completed, and that is said.
 */
import { ld, ld8, st } from '#memory';
import { CLOSE_BRACE, DASH, DOT, ESCAPE, SLASH } from './bytes.ts';
import { CAUTION } from './dialect.ts';
import {
  COMMAND_ASSIGNMENT,
  EL_NEXT,
  EL_REDIRECT,
  EL_WORD,
  HEAD_FEATURES,
  HEAD_FIRST_COMMAND,
  HEAD_FIRST_SCOPE,
  OP_DUP_IN,
  OP_DUP_OUT,
  OP_HERE,
  PIECE_COMMAND,
  PIECE_END,
  PIECE_ESCAPE,
  PIECE_KIND,
  PIECE_KIND_MASK,
  PIECE_NEXT,
  PIECE_PARAMETER,
  PIECE_PROCESS,
  PIECE_SCOPE,
  PIECE_VALUE,
  REDIRECT_NEXT,
  REDIRECT_OPERATOR,
  REDIRECT_TARGET,
  SCOPE_FOR,
  SCOPE_FUNCTION,
  SCOPE_SELECT,
  SCOPE_TYPE,
  WORD_FLAGS,
  WORD_LENGTH,
  WORD_NEXT,
  WORD_TILDE,
  WORD_UNKNOWN,
  WORD_VALUE,
} from './layout.ts';
import { piecesOfWord } from './pieces.ts';
import {
  child,
  NODE_BELOW,
  NODE_DECISION,
  NODE_INNER,
  NODE_PROMPT_BELOW,
  NODE_SLOW,
  nodeBits,
  POLICY_FOLDS,
  ROOT,
  writeRules,
} from './policy.ts';
import { PROGRAM_SPECIFIED, PROGRAM_STARTS, PROGRAM_WRITES, programBits } from './programs.ts';
import { scanCommands, scanCommandsAt } from './scan.ts';

// The packed answer of `decideText`; `src/engine/fast-path.ts` reads it.
/** Strictest decision of all matching rules: 0 none, 1 allow, 2 prompt, 3 forbidden. */
export const ANSWER_DECISION: i32 = 3;
/** Some command is covered by no allow rule and is not free of effect. */
export const ANSWER_UNCOVERED: i32 = 4;
/** An unknown word could complete a rule that forbids, or has a value that the core does not know. */
export const ANSWER_COMPLETABLE: i32 = 8;
export const ANSWER_UNKNOWN_PROGRAM: i32 = 16;
/** An unknown word stands where rules go on that forbid nothing, and no text of its own gives it a value; what programs of the tables write may. */
export const ANSWER_UNKNOWN_BELOW: i32 = 32;
/** A rule, or the trust in a path, needs more than a walk. */
export const ANSWER_SLOW: i32 = 64;
export const ANSWER_SPECIFIED: i32 = 128;
export const ANSWER_STARTS: i32 = 256;
/** A redirection that opens a file. */
export const ANSWER_OPENS: i32 = 512;
export const ANSWER_ASSIGNS: i32 = 1024;
/** Functions are defined: names may mean something else. */
export const ANSWER_FUNCTIONS: i32 = 2048;
/** Marks that are cautions. */
export const ANSWER_CAUTION: i32 = 4096;
/** A word names a variable, or expands in some other way that can be a finding. */
export const ANSWER_EXPANDS: i32 = 8192;
/** An unknown word stands where rules that prompt go on and none that forbids; the same is true of it. */
export const ANSWER_PROMPT_BELOW: i32 = 16384;
/** Some program writes what can be known, and has no other effect. */
export const ANSWER_WRITES: i32 = 32768;
/** The refusal's code stands above this bit. */
export const ANSWER_REFUSAL_SHIFT: i32 = 16;

/** Scans the text at `textAddress` and matches every command in it; returns the packed answer. */
export function decideText(length: i32): i32 {
  return answerOf(scanCommands(length));
}

/** The same for a text that lies before the tape; the byte behind it is lost. */
export function decideTextAt(start: i32, length: i32): i32 {
  return answerOf(scanCommandsAt(start, length));
}

/** The packed answer about the commands on the tape. */
function answerOf(refusal: i32): i32 {
  let answer = refusal << ANSWER_REFUSAL_SHIFT;
  for (let c = ld(HEAD_FIRST_COMMAND); c != 0; c = ld(c + EL_NEXT)) answer = merge(answer, matchCommand(c));
  for (let s = ld(HEAD_FIRST_SCOPE); s != 0; s = ld(s + EL_NEXT)) {
    const type = ld(s + SCOPE_TYPE);
    if (type == SCOPE_FUNCTION) answer |= ANSWER_FUNCTIONS;
    if ((type == SCOPE_FOR || type == SCOPE_SELECT) && isKnownList(ld(s + EL_WORD))) answer |= ANSWER_ASSIGNS;
    if (ld(s + EL_REDIRECT) != 0 && opensFile(ld(s + EL_REDIRECT))) answer |= ANSWER_OPENS;
  }
  if ((ld(HEAD_FEATURES) & CAUTION) != 0) answer |= ANSWER_CAUTION;
  return answer;
}

/** Whether a loop over these words gives its variable values that are known; over none it takes the positional parameters. */
function isKnownList(first: i32): boolean {
  for (let w = first; w != 0; w = ld(w + WORD_NEXT)) if ((ld(w + WORD_FLAGS) & WORD_UNKNOWN) != 0) return false;
  return true;
}

function merge(a: i32, b: i32): i32 {
  const decision = (a & ANSWER_DECISION) > (b & ANSWER_DECISION) ? a & ANSWER_DECISION : b & ANSWER_DECISION;
  return ((a | b) & ~ANSWER_DECISION) | decision;
}

function matchCommand(c: i32): i32 {
  let answer: i32 = 0;
  if (ld(c + COMMAND_ASSIGNMENT) != 0) answer |= ANSWER_ASSIGNS;
  if (ld(c + EL_REDIRECT) != 0 && opensFile(ld(c + EL_REDIRECT))) answer |= ANSWER_OPENS;
  const w = ld(c + EL_WORD);
  if (w == 0) return answer;
  if ((ld(w + WORD_FLAGS) & WORD_UNKNOWN) != 0) return answer | ANSWER_UNKNOWN_PROGRAM | ANSWER_UNCOVERED;
  return answer | matchWords(w);
}

/** Whether any redirection of a chain does more than copy a descriptor, feed text, or use /dev/null. */
function opensFile(first: i32): boolean {
  for (let r = first; r != 0; r = ld(r + REDIRECT_NEXT)) {
    const op = ld(r + REDIRECT_OPERATOR);
    if (op >= OP_HERE) continue;
    const t = ld(r + REDIRECT_TARGET);
    if ((op == OP_DUP_IN || op == OP_DUP_OUT) && isDescriptor(t)) continue;
    if (!isNull(t)) return true;
  }
  return false;
}

/** `1`, `-`, `3-`: one digit is all that the fast path trusts. */
function isDescriptor(w: i32): boolean {
  const c = ld8(ld(w + WORD_VALUE));
  return (ld(w + WORD_FLAGS) & WORD_UNKNOWN) == 0 && ld(w + WORD_LENGTH) == 1 && ((c >= 48 && c <= 57) || c == DASH);
}

function isNull(w: i32): boolean {
  if ((ld(w + WORD_FLAGS) & WORD_UNKNOWN) != 0 || ld(w + WORD_LENGTH) != 9) return false;
  const v = ld(w + WORD_VALUE);
  const text = '/dev/null';
  for (let i = 0; i < 9; i++) if (ld8(v + i) != text.charCodeAt(i)) return false;
  return true;
}

function matchWords(w: i32): i32 {
  const value = ld(w + WORD_VALUE);
  const length = ld(w + WORD_LENGTH);
  const base = baseName(value, length);
  const exact = child(ROOT, value, length);
  let answer = exact == 0 ? 0 : walk(exact, w);
  if (base != value) {
    const named = child(ROOT, base, value + length - base);
    if (named != 0) {
      const other = walk(named, w);
      // Whether an allow of the bare name covers this path is decided in `src/`.
      if ((other & ANSWER_DECISION) == 1) answer |= ANSWER_SLOW;
      answer = merge(answer, (other & ANSWER_DECISION) == 1 ? other & ~ANSWER_DECISION : other);
    }
  }
  if (ld(POLICY_FOLDS) != 0 && foldsAway(value, length)) answer |= ANSWER_SLOW;
  const known = programBits(base, value + length - base);
  if (known == 0 && isVersioned(base, value + length)) answer |= ANSWER_SLOW;
  if (known == PROGRAM_SPECIFIED) answer |= ANSWER_SPECIFIED;
  if (known == PROGRAM_STARTS) answer |= ANSWER_STARTS;
  if (known == PROGRAM_WRITES) answer |= ANSWER_WRITES;
  if ((answer & ANSWER_DECISION) == 0) return answer | ANSWER_UNCOVERED;
  return expands(w) ? answer | ANSWER_EXPANDS : answer;
}

/** `python3.12`: whether the tables know the program without its version. */
function isVersioned(base: i32, stop: i32): boolean {
  let end = stop;
  while (end > base && isVersionByte(ld8(end - 1))) end--;
  return end != base && end != stop && programBits(base, end - base) != 0;
}

function isVersionByte(c: i32): boolean {
  return (c >= 48 && c <= 57) || c == DOT || c == DASH;
}

/** Behind the last slash. */
function baseName(value: i32, length: i32): i32 {
  for (let p = value + length - 1; p >= value; p--) if (ld8(p) == SLASH) return p + 1;
  return value;
}

/** A name that could be another one where case does not count, or with a suffix or separator of Windows. */
function foldsAway(value: i32, length: i32): boolean {
  for (let p = value; p < value + length; p++) {
    const c = ld8(p);
    if ((c >= 65 && c <= 90) || c > 127 || c == DOT || c == ESCAPE) return true;
  }
  return false;
}

/** From the node of the program through the words behind it. */
function walk(first: i32, program: i32): i32 {
  let node = first;
  let strictest: i32 = 0;
  let flags: i32 = 0;
  let w = program;
  while (node != 0) {
    const bits = nodeBits(node);
    if ((bits & NODE_DECISION) > strictest) strictest = bits & NODE_DECISION;
    if ((bits & NODE_SLOW) != 0) flags |= ANSWER_SLOW;
    if ((bits & NODE_INNER) == 0) break;
    w = ld(w + WORD_NEXT);
    if (w == 0) break;
    if ((ld(w + WORD_FLAGS) & WORD_UNKNOWN) != 0) {
      flags |= completed(bits & NODE_BELOW, w);
      break;
    }
    node = child(node, ld(w + WORD_VALUE), ld(w + WORD_LENGTH));
  }
  return strictest | flags;
}

/** What an unknown word says where rules go on; `below` holds the strictest decision of those. */
function completed(below: i32, w: i32): i32 {
  if (below == 0) return 0;
  if (below > NODE_PROMPT_BELOW || !isWithoutValue(w)) return ANSWER_COMPLETABLE;
  return below == NODE_PROMPT_BELOW ? ANSWER_UNKNOWN_BELOW | ANSWER_PROMPT_BELOW : ANSWER_UNKNOWN_BELOW;
}

/** Whether nothing in a text of these flags gives the word a value: it stands for the output of commands, or a variable of lower case. */
function isWithoutValue(w: i32): boolean {
  if ((ld(w + WORD_FLAGS) & WORD_TILDE) != 0) return false;
  for (let piece = piecesOfWord(w); piece != 0; piece = ld(piece + PIECE_NEXT)) {
    const kind = ld(piece + PIECE_KIND) & PIECE_KIND_MASK;
    if (kind == PIECE_PARAMETER ? !isOwnVariable(piece) : kind > PIECE_ESCAPE && kind != PIECE_COMMAND && kind != PIECE_PROCESS)
      return false;
  }
  return true;
}

/** `$name` or `"${name}"` of lower case: no shell sets it by itself, as it does `HOME` or `1`. */
function isOwnVariable(piece: i32): boolean {
  const from = ld(piece + PIECE_VALUE);
  const length = ld(piece + PIECE_SCOPE);
  const c = ld8(from);
  const rest = ld(piece + PIECE_END) - from - length;
  return c >= 97 && c <= 122 && (rest == 0 || (rest == 1 && ld8(from + length) == CLOSE_BRACE));
}

/** Whether a word names a variable or computes; commands in it are asked for by themselves. */
function expands(program: i32): boolean {
  for (let w = ld(program + WORD_NEXT); w != 0; w = ld(w + WORD_NEXT)) {
    if ((ld(w + WORD_FLAGS) & WORD_UNKNOWN) == 0) continue;
    for (let piece = piecesOfWord(w); piece != 0; piece = ld(piece + PIECE_NEXT)) {
      const kind = ld(piece + PIECE_KIND) & PIECE_KIND_MASK;
      if (kind > PIECE_ESCAPE && kind != PIECE_COMMAND && kind != PIECE_PROCESS) return true;
    }
  }
  return false;
}

/**
 * Matches words that lie in memory: {count, then per word its length (-1: unknown), then its bytes, padded to 4}. Writes the numbers of
 * the matching rules (times 4, plus the decision), first those of the program as written, behind the words; returns where they start.
 * The list ends with -1, then the strictest decision of a rule that an unknown word could complete.
 */
export function matchArgv(at: i32): i32 {
  const count = ld(at);
  let stop = at + 4;
  for (let i = 0; i < count; i++) stop = after(stop);
  let out = stop;
  completable = 0;
  const length = ld(at + 4);
  if (count > 0 && length >= 0) out = collect(child(ROOT, at + 8, length), at, out);
  st(out, -1);
  st(out + 4, completable);
  return stop;
}

let completable: i32 = 0;

/** The word behind the one at an address. */
function after(word: i32): i32 {
  const length = ld(word);
  return word + 4 + (length < 0 ? 0 : (length + 3) & -4);
}

function collect(first: i32, at: i32, start: i32): i32 {
  let out = start;
  let node = first;
  let word = at + 4;
  let left = ld(at);
  while (node != 0) {
    out = writeRules(node, out);
    if (--left <= 0) break;
    word = after(word);
    const length = ld(word);
    if (length < 0) {
      const below = (nodeBits(node) & NODE_BELOW) >> 2;
      if (below > completable) completable = below;
      break;
    }
    node = child(node, word + 4, length);
  }
  return out;
}
