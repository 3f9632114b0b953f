/** What a corpus holds, counted: by origin and label, by shell, by length and by how many commands a text runs. */
import { DECISIONS, type Decision } from '../../base/index.ts';
import type { Engine } from '../../engine/index.ts';
import { alignColumns } from '../table.ts';
import type { CorpusRow } from './corpus-row.ts';

export interface OriginCount {
  /** The kind of origin: what stands before the colon, and the group behind it for our own. */
  readonly origin: string;
  readonly rows: number;
  readonly labels: Readonly<Record<Decision, number>>;
}

export interface CorpusStats {
  readonly rows: number;
  readonly labels: Readonly<Record<Decision, number>>;
  readonly origins: readonly OriginCount[];
  readonly shells: readonly (readonly [shell: string, rows: number])[];
  readonly licences: readonly (readonly [licence: string, rows: number])[];
  /** Characters of a text: median, 90th percentile, longest. */
  readonly length: readonly [number, number, number];
  /** Texts of more than one line. */
  readonly multiLine: number;
  /** Texts that run one command, two to four, five or more, and those that no command is known of. */
  readonly commands: readonly (readonly [commands: string, rows: number])[];
  /** Names of programs, most used first. */
  readonly programs: readonly (readonly [program: string, rows: number])[];
}

/** Programs that are listed. */
const SHOWN_PROGRAMS = 20;

export function countCorpus(rows: readonly CorpusRow[], engine: Engine): CorpusStats {
  const origins = new Map<string, Record<Decision, number>>();
  const lengths = rows.map(({ text }) => text.length).sort((a, b) => a - b);
  const shells = new Tally();
  const licences = new Tally();
  const commands = new Tally();
  const programs = new Tally();
  for (const { text, shell, origin, licence, label } of rows) {
    shells.add(shell);
    licences.add(licence);
    const kind = origin.startsWith('own:') ? origin : (origin.split(':')[0] ?? origin);
    const labels = origins.get(kind) ?? noLabels();
    origins.set(kind, labels);
    labels[label]++;
    const { invocations } = engine.analyse(text, shell);
    commands.add(sizeOf(invocations.length));
    const names = invocations.flatMap(({ argv }) => argv[0]?.value ?? []);
    for (const name of new Set(names.map((each) => each.slice(each.lastIndexOf('/') + 1)))) programs.add(name);
  }
  const counts = Array.from(origins, ([origin, labels]) => ({ origin, rows: sum(labels), labels }));
  return {
    rows: rows.length,
    labels: counts.reduce((all, { labels }) => addLabels(all, labels), noLabels()),
    origins: counts.sort((a, b) => b.rows - a.rows),
    shells: shells.list(),
    licences: licences.list(),
    length: [at(lengths, 0.5), at(lengths, 0.9), lengths.at(-1) ?? 0],
    multiLine: rows.filter(({ text }) => text.includes('\n')).length,
    commands: commands.list(),
    programs: programs.list().slice(0, SHOWN_PROGRAMS),
  };
}

class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** Most frequent first, then by name. */
  list(): readonly (readonly [string, number])[] {
    return [...this.#counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  }
}

function sizeOf(commands: number): string {
  if (commands === 0) return 'none';
  if (commands === 1) return '1';
  return commands < 5 ? '2 to 4' : '5 and more';
}

function noLabels(): Record<Decision, number> {
  return { allow: 0, prompt: 0, forbidden: 0 };
}

function addLabels(a: Readonly<Record<Decision, number>>, b: Readonly<Record<Decision, number>>): Record<Decision, number> {
  return { allow: a.allow + b.allow, prompt: a.prompt + b.prompt, forbidden: a.forbidden + b.forbidden };
}

function sum(labels: Readonly<Record<Decision, number>>): number {
  return DECISIONS.reduce((total, label) => total + labels[label], 0);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

/** The table for people. */
export function formatStats({ rows, labels, origins, shells, licences, length, multiLine, commands, programs }: CorpusStats): string {
  const table = [
    ['origin', 'rows', ...DECISIONS],
    ...origins.map((each) => [each.origin, String(each.rows), ...DECISIONS.map((label) => String(each.labels[label]))]),
    ['all', String(rows), ...DECISIONS.map((label) => String(labels[label]))],
  ];
  const pairs = (list: readonly (readonly [string, number])[]) => list.map(([name, count]) => `${name} ${count}`).join(', ');
  return [
    ...alignColumns(table),
    '',
    `shells: ${pairs(shells)}`,
    `licences: ${pairs(licences)}`,
    `characters: median ${length[0]}, 90 % up to ${length[1]}, longest ${length[2]}; ${multiLine} of more than one line`,
    `commands a text: ${pairs(commands)}`,
    `programs: ${pairs(programs)}`,
  ].join('\n');
}
