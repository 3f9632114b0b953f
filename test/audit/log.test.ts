/** The writer: lines that chain, files for nobody else, rotation, faults that are told and made up for. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAuditLog, verifyAudit } from '../../src/audit/index.node.ts';
import { codes, commands, newFolder, openLog, record, writeLog } from '../support/audit.ts';

const FIRST = 'chain-1.000000000000001.jsonl';

describe('the writer', () => {
  it('writes a line for each record, which chain and verify', async () => {
    const folder = newFolder();
    await writeLog(folder, [record('ls'), record('git push', { decision: 'forbidden' })]);
    expect(await commands(folder)).toEqual(['ls', 'git push']);
    expect(await verifyAudit(folder)).toMatchObject({
      isIntact: true,
      chains: [{ chain: '1', entries: 2, erased: 0, lost: 0, last: { sequence: 2 } }],
      diagnostics: [],
    });
  });

  it('goes on with the chain of the writer before', async () => {
    const folder = newFolder();
    for (const command of ['a', 'b', 'c']) await writeLog(folder, [record(command)]);
    expect(readdirSync(folder)).toEqual([FIRST]);
    expect((await verifyAudit(folder)).chains).toMatchObject([{ entries: 3, last: { sequence: 3 } }]);
  });

  it('keeps what it writes for its user alone', async () => {
    const folder = newFolder();
    await writeLog(folder, [record('ls')]);
    expect([statSync(folder).mode & 0o777, statSync(join(folder, FIRST)).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it('writes no secret', async () => {
    const folder = newFolder();
    await writeLog(folder, [record('curl -u me:hunter2 https://h', { reason: '`curl -u me:hunter2` prompts' })]);
    expect(readFileSync(join(folder, FIRST), 'utf8')).not.toContain('hunter2');
  });

  it('begins a new segment where one is full or old', async () => {
    const folder = newFolder();
    await writeLog(
      folder,
      ['a', 'b', 'c'].map((command) => record(command)),
      { maxSegmentBytes: 1 },
    );
    expect(readdirSync(folder)).toEqual([1, 2, 3].map((first) => `chain-1.00000000000000${first}.jsonl`));
    await writeLog(folder, [record('d')], { maxSegmentAgeMs: 0 });
    expect(readdirSync(folder)).toHaveLength(4);
    expect(await commands(folder)).toEqual(['a', 'b', 'c', 'd']);
    expect((await verifyAudit(folder)).isIntact).toBe(true);
  });

  it('gives each writer at the same time a chain of its own, and the next one the first that is free', async () => {
    const folder = newFolder();
    const logs = [await openLog(folder), await openLog(folder)];
    for (const [index, log] of logs.entries()) log.append(record(`writer ${index}`));
    for (const log of logs) log.close();
    await writeLog(folder, [record('next')]);
    expect((await verifyAudit(folder)).chains).toMatchObject([
      { chain: '1', entries: 2 },
      { chain: '2', entries: 1 },
    ]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });

  it('writes at the end of the turn where nobody flushes', async () => {
    const folder = newFolder();
    const log = await openLog(folder);
    log.append(record('ls'));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(await commands(folder)).toEqual(['ls']);
    log.close();
  });
});

describe('a folder', () => {
  it('that others may enter, that is a link or that is none is refused', async () => {
    const folder = newFolder();
    mkdirSync(folder, { mode: 0o700 });
    chmodSync(folder, 0o750);
    const open = async (path: string) => codes((await openAuditLog({ folder: path })).diagnostics);
    expect(await open(folder)).toEqual(['AU001']);
    chmodSync(folder, 0o700);
    symlinkSync(folder, `${folder}-link`);
    writeFileSync(`${folder}-file`, '');
    expect([await open(`${folder}-link`), await open(`${folder}-file`)]).toEqual([['AU001'], ['AU001']]);
  });

  it('in which a segment is a link is not written through it', async () => {
    const folder = newFolder();
    mkdirSync(folder, { mode: 0o700 });
    const target = `${folder}-target`;
    writeFileSync(target, '');
    symlinkSync(target, join(folder, FIRST));
    expect(codes((await openAuditLog({ folder })).diagnostics)).toEqual(['AU002']);
    expect(readFileSync(target, 'utf8')).toBe('');
  });
});

describe('after a crash', () => {
  it('an incomplete last line is cut off, and the log says so', async () => {
    const folder = newFolder();
    const path = join(folder, FIRST);
    await writeLog(folder, [record('a'), record('b')]);
    truncateSync(path, statSync(path).size - 10);
    expect(await verifyAudit(folder)).toMatchObject({ isIntact: true, diagnostics: [{ code: 'AU013' }] });
    await writeLog(folder, [record('c')]);
    expect(await commands(folder)).toEqual(['a', 'c']);
    expect(await verifyAudit(folder)).toMatchObject({ isIntact: true, chains: [{ lost: 1 }], diagnostics: [{ code: 'AU018' }] });
  });

  it('a first line that is incomplete, or a segment without lines, is no obstacle', async () => {
    const folder = newFolder();
    await writeLog(folder, [record('a')]);
    writeFileSync(join(folder, FIRST), '{"n":1,');
    await writeLog(folder, [record('b'), record('c')], { maxSegmentBytes: 1 });
    truncateSync(join(folder, 'chain-1.000000000000003.jsonl'), 0);
    await writeLog(folder, [record('d')]);
    expect(await commands(folder)).toEqual(['b', 'd']);
    expect((await verifyAudit(folder)).isIntact).toBe(true);
  });

  it('a chain whose last line was damaged is left alone', async () => {
    const folder = newFolder();
    await writeLog(folder, [record('a')]);
    appendFileSync(join(folder, FIRST), 'zzz\n');
    const { value, diagnostics } = await openAuditLog({ folder });
    value?.append(record('b'));
    value?.close();
    expect(codes(diagnostics)).toEqual(['AU006']);
    expect(await verifyAudit(folder)).toMatchObject({
      isIntact: false,
      chains: [
        { chain: '1', entries: 1 },
        { chain: '2', entries: 1 },
      ],
      diagnostics: [{ code: 'AU010', place: { line: 2 } }],
    });
  });

  it('the lock of a process that is gone is taken over, that of a running one is not', async () => {
    const folder = newFolder();
    const log = await openLog(folder);
    const lock = join(folder, 'chain-1.lock');
    const held = readFileSync(lock, 'utf8');
    log.append(record('a'));
    log.close();
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(lock, JSON.stringify({ ...JSON.parse(held), pid: gone }));
    await writeLog(folder, [record('b')]);
    writeFileSync(lock, held);
    await writeLog(folder, [record('c')]);
    writeFileSync(lock, JSON.stringify({ ...JSON.parse(held), machine: 'another', pid: gone }));
    await writeLog(folder, [record('d')]);
    expect((await verifyAudit(folder)).chains).toMatchObject([
      { chain: '1', entries: 2 },
      { chain: '2', entries: 2 },
    ]);
  });
});

describe('while records cannot be written', () => {
  it('the fault is told at once, and nothing is lost that fits in memory', async () => {
    const folder = newFolder();
    const log = await openLog(folder, { maxSegmentBytes: 1 });
    log.append(record('a'));
    expect(log.flush()).toBeNull();
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'in the way');
    log.append(record('b'));
    expect(log.flush()).toMatchObject({ code: 'AU002', severity: 'error' });
    log.append(record('c'));
    expect(log.flush()?.code).toBe('AU002');
    rmSync(folder);
    log.close();
    expect(log.fault).toBeNull();
    expect(await commands(folder)).toEqual(['b', 'c']);
  });

  it('what does not fit is counted, and the log says so', async () => {
    const folder = newFolder();
    const log = await openLog(folder, { maxSegmentBytes: 1 });
    log.append(record('a'));
    log.flush();
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'in the way');
    const large = record('x'.repeat(30_000));
    for (let index = 0; index < 400; index++) log.append(large);
    expect(log.flush()?.code).toBe('AU003');
    rmSync(folder);
    log.close();
    const { chains, diagnostics, isIntact } = await verifyAudit(folder);
    expect({ isIntact, codes: codes(diagnostics) }).toEqual({ isIntact: true, codes: ['AU018'] });
    expect((chains[0]?.entries ?? 0) - 1 + (chains[0]?.lost ?? 0)).toBe(400);
  });
});
