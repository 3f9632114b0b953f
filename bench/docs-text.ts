/**
 * The figures of `docs/performance.md`, put between its markers from a record: `<!-- bench: PART [SCENARIO] -->` up to `<!-- end -->`.
 *
 * INVARIANT: no figure in the document is typed by hand (test/bench/docs-text.test.ts).
 */
import type { BenchRecord } from './record.ts';
import { formatNumber, formatTable, formatTime, machineLines, targetTable } from './record-text.ts';
import { medianOf, NOTHING, type Result, type Row } from './scenario.ts';

const MARKED = /<!-- bench: ([a-z]+)(?: ([a-z-]+))? -->\n.*?<!-- end -->/gs;

type Part = (record: BenchRecord, scenario: string) => readonly string[];

const PARTS: ReadonlyMap<string, Part> = new Map<string, Part>([
  ['machine', machineLines],
  ['targets', targetTable],
  ['times', (record, scenario) => timesTable(resultOf(record, scenario))],
  ['measures', (record, scenario) => measuresTable(resultOf(record, scenario))],
  ['repeated', repeatedTable],
  ['skipped', skippedLines],
]);

/** The document with what stands in a record; throws where a marker names no part. */
export function fillDocument(text: string, record: BenchRecord): string {
  return text.replace(MARKED, (_, name: string, scenario = '') => {
    const part = PARTS.get(name);
    if (part === undefined) throw new Error(`no part \`${name}\` of a record; there are ${[...PARTS.keys()].join(', ')}`);
    const lines = part(record, scenario);
    const opened = `<!-- bench: ${name}${scenario === '' ? '' : ` ${scenario}`} -->`;
    return [opened, ...(lines.length === 0 ? ['Not measured.'] : lines), '<!-- end -->'].join('\n');
  });
}

/** The document without what is filled in. */
export function withoutFigures(text: string): string {
  return text.replace(MARKED, '');
}

function resultOf({ scenarios }: BenchRecord, scenario: string): Result {
  return scenarios[scenario] ?? NOTHING;
}

/** Medians: what was worked on across, contenders down. */
function timesTable({ rows }: Result): string[] {
  const across = [...new Set(rows.map(({ of }) => of))];
  const down = [...new Set(rows.map(({ name }) => name))];
  const noteOf = (name: string) => rows.find((row) => row.name === name && row.note !== undefined)?.note ?? '';
  const cells = down.map((name) => [name, ...across.map((of) => timeCell(rows, name, of)), noteOf(name)]);
  return rows.length === 0 ? [] : formatTable(['', ...across, ''], cells);
}

function timeCell(rows: readonly Row[], name: string, of: string): string {
  const median = medianOf(rows, name, of);
  return Number.isFinite(median) ? formatTime(median) : '';
}

function measuresTable({ measures }: Result): string[] {
  const cells = Object.entries(measures).map(([measure, value]) => [measure, formatNumber(value)]);
  return cells.length === 0 ? [] : formatTable(['', ''], cells);
}

/** What was timed in several scenarios, the same work each time: how far such figures differ is how far any can be trusted. */
function repeatedTable({ scenarios }: BenchRecord): string[] {
  const classes = ['short', 'mid', 'nested', 'long'];
  const cells = ['decide', 'evaluate'].flatMap((name) =>
    Object.entries(scenarios)
      .filter(([, { rows }]) => classes.some((of) => Number.isFinite(medianOf(rows, name, of))))
      .map(([scenario, { rows }]) => [`${name} in ${scenario}`, ...classes.map((of) => timeCell(rows, name, of))]),
  );
  return cells.length === 0 ? [] : formatTable(['', ...classes], cells);
}

function skippedLines({ scenarios }: BenchRecord): string[] {
  const reasons = Object.entries(scenarios).flatMap(([scenario, { skipped }]) => skipped.map((reason) => `- ${scenario}: ${reason}`));
  return reasons.length === 0 ? ['Nothing was skipped.'] : reasons;
}
