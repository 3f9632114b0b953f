import { describe, expect, it } from 'vitest';
import { readRows, rowsOf } from '../../src/engine/kept-rules.ts';
import type { PrefixRule } from '../../src/rules/index.ts';

const RULES: readonly PrefixRule[] = [
  { pattern: [{ any: ['ls'] }], decision: 'allow', origin: { source: 'a.rules', line: 1, column: 1, layer: 'user rules' } },
  {
    pattern: [{ any: ['git', 'hg'] }, { any: ['status'] }],
    decision: 'prompt',
    origin: { source: 'a.rules', line: 2, column: 3, layer: 'user rules' },
  },
  { pattern: [{ any: ['git'], subtokens: ['push', 'force'] }], decision: 'forbidden', origin: { source: 'a.rules', line: 9, column: 1 } },
  {
    pattern: [{ any: ['rm'] }],
    decision: 'prompt',
    approvalKind: 'human',
    justification: 'why',
    origin: { source: 'b.rules', line: 1, column: 1, layer: 'project rules' },
    id: 'r',
    expires: '2027-01-31',
    canonical: true,
    conditions: { options: ['-f'], writes: ['/etc/**'] },
  },
];

describe('rows of rules', () => {
  it('are the rules', () => {
    expect(readRows(JSON.parse(JSON.stringify(rowsOf(RULES))))).toStrictEqual(RULES);
  });

  it('say every file once', () => {
    const { files } = rowsOf([...RULES, ...RULES]);
    expect(files).toEqual([['a.rules', 'user rules'], ['a.rules'], ['b.rules', 'project rules']]);
  });

  it('that say no decision forbid', () => {
    expect(readRows({ files: [], rows: [[['ls'], 7, 0, 1, 1]] })).toMatchObject([{ decision: 'forbidden' }]);
  });
});
