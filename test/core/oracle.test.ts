/**
 * Every command that GNU bash 5.2 runs is reported, exactly; every text that it takes for an error is refused.
 *
 * Our own recorded set is in the tree. Sets with texts of other projects are read where a checkout has them beside it.
 */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse, type Core, type Invocation } from '../../src/shell/index.ts';
import { describeBuilds } from './builds.ts';
import { type Answer, covers, type OracleCommand, readOracle, type Score, score } from './oracle-score.ts';

const SETS = {
  argv: new URL('../cases/shell/argv.jsonl', import.meta.url),
  'suite-cases': new URL('../../../shared/oracle/shell/suite-cases.jsonl', import.meta.url),
  'real-commands': new URL('../../../shared/oracle/shell/real-commands.jsonl', import.meta.url),
  validity: new URL('../../../shared/oracle/shell/validity.jsonl', import.meta.url),
} as const;

/** What a set must reach; `judged` and `invalid` say that it holds anything at all. */
interface Bar {
  readonly judged: number;
  readonly invalid: number;
  /** Shares: of rows with known words, of rows with unknown ones. */
  readonly staticSame: number;
  readonly dynamicEqual: number;
  readonly dynamicSame: number;
  readonly refused: number;
  readonly accepted: number;
}

const BAR: Bar = { judged: 500, invalid: 30, staticSame: 0.995, dynamicEqual: 0.995, dynamicSame: 0.97, refused: 0.005, accepted: 0 };

const BARS: Readonly<Record<keyof typeof SETS, Bar>> = {
  argv: { ...BAR, judged: 1600, invalid: 60 },
  'suite-cases': { ...BAR, refused: 0.01, accepted: 0.01 },
  'real-commands': BAR,
  validity: { ...BAR, judged: 490, invalid: 490 },
};

function answerOf(core: Core, command: string): Answer {
  const { refused, invocations } = analyse(core, command, 'bash');
  return { refused: refused !== null, argvs: invocations.map(({ argv }) => argv.map(({ value }) => value)) };
}

/** What a score falls short of. */
function shortcomings(got: Score, bar: Bar): string[] {
  const shares: readonly (readonly [string, boolean])[] = [
    ['static same', got.staticSame >= bar.staticSame * got.static],
    ['dynamic equal', got.dynamicEqual >= bar.dynamicEqual * got.dynamic],
    ['dynamic same', got.dynamicSame >= bar.dynamicSame * got.dynamic],
    ['refused', got.refused < bar.refused * got.judged],
    ['syntax errors accepted', got.accepted.length <= bar.accepted * got.invalid],
    ['judged', got.judged >= bar.judged],
    ['invalid', got.invalid >= bar.invalid],
  ];
  return shares.filter(([, reached]) => !reached).map(([what]) => what);
}

describeBuilds('the oracle', (core) => {
  for (const [name, url] of Object.entries(SETS)) {
    // Visibly skipped: a checkout without the sets of other projects says so in its report.
    it.skipIf(!existsSync(url))(`${name}: nothing that runs is missed, the bars are reached`, () => {
      const got = score(readOracle(url), (command) => answerOf(core, command));
      expect(got.missed).toEqual([]);
      expect(shortcomings(got, BARS[name as keyof typeof SETS])).toEqual([]);
    });
  }
});

/** Descriptors that operators stand for when none is written. */
const DEFAULT_FD: Readonly<Record<string, number>> = { '<': 0, '<>': 0, '<&': 0, '<<': 0, '<<-': 0, '<<<': 0 };

type Recorded = readonly [operator: string, fd: number | string, target: string | number | null];

/** Redirections as the recorder wrote them; an unknown target is null, as is a body that bash expands. */
function redirectionsOf({ redirections }: Invocation): Recorded[] {
  return redirections.map(({ operator, fd, target }) => {
    const from = fd ?? DEFAULT_FD[operator] ?? 1;
    const { value, quoted } = target;
    if (operator.endsWith('&') && value === '-') return ['>&-', from, 0];
    if (operator.endsWith('&') && value !== null && /^\d+$/.test(value)) return [operator, from, Number(value)];
    return [operator, from, operator.startsWith('<<') && operator !== '<<<' && !quoted ? null : value];
  });
}

function recordedRedirections({ redir = [] }: OracleCommand): Recorded[] {
  return redir.map(([operator, fd, target, quoting]) => [operator, fd ?? '', quoting === 'unquoted' ? null : target]);
}

/** `|&` was recorded as a redirection, and a pattern behind `<<<`, which bash does not expand, as unknown. */
function isSameRedirection(ours: Recorded, recorded: Recorded): boolean {
  const [operator, fd, target] = recorded;
  return ours[0] === operator && ours[1] === fd && (ours[2] === target || (operator === '<<<' && target === null));
}

const isBothPipe = ([operator, fd, target]: Recorded): boolean => operator === '>&' && fd === 2 && target === 1;

function hasSameRedirections(invocation: Invocation, recorded: OracleCommand): boolean {
  const ours = redirectionsOf(invocation).filter((each) => !isBothPipe(each));
  const theirs = recordedRedirections(recorded).filter((each) => !isBothPipe(each));
  return ours.length === theirs.length && ours.every((each, i) => isSameRedirection(each, theirs[i] as Recorded));
}

/** The parts of assignments in front of their values. */
function hasSameAssignments({ assignments }: Invocation, { assign = [] }: OracleCommand): boolean {
  const ours = assignments.map(
    ({ name, subscript, append }) => `${name}${subscript === null ? '' : `[${subscript}]`}${append ? '+' : ''}=`,
  );
  return JSON.stringify(ours) === JSON.stringify(assign.map((text) => /^\w+(?:\[.*?\])?\+?=/s.exec(text)?.[0] ?? text));
}

describeBuilds('redirections and assignments of the oracle', (core) => {
  const rows = readOracle(SETS.argv).filter(({ valid, complete, disputed }) => valid && complete && !disputed);

  it('are those that bash applied', () => {
    const wrong: unknown[] = [];
    let compared = 0;
    for (const { command, commands = [] } of rows) {
      const { refused, invocations } = analyse(core, command, 'bash');
      if (refused) continue;
      for (const recorded of commands) {
        compared++;
        const same = invocations.some(
          (each) =>
            covers(
              each.argv.map(({ value }) => value),
              recorded.argv,
            ) &&
            hasSameRedirections(each, recorded) &&
            hasSameAssignments(each, recorded),
        );
        if (!same) wrong.push({ command, recorded });
      }
    }
    expect(compared).toBeGreaterThan(5000);
    expect(wrong).toEqual([]);
  });
});

describe('the comparison of argvs', () => {
  it.each<[(string | null)[], (string | null)[], boolean]>([
    [['a', 'b'], ['a', 'b'], true],
    [['a', 'b'], ['a'], false],
    [['a', null], ['a'], true],
    [['a', null], ['a', 'b', 'c'], true],
    [['a', null, 'c'], ['a', 'b', 'c'], true],
    [['a', null, 'c'], ['a', 'b', 'd'], false],
    [['a', 'b', 'c'], ['a', null], true],
    [['a', null, 'd'], ['a', 'b', null], true],
    [[null], [], true],
    [[], [null], true],
    [['a'], ['b', null], false],
    [[null, 'x'], ['y', null], true],
  ])('%j and %j', (a, b, expected) => {
    expect(covers(a, b)).toBe(expected);
    expect(covers(b, a)).toBe(expected);
  });
});
