/** The figures of a policy for people: tables, and a chart of how the answers' times are spread. */
import { alignColumns } from '../table.ts';
import type { Latency, PolicyFigures } from './policy-bench.ts';

const BAR_WIDTH = 40;

/** All tables, one after the other. */
export function formatFigures(figures: PolicyFigures): string {
  const { commands, rules, decide, evaluate, decisionsPerSecond, decidedAlone, slowCommands, slowRules, layers, growth } = figures;
  return [
    `${commands} commands, ${rules} rules, ${Math.round(decisionsPerSecond).toLocaleString('en')} decisions a second`,
    `${(decidedAlone * 100).toFixed(1)} % of the commands are decided by the core alone, the others by the whole evaluation`,
    '',
    ...alignColumns([
      ['', 'median', '90 %', '99 %', 'slowest'],
      ['decision', ...latencyCells(decide)],
      ['whole answer', ...latencyCells(evaluate)],
    ]),
    ...section(
      'slowest commands',
      slowCommands.map(({ text, nanoseconds }) => [shorten(text), formatTime(nanoseconds)]),
    ),
    ...section(
      'rules by the time of the commands they match',
      slowRules.map(({ rule, matches, nanoseconds }) => [rule, `${matches} commands`, formatTime(nanoseconds)]),
    ),
    ...section(
      'layers: what a command takes longer with each',
      layers.map(({ source, rules: count, addedNanoseconds }) => [
        source,
        `${count} rules`,
        addedNanoseconds === null ? 'too little to measure' : formatTime(addedNanoseconds),
      ]),
    ),
    ...section(
      'with more rules',
      growth.map((each) => [
        `${each.rules} rules`,
        `${formatTime(each.decide)} a decision`,
        `${each.compileMs.toFixed(1)} ms to compile`,
        `${Math.round(each.arenaBytesPerRule)} bytes a rule`,
      ]),
    ),
    '',
    ...chart(growth.map(({ rules: count, decide: time }) => [`${count} rules`, time])),
  ].join('\n');
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : ['', title, ...alignColumns(rows).map((line) => `  ${line}`)];
}

function latencyCells({ median, p90, p99, slowest }: Latency): string[] {
  return [median, p90, p99, slowest].map(formatTime);
}

/** Bars as long as their figure. */
function chart(bars: readonly (readonly [string, number])[]): string[] {
  const longest = Math.max(...bars.map(([, value]) => value));
  return alignColumns(bars.map(([name, value]) => [name, formatTime(value)])).map((line, i) => {
    const length = Math.round(((bars[i]?.[1] ?? 0) / longest) * BAR_WIDTH);
    return `${line}  ${'█'.repeat(Math.max(length, 1))}`;
  });
}

/** `420 ns`, `3.1 µs`, `2.4 ms`. */
function formatTime(nanoseconds: number): string {
  const size = Math.abs(nanoseconds);
  if (size < 1_000) return `${Math.round(nanoseconds)} ns`;
  if (size < 1_000_000) return `${(nanoseconds / 1_000).toFixed(1)} µs`;
  return `${(nanoseconds / 1_000_000).toFixed(1)} ms`;
}

const SHOWN_LENGTH = 70;

function shorten(text: string): string {
  const [first = ''] = text.split('\n');
  return first.length === text.length && first.length <= SHOWN_LENGTH ? first : `${first.slice(0, SHOWN_LENGTH - 1)}…`;
}
