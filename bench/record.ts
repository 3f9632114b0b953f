/** What a run leaves behind, and how two of them compare: only ratios do, as times belong to one machine at one moment. */
import type { Result } from './scenario.ts';
import { evaluateTargets, type Measures, TARGETS, type TargetResult } from './target.ts';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly platform: string;
  /** Load of the machine, the last minute: before the run and behind it. */
  readonly load: readonly [before: number, after: number];
}

export interface BenchRecord {
  /** ISO date. */
  readonly date: string;
  readonly isQuick: boolean;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  readonly scenarios: Readonly<Record<string, Result>>;
}

/** A ratio that is not what it was. */
export interface Move {
  readonly measure: string;
  readonly before: number;
  readonly now: number;
}

/** Ratios within this part of each other count as the same. */
const NOISE = 0.15;

/** All measures of a run, by `SCENARIO: NAME`. */
export function measuresOf({ scenarios }: BenchRecord): Measures {
  const all: Record<string, number> = Object.create(null);
  for (const [scenario, { measures }] of Object.entries(scenarios))
    for (const [name, value] of Object.entries(measures)) all[`${scenario}: ${name}`] = value;
  return all;
}

/** The ratios that moved by more than the noise since a run of the same kind. */
export function compareRecords(before: BenchRecord, now: BenchRecord): Move[] {
  if (before.isQuick !== now.isQuick) return [];
  const old = measuresOf(before);
  return Object.entries(measuresOf(now)).flatMap(([measure, value]): Move[] => {
    const known = old[measure];
    if (!measure.includes(' / ') || known === undefined || !(known > 0) || !(value > 0)) return [];
    return Math.max(value / known, known / value) > 1 + NOISE ? [{ measure, before: known, now: value }] : [];
  });
}

/** A run with the scenarios of an earlier one that it left out. */
export function mergeRecords(before: BenchRecord, now: BenchRecord): BenchRecord {
  return { ...now, scenarios: { ...before.scenarios, ...now.scenarios } };
}

export function targetsOf(record: BenchRecord): TargetResult[] {
  return evaluateTargets(TARGETS, measuresOf(record));
}
