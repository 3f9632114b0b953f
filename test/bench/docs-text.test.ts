/** The figures of docs/performance.md come from the newest record, and none is typed by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fillDocument, withoutFigures } from '../../bench/docs-text.ts';
import type { BenchRecord } from '../../bench/record.ts';
import { documentOf } from '../../bench/record-file.node.ts';
import { ROOT } from '../support/cli.ts';

const time = { best: 90, low: 95, median: 100, high: 120 };
const RECORD: BenchRecord = {
  date: '2026-01-02',
  isQuick: false,
  machine: { cpu: 'a processor', cores: 2, node: '20.0.0', platform: 'linux x64', load: [0.5, 1] },
  versions: { peer: '1.2.3' },
  scenarios: {
    decide: {
      rows: [
        { of: 'short', name: 'decide', time },
        { of: 'mid', name: 'decide', time: { ...time, median: 2_000 } },
        { of: 'short', name: 'a peer', time, note: 'does less' },
      ],
      measures: { 'a peer / decide, short': 1 },
      skipped: [],
    },
    peers: { rows: [{ of: 'short', name: 'decide', time }], measures: {}, skipped: ['codex: not installed'] },
  },
};

function filled(part: string): string[] {
  const lines = fillDocument(`before\n<!-- bench: ${part} -->\nold | text\n<!-- end -->\nafter`, RECORD).split('\n');
  expect([lines[0], lines[1], ...lines.slice(-2)]).toEqual(['before', `<!-- bench: ${part} -->`, '<!-- end -->', 'after']);
  return lines.slice(2, -2);
}

describe('fillDocument', () => {
  it('has what was worked on across and contenders down', () => {
    expect(filled('times decide')).toEqual([
      '|  | short | mid |  |',
      '| --- | --- | --- | --- |',
      '| decide | 100 ns | 2 µs |  |',
      '| a peer | 100 ns |  | does less |',
    ]);
    expect(filled('measures decide')).toEqual(['|  |  |', '| --- | --- |', '| a peer / decide, short | 1 |']);
  });

  it('holds scenarios that time the same against each other', () => {
    expect(filled('repeated').slice(2)).toEqual(['| decide in decide | 100 ns | 2 µs |  |  |', '| decide in peers | 100 ns |  |  |  |']);
  });

  it('says what was left out, and what was never measured', () => {
    expect(filled('skipped')).toEqual(['- peers: codex: not installed']);
    expect([filled('times lookup'), filled('measures peers')]).toEqual([['Not measured.'], ['Not measured.']]);
  });

  it('gives the same when filled again', () => {
    const once = fillDocument('<!-- bench: targets -->\n<!-- end -->\n\n<!-- bench: machine -->\n<!-- end -->\n', RECORD);
    expect(fillDocument(once, RECORD)).toBe(once);
    expect(withoutFigures(once)).toBe('\n\n\n');
  });

  it('refuses a part that nobody knows', () => {
    expect(() => filled('speeds decide')).toThrow('no part `speeds` of a record');
  });
});

describe('docs/performance.md', () => {
  it('says what the newest record says: `npm run bench -- --docs`', () => {
    const document = documentOf(ROOT);
    expect(document?.is).toBe(document?.shouldBe);
    expect(document?.is).toContain('| target | measured |');
  });

  it('has no time or ratio in its own words', () => {
    const words = withoutFigures(readFileSync(join(ROOT, 'docs/performance.md'), 'utf8'));
    expect(words).toContain('## What is missed, and why');
    expect(words.match(/\d[\d.,]* ?(?:ns|µs|ms|nanoseconds|microseconds|milliseconds|times as)\b/g)).toBeNull();
  });
});
