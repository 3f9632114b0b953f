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
import { commandOf } from './powershell/command.ts';
import { itemOf } from './powershell/item.ts';
import { type InvocationView, type Reading, type Setting, startReading } from './reading.ts';
import { noteRedirection } from './redirection.ts';
import { specOf, windowsSpecOf } from './registry.ts';
import type { ProgramRow } from './row.ts';
import type { ProgramSpec } from './spec.ts';
import { dropPrefix, literalWord, unknownWord } from './word.ts';

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
  /** Read for cmd.exe: names have synonyms, and no case. */
  readonly batch: boolean;
  /** In PowerShell: the other names of a command, and its words spelled out. */
  readonly spellings?: Spellings;
}

/** Other ways to write a command, by which rules are looked up as well. */
export interface Spellings {
  /** Names under which rules forbid or ask, without regard to case. */
  readonly names: readonly string[];
  /** Of these, those whose rules may allow it. */
  readonly allowed: readonly string[];
  /** The words with parameters by their whole names; null where nothing is shortened. */
  readonly words: readonly (string | null)[] | null;
}

/** Builtins that split what they read by the `IFS` in front of them, and leave it as it was. */
const SPLITTING: ReadonlySet<string> = new Set(['read', 'mapfile', 'readarray']);

const nothing: () => ProgramSpec | null = once(() => specOf(':'));

/** Reads one invocation; words whose values the caller has found out may be given as literals. */
export function effectsOf(invocation: InvocationView, setting: Setting = {}): ProgramReading {
  const [program] = invocation.argv;
  if (setting.powerShell) return commandEffects(invocation, program, setting, setting.powerShell);
  const name = program === undefined ? null : programName(program);
  const spec = name === null ? null : findSpec(name, setting);
  const reading = startReading(invocation, spec ?? (nothing() as ProgramSpec), null, setting);
  noteSurroundings(reading);
  const own = reading.effects.length;
  if (spec !== null) readArguments(reading);
  const coverage = program === undefined ? 'free' : coverageOf(spec, reading, own);
  return { ...readingOf(reading, name, spec !== null, coverage), batch: setting.batch === true };
}

function findSpec(name: string, { batch, foldCase }: Setting): ProgramSpec | null {
  const own = batch === true ? windowsSpecOf(name) : null;
  return own ?? specOf(name) ?? (foldCase === true ? specOf(name.toLowerCase()) : null);
}

function readingOf(reading: Reading, name: string | null, known: boolean, coverage: ProgramReading['coverage']): ProgramReading {
  if (coverage !== 'free') noteSecrets(reading);
  return {
    name,
    known,
    coverage,
    isReader: markOf(reading.spec) === 'reader',
    effects: reading.effects,
    subcommandAt: reading.path,
    globalsKnown: reading.harmlessGlobals,
    batch: false,
  };
}

/** The same in PowerShell; what could be a program as well does what either would do. */
function commandEffects(
  invocation: InvocationView,
  program: Word | undefined,
  setting: Setting,
  platform: 'windows' | 'other',
): ProgramReading {
  if (program === undefined) {
    const reading = startReading(invocation, nothing() as ProgramSpec, null, setting);
    noteShellSettings(reading);
    return readingOf(reading, null, false, 'free');
  }
  const command = commandOf(program, platform);
  const [first = program, ...rest] = invocation.argv;
  const argv = command.extra === null ? invocation.argv : [first, literalWord(command.extra, first.span), ...rest];
  const reading = startReading({ ...invocation, argv }, command.spec, null, setting);
  noteShellSettings(reading);
  const own = reading.effects.length;
  readArguments(reading);
  let coverage = command.isKnown ? coverageOf(command.spec, reading, own) : 'rule';
  if (command.program !== null) {
    const other = startReading(invocation, command.program, null, setting);
    readArguments(other);
    if (coverageOf(command.program, other, 0) === 'rule') coverage = 'rule';
    reading.effects.push(...other.effects);
  }
  const words = reading.spelled?.some((word, i) => word !== argv[i]?.value) === true ? reading.spelled : null;
  return {
    ...readingOf(reading, command.name, command.isKnown, coverage),
    spellings: { names: command.names, allowed: command.allowed, words },
  };
}

/** Redirections, and variables: those of the environment are capitals, or have its drive in front. */
function noteShellSettings(reading: Reading): void {
  for (const { name, value } of reading.invocation.assignments) {
    const variable = name.startsWith('env:') ? name.slice('env:'.length) : name;
    const known = dangerOf(variable) === null && variable !== name ? variable.toUpperCase() : variable;
    const isPlain = variable === name && name === name.toLowerCase();
    if (!isPlain) noteVariable(reading, known, value, 'shell', 'set', `variable ${known}`);
  }
  for (const redirection of reading.invocation.redirections)
    noteRedirection(reading.effects, { ...redirection, target: itemOf(redirection.target).path });
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
