/** Which decisions a query finds, in which order, and how they become a table. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { queryAudit } from '../../src/audit/index.node.ts';
import { CSV_HEADER, formatCsvRow } from '../../src/audit/index.ts';
import { commands, newFolder, openLog, record, writeLog } from '../support/audit.ts';

const FIRST = 'chain-1.000000000000001.jsonl';

const RECORDS = [
  record('git push', { time: '2026-01-01T10:00:00.000Z', decision: 'forbidden' }),
  record('ls', { time: '2026-01-02T10:00:00.000Z', user: 'bob', workspace: '/w/app' }),
  record('npm test', { time: '2026-01-03T10:00:00.000Z', decision: 'prompt', workspace: '/work' }),
];

describe('a query', () => {
  it.each([
    [{}, ['git push', 'ls', 'npm test']],
    [{ decision: 'forbidden' }, ['git push']],
    [{ user: 'bob' }, ['ls']],
    [{ workspace: '/w' }, ['git push', 'ls']],
    [{ workspace: '/w/' }, ['git push', 'ls']],
    [{ text: 'npm' }, ['npm test']],
    [{ since: '2026-01-02T10:00:00.000Z' }, ['ls', 'npm test']],
    [{ until: '2026-01-02T10:00:00.000Z' }, ['git push']],
    [{ limit: 2 }, ['ls', 'npm test']],
    [{ limit: 0 }, []],
    [{ decision: 'forbidden', user: 'bob' }, []],
  ] as const)('%j', async (query, expected) => {
    const folder = newFolder();
    await writeLog(folder, RECORDS, { maxSegmentBytes: 1 });
    expect(await commands(folder, query)).toEqual(expected);
  });

  it('finds the decisions of all writers in the order of time', async () => {
    const folder = newFolder();
    const logs = [await openLog(folder), await openLog(folder)];
    for (const [index, command] of ['a', 'b', 'c', 'd'].entries()) {
      logs[index % 2]?.append(record(command));
      logs[index % 2]?.flush();
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    for (const log of logs) log.close();
    expect(await commands(folder)).toEqual(['a', 'b', 'c', 'd']);
    expect(await commands(folder, { limit: 3 })).toEqual(['b', 'c', 'd']);
  });

  it('tells of lines that it cannot read', async () => {
    const folder = newFolder();
    await writeLog(folder, RECORDS.slice(0, 1));
    appendFileSync(join(folder, FIRST), `${'x'.repeat(3_000_000)}\n{"n":1}\n{"incomplete`);
    expect(await commands(folder)).toEqual(['git push', 'AU010', 'AU010']);
  });
});

describe('a table', () => {
  const rowOf = async (command: string, reason: string) => {
    const folder = newFolder();
    await writeLog(folder, [record(command, { reason, user: '=cmd()' })]);
    for await (const read of queryAudit(folder, {})) if (read.type === 'entry') return formatCsvRow(read.entry);
    return '';
  };

  it('has a row for each decision, with quotes where they are needed', async () => {
    expect(CSV_HEADER).toBe(
      'time,chain,sequence,user,groups,surface,client,workspace,method,decision,basis,reason,rules,findings,fingerprint,stale,durationUs,request\r\n',
    );
    expect(await rowOf('echo "a, b"', 'two\nlines')).toBe(
      '2026-01-01T00:00:00.000Z,1,1,\'=cmd(),devs,local,test 1,/w,policy/evaluate,allow,,"two\nlines",,,sha256:0,false,7,' +
        '"{""command"":""echo \\""a, b\\""""}"\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '  =1', '\r=1', '\uff1d1', '\u0000=1'])(
    'does not let %j begin a formula',
    async (reason) => {
      const row = await rowOf('ls', reason);
      expect(row).toMatch(/,allow,,"?'/);
    },
  );
});
