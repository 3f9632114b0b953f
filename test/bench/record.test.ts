/** Runs of the benches against each other, and as Markdown. */
import { describe, expect, it } from 'vitest';
import { type BenchRecord, compareRecords, measuresOf, mergeRecords } from '../../bench/record.ts';
import { formatNumber, formatRecord, formatTime } from '../../bench/record-text.ts';
import { ratiosTo } from '../../bench/scenario.ts';

const time = { best: 90, low: 95, median: 100, high: 120 };

function recordOf(measures: Record<string, number>, more: Partial<BenchRecord> = {}): BenchRecord {
  return {
    date: '2026-01-02',
    isQuick: false,
    machine: { cpu: 'a processor', cores: 2, node: '20.0.0', platform: 'linux x64', load: [0.5, 1] },
    versions: { peer: '1.2.3' },
    scenarios: { decide: { rows: [{ of: 'short', name: 'decide', time, note: 'a | b' }], measures, skipped: ['peer: not installed'] } },
    ...more,
  };
}

describe('compareRecords', () => {
  it('names ratios that moved by more than 15 %, up or down', () => {
    const before = recordOf({ 'a / b': 100, 'c / d': 100, 'e / f': 100, 'g / h': 100 });
    const now = recordOf({ 'a / b': 114, 'c / d': 116, 'e / f': 86, 'g / h': 88 });
    expect(compareRecords(before, now)).toEqual([
      { measure: 'decide: c / d', before: 100, now: 116 },
      { measure: 'decide: e / f', before: 100, now: 86 },
    ]);
  });

  it('leaves alone what is no ratio, no number or not in both', () => {
    const before = recordOf({ nanoseconds: 1, 'a / b': 0, 'c / d': 1 });
    const now = recordOf({ nanoseconds: 9, 'a / b': 9, 'c / d': Number.NaN, 'new / one': 5 });
    expect(compareRecords(before, now)).toEqual([]);
  });

  it('does not compare a quick run with a full one', () => {
    expect(compareRecords(recordOf({ 'a / b': 1 }), recordOf({ 'a / b': 9 }, { isQuick: true }))).toEqual([]);
  });
});

describe('mergeRecords', () => {
  it('keeps the scenarios that were not run again', () => {
    const before = recordOf({ 'a / b': 1 });
    const lookup = { rows: [], measures: { 'c / d': 3 }, skipped: [] };
    const merged = mergeRecords(before, recordOf({}, { scenarios: { lookup } }));
    expect({ ...measuresOf(merged) }).toEqual({ 'decide: a / b': 1, 'lookup: c / d': 3 });
  });
});

describe('ratiosTo', () => {
  it('divides by the base of the same texts only', () => {
    const row = (of: string, name: string, median: number) => ({ of, name, time: { ...time, median } });
    const rows = [
      row('short', 'ours', 10),
      row('short', 'theirs', 50),
      row('long', 'theirs', 70),
      row('long', 'ours', 7),
      row('odd', 'theirs', 1),
    ];
    expect({ ...ratiosTo(rows, 'ours') }).toEqual({ 'theirs / ours, short': 5, 'theirs / ours, long': 10 });
  });
});

describe('formatRecord', () => {
  it('says on what, with what, what was reached, what moved and what was skipped', () => {
    const record = recordOf({ 'decide 100000 / 10 rules': 1.5 });
    const text = formatRecord(record, [{ measure: 'decide: a / b', before: 1, now: 2 }]);
    const lines = text.split('\n');
    expect(lines.slice(0, 4)).toEqual([
      '# Bench of 2026-01-02',
      '',
      'a processor, 2 cores, linux x64, Node 20.0.0; load 0.5 to 1.0.',
      'Compared with peer 1.2.3.',
    ]);
    for (const line of [
      '| `decide`, 10 to 100,000 rules | <= 1.25 | 1.5 | **missed** |',
      '| decide: a / b | 1 | 2 |',
      '| short | decide | 100 ns | 95 ns to 120 ns | a \\| b |',
      'Skipped: peer: not installed.',
    ])
      expect(lines).toContain(line);
  });

  it('writes numbers with three digits that matter', () => {
    expect([0, 0.012345, 1.234, 99.96, 12_345].map(formatNumber)).toEqual(['0', '0.0123', '1.23', '100', '12,345']);
    expect([12.34, 1_234, 5_678_900].map(formatTime)).toEqual(['12.3 ns', '1.23 µs', '5.68 ms']);
  });
});
