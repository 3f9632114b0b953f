/**
 * Holds what an analysis reports against what bash really ran.
 *
 * A case lists every simple command that could run; null is a word that is not known, zero or more words. `equal` takes unknown words on
 * either side as wildcards, `same` takes them as they are.
 */
import { readFileSync } from 'node:fs';

export type Argv = readonly (string | null)[];

export interface OracleCommand {
  readonly argv: Argv;
  readonly assign?: readonly string[];
  readonly redir?: readonly (readonly [operator: string, fd: number | string | null, target: string | number | null, quoting?: string])[];
}

export interface OracleCase {
  readonly id: string;
  readonly command: string;
  /** One of these three says whether bash takes the text. */
  readonly valid?: boolean;
  readonly verdict?: string;
  readonly bash_valid?: boolean | null;
  readonly expect?: 'analyse' | 'refuse' | 'either';
  readonly static?: boolean;
  readonly complete?: boolean;
  /** A row on which parsers and bash differ: refused, or right. */
  readonly disputed?: unknown;
  readonly commands?: readonly OracleCommand[];
  readonly bash_commands?: readonly Argv[];
}

export interface Answer {
  readonly refused: boolean;
  readonly argvs: readonly Argv[];
}

export interface Score {
  readonly static: number;
  readonly staticSame: number;
  readonly dynamic: number;
  readonly dynamicEqual: number;
  readonly dynamicSame: number;
  readonly judged: number;
  readonly refused: number;
  readonly invalid: number;
  readonly accepted: readonly string[];
  readonly missed: readonly string[];
}

export function readOracle(url: URL): OracleCase[] {
  return readFileSync(url, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as OracleCase);
}

export function isValid({ valid, verdict, bash_valid }: OracleCase): boolean {
  if (valid !== undefined) return valid;
  return verdict === undefined ? bash_valid !== false : verdict === 'valid';
}

/** What bash runs, or null where the row does not say all of it. */
export function truthOf({ commands, bash_commands, complete }: OracleCase): readonly Argv[] | null {
  const truth = commands?.map(({ argv }) => argv) ?? bash_commands;
  return truth === undefined || complete === false ? null : truth;
}

/** Builtins that run their arguments: what follows from those is no question to a parser. */
const RUNS_TEXT = new Set(['eval', '.', 'source', 'trap']);

export function score(cases: readonly OracleCase[], answer: (command: string) => Answer): Score {
  const count = { static: 0, staticSame: 0, dynamic: 0, dynamicEqual: 0, dynamicSame: 0, judged: 0, refused: 0, invalid: 0 };
  const accepted: string[] = [];
  const missed: string[] = [];
  for (const each of cases) {
    const { refused, argvs } = answer(each.command);
    if (!isValid(each)) {
      if (each.expect === 'either') continue;
      count.invalid++;
      if (!refused) accepted.push(each.command);
      continue;
    }
    const truth = truthOf(each);
    const kind = truth === null ? null : compare(truth, argvs, each.static);
    if (each.disputed) {
      if (!refused && kind?.misses) missed.push(each.command);
      continue;
    }
    count.judged++;
    if (refused) count.refused++;
    if (kind === null) continue;
    count[kind.static ? 'static' : 'dynamic']++;
    if (refused) continue;
    if (kind.misses) missed.push(each.command);
    if (kind.static) count.staticSame += Number(kind.same);
    else {
      count.dynamicSame += Number(kind.same);
      count.dynamicEqual += Number(kind.equal);
    }
  }
  return { ...count, accepted, missed };
}

interface Comparison {
  readonly static: boolean;
  readonly same: boolean;
  readonly equal: boolean;
  readonly misses: boolean;
}

function compare(truth: readonly Argv[], argvs: readonly Argv[], known?: boolean): Comparison {
  const expected = distinct(truth);
  const got = distinct(argvs);
  const unreported = expected.filter((one) => !got.some((other) => covers(one, other)));
  const invented = got.filter((one) => !expected.some((other) => covers(one, other)));
  const keys = new Set(expected.map((argv) => JSON.stringify(argv)));
  const misses = unreported.length > 0 && !expected.some(([program]) => RUNS_TEXT.has(program ?? ''));
  return {
    static: known ?? !expected.some((argv) => argv.includes(null)),
    same: expected.length === got.length && got.every((argv) => keys.has(JSON.stringify(argv))),
    equal: !misses && invented.length === 0,
    misses,
  };
}

/** Each argv once, runs of unknown words as one, empty ones left out. */
function distinct(argvs: readonly Argv[]): Argv[] {
  const short = argvs.map((argv) => argv.filter((word, i) => word !== null || i === 0 || argv[i - 1] !== null));
  return [...new Map(short.map((argv) => [JSON.stringify(argv), argv])).values()].filter((argv) => argv.length > 0);
}

/** Whether two argvs could be one: an unknown word on either side is any number of words. */
export function covers(a: Argv, b: Argv): boolean {
  if (!a.includes(null) && !b.includes(null)) return a.length === b.length && a.every((word, i) => word === b[i]);
  let row = new Set([0]);
  // Row i: how much of b the first i words of a can stand for.
  for (const word of a) row = word === null ? spread(row, b) : step(skip(row, b), word, b);
  return skip(row, b).has(b.length);
}

function spread(row: ReadonlySet<number>, b: Argv): Set<number> {
  const from = Math.min(...row);
  return new Set(Array.from({ length: b.length - from + 1 }, (_, i) => from + i).filter(Number.isFinite));
}

/** Unknown words of b that stand for nothing. */
function skip(row: ReadonlySet<number>, b: Argv): Set<number> {
  const all = new Set(row);
  for (const at of [...row].sort((x, y) => x - y)) for (let i = at; b[i] === null; i++) all.add(i + 1);
  return all;
}

function step(row: ReadonlySet<number>, word: string, b: Argv): Set<number> {
  const next = new Set<number>();
  for (const at of row) {
    if (b[at] === word) next.add(at + 1);
    // An unknown word of b takes this one in and may take more.
    if (b[at] === null) next.add(at);
  }
  return next;
}
