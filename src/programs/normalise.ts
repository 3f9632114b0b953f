/** Argument lists as rules want to see them: without global options before the subcommand, and the options that are present at all. */
import type { Word } from '../shell/index.ts';
import { readArguments } from './arguments.ts';
import { programName } from './effects-of.ts';
import { commandOf } from './powershell/command.ts';
import { type Reading, type Setting, startReading } from './reading.ts';
import { specOf } from './registry.ts';
import type { ProgramSpec } from './spec.ts';

export interface NormalisedArgv {
  /** Program, subcommand words, and everything behind them: `git -C . push -f` is `git push -f`. */
  readonly argv: readonly Word[];
  /** The words that were looked through. */
  readonly skipped: readonly Word[];
  /** Whether all of them are understood; what they do is among the effects of the invocation. */
  readonly harmless: boolean;
}

/** Looks through global options of known programs; null where there are none to look through. */
export function normaliseArgv(argv: readonly Word[]): NormalisedArgv | null {
  const reading = readWords(argv, null);
  const last = reading?.path.at(-1);
  if (reading === null || last === undefined || last + 1 === reading.path.length + 1) return null;
  const kept = new Set(reading.path);
  const names = reading.path.map((at) => reading.words[at] as Word);
  const skipped = reading.words.slice(1, last).filter((_, i) => !kept.has(i + 1));
  return { argv: [argv[0] as Word, ...names, ...reading.words.slice(last + 1)], skipped, harmless: reading.harmlessGlobals };
}

/** All options present, in every spelling they have: `-uf` gives `-u`, `--set-upstream`, `-f`, `--force`. Unlisted ones as typed. */
export function optionsOf(argv: readonly Word[], { powerShell }: Setting = {}): ReadonlySet<string> {
  const seen: string[] = [];
  const [program] = argv;
  const spec = powerShell && program !== undefined ? commandOf(program, powerShell).spec : null;
  if (readWords(argv, seen, spec) === null) for (const { value } of argv.slice(1)) if (value?.startsWith('-')) seen.push(nameOf(value));
  return new Set(seen);
}

function nameOf(option: string): string {
  const sign = option.indexOf('=');
  return sign < 0 ? option : option.slice(0, sign);
}

function readWords(argv: readonly Word[], seen: string[] | null, given: ProgramSpec | null = null): Reading | null {
  const name = argv[0] === undefined ? null : programName(argv[0]);
  const spec = given ?? (name === null ? null : specOf(name));
  if (spec === null) return null;
  const reading = startReading({ argv, assignments: [], redirections: [] }, spec, seen);
  readArguments(reading);
  return reading;
}
