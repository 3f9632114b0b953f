/**
 * One invocation to its effects: what its assignments, its redirections and its program with these arguments would do.
 *
 * INVARIANT: every word is looked at; a program without a row has no effects of its own, and `known` says so.
 */
import { once } from '../base/index.ts';
import type { Redirection, Word } from '../shell/index.ts';
import { readArguments } from './arguments.ts';
import type { Effect } from './effect.ts';
import { dangerOf, isSecretName } from './environment.ts';
import { noteVariable } from './meaning/variables.ts';
import { type InvocationView, type Reading, type Setting, startReading } from './reading.ts';
import { noteRedirection } from './redirection.ts';
import { specOf } from './registry.ts';
import type { ProgramRow } from './row.ts';
import type { ProgramSpec } from './spec.ts';
import { dropPrefix, unknownWord } from './word.ts';

/** What the tables say about one invocation. */
export interface ProgramReading {
  /** Base name of the program, without `.exe`; null where it is not known or there is none. */
  readonly name: string | null;
  /** Whether there is a row for it. */
  readonly known: boolean;
  /** `free`: needs no rule; `wrapper`: needs none beside what it runs; `rule`: needs one. Effects count in any case. */
  readonly coverage: 'rule' | 'free' | 'wrapper';
  /** Unknown operands of it are harmless. */
  readonly isReader: boolean;
  readonly effects: readonly Effect[];
  /** Indexes of the words of argv that name the subcommand: what stands before them are global options. */
  readonly subcommandAt: readonly number[];
  /** Whether all options before the subcommand are known ones; their effects are among `effects`. */
  readonly globalsKnown: boolean;
}

/** Builtins that split what they read by the `IFS` in front of them, and leave it as it was. */
const SPLITTING: ReadonlySet<string> = new Set(['read', 'mapfile', 'readarray']);

const nothing: () => ProgramSpec | null = once(() => specOf(':'));

/** Reads one invocation; words whose values the caller has found out may be given as literals. */
export function effectsOf(invocation: InvocationView, setting: Setting = {}): ProgramReading {
  const [program] = invocation.argv;
  const name = program === undefined ? null : programName(program);
  const spec = name === null ? null : (specOf(name) ?? (setting.foldCase === true ? specOf(name.toLowerCase()) : null));
  const reading = startReading(invocation, spec ?? (nothing() as ProgramSpec), null, setting);
  noteSurroundings(reading);
  const own = reading.effects.length;
  if (spec !== null) readArguments(reading);
  const coverage = program === undefined ? 'free' : coverageOf(spec, reading, own);
  if (coverage !== 'free') noteSecrets(reading);
  return {
    name,
    known: spec !== null,
    coverage,
    isReader: markOf(reading.spec) === 'reader',
    effects: reading.effects,
    subcommandAt: reading.path,
    globalsKnown: reading.harmlessGlobals,
  };
}

/** The base name of a program's word, also where only the folder is unknown. */
export function programName(word: Word): string | null {
  const text = word.value ?? lastText(word);
  if (text === null) return null;
  const name = text.includes('/') ? text.slice(text.lastIndexOf('/') + 1) : text;
  return name.endsWith('.exe') ? name.slice(0, -4) : name;
}

/** The known end of a word, if a slash stands in it. */
function lastText(word: Word): string | null {
  const last = word.pieces[word.pieces.length - 1];
  return last?.type === 'literal' && last.text.includes('/') ? last.text : null;
}

function noteSurroundings(reading: Reading): void {
  const { argv, assignments, redirections } = reading.invocation;
  const scope = argv.length === 0 ? 'shell' : 'command';
  const splits = SPLITTING.has(argv[0]?.value ?? '');
  for (const { name, value, elements } of assignments)
    if (name !== 'IFS' || !splits) noteVariable(reading, name, value ?? elements?.[0] ?? null, scope, 'set', `variable ${name}`);
  for (const redirection of redirections) {
    // `{PATH}>FILE` gives the variable a number.
    if (typeof redirection.fd === 'string' && dangerOf(redirection.fd, reading.zsh) !== null)
      noteVariable(reading, redirection.fd, null, 'shell', 'set', `variable ${redirection.fd}`);
    noteRedirection(reading.effects, redirection);
    const target = reading.zsh ? (behindBang(redirection, argv) ?? severalTargets(redirection)) : null;
    if (target !== null) noteRedirection(reading.effects, { ...redirection, target });
  }
}

/** The file of `>! FILE`, `>>!FILE`: in zsh the sign is part of the operator. */
function behindBang({ operator, target }: Redirection, argv: readonly Word[]): Word | null {
  const [first] = target.pieces;
  if (!operator.includes('>') || first?.type !== 'literal' || first.quoted || !first.text.startsWith('!')) return null;
  if (target.value !== '!') return dropPrefix(target, 1);
  return argv.find((word) => word.span.start >= target.span.end) ?? null;
}

/** `>{a,b}`: zsh writes to each. */
function severalTargets({ operator, target }: Redirection): Word | null {
  const isSeveral = target.pieces.some(
    (piece) => (piece.type === 'literal' && !piece.quoted && /\{.*(?:,|\.\.).*\}/.test(piece.text)) || piece.type === 'brace',
  );
  return isSeveral && !operator.startsWith('<<') ? unknownWord(target.span, false) : null;
}

/** `own`: where the effects of the program itself begin. */
function coverageOf(spec: ProgramSpec | null, reading: Reading, own: number): ProgramReading['coverage'] {
  if (spec === null) return 'rule';
  const mark = markOf(reading.spec);
  if (mark !== 'wrapper') return mark === 'free' ? 'free' : 'rule';
  const effects = reading.effects.slice(own);
  if (effects.some((effect) => effect.type === 'run')) return 'wrapper';
  return effects.length === 0 ? 'free' : 'rule';
}

/** The mark of a subcommand is its own or that of its program. */
function markOf(spec: ProgramSpec): ProgramRow['mark'] {
  return spec.row.mark ?? (spec.parent === null ? undefined : markOf(spec.parent));
}

/** A variable named as a secret becomes part of what the program is given. */
function noteSecrets({ invocation, effects }: Reading): void {
  for (const word of invocation.argv) {
    if (word.value !== null) continue;
    for (const piece of word.pieces) {
      if (piece.type !== 'parameter' || !isSecretName(piece.name) || /^:?[+?]/.test(piece.operator)) continue;
      effects.push({
        type: 'disclose',
        what: 'variable',
        name: piece.name,
        certainty: 'literal',
        span: piece.span,
        row: 'secret variables',
      });
    }
  }
}
