/** A run as Markdown: machine, targets, every scenario's rows and measures, what was skipped. */
import { type BenchRecord, type Move, targetsOf } from './record.ts';
import type { Result, Row } from './scenario.ts';

export function formatRecord(record: BenchRecord, moves: readonly Move[]): string {
  const { date, isQuick, scenarios } = record;
  return [
    `# Bench of ${date}${isQuick ? ', quick' : ''}`,
    '',
    ...machineLines(record),
    '',
    '## Targets',
    '',
    ...targetTable(record),
    '',
    ...section(
      'Ratios that moved by more than 15 % since the last record',
      ['measure', 'before', 'now'],
      moves.map(({ measure, before, now }) => [measure, formatNumber(before), formatNumber(now)]),
    ),
    ...Object.entries(scenarios).flatMap(([name, result]) => formatResult(name, result)),
  ].join('\n');
}

/** On what a run was made, and with what. */
export function machineLines({ machine, versions }: BenchRecord): string[] {
  const compared = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}; load ${machine.load.map((each) => each.toFixed(1)).join(' to ')}.`,
    `Compared with ${compared.join(', ')}.`,
  ];
}

export function targetTable(record: BenchRecord): string[] {
  const rows = targetsOf(record).map(({ what, bound, measured, state }) => [
    what,
    bound,
    measured === null ? '' : formatNumber(measured),
    state === 'missed' ? '**missed**' : state,
  ]);
  return formatTable(['what', 'target', 'measured', ''], rows);
}

export function formatResult(name: string, { rows, measures, skipped }: Result): string[] {
  return [
    ...section(`${name}: times`, ['of', 'what', 'median', 'quartiles', ''], rows.map(cellsOf)),
    ...section(
      `${name}: measures`,
      ['measure', ''],
      Object.entries(measures).map(([measure, value]) => [measure, formatNumber(value)]),
    ),
    ...skipped.map((reason) => `Skipped: ${reason}.\n`),
  ];
}

function cellsOf({ of, name, time, note = '' }: Row): string[] {
  return [of, name, formatTime(time.median), `${formatTime(time.low)} to ${formatTime(time.high)}`, note];
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [`## ${title}`, '', ...formatTable(head, rows), ''];
}

export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** Three digits that matter. */
export function formatNumber(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

/** Nanoseconds as people read them. */
export function formatTime(nanoseconds: number): string {
  const size = Math.abs(nanoseconds);
  if (size < 1_000) return `${formatNumber(nanoseconds)} ns`;
  return size < 1_000_000 ? `${formatNumber(nanoseconds / 1_000)} µs` : `${formatNumber(nanoseconds / 1_000_000)} ms`;
}
