/** What the chain shows: any change, removal, insertion and reordering; erasures that were ordered; a log that was cut off since a checkpoint. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eraseAudit, verifyAudit } from '../../src/audit/index.node.ts';
import { formatCheckpoint, parseCheckpoint } from '../../src/audit/index.ts';
import { formatLine, parseLine } from '../../src/audit/line.ts';
import { codes, commands, newFolder, openLog, record, writeLog } from '../support/audit.ts';

const FIRST = 'chain-1.000000000000001.jsonl';
const KEY = new Uint8Array(32).fill(7);

async function logOf(...names: readonly string[]): Promise<string> {
  const folder = newFolder();
  await writeLog(
    folder,
    names.map((name) => record(name, { user: name.slice(0, 1), workspace: `/w/${name}` })),
  );
  return folder;
}

function linesOf(folder: string, name = FIRST): string[] {
  return readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1);
}

async function verdictOn(folder: string, lines: readonly string[]): Promise<readonly string[]> {
  writeFileSync(join(folder, FIRST), lines.map((line) => `${line}\n`).join(''));
  return codes((await verifyAudit(folder)).diagnostics);
}

describe('a log', () => {
  it.each<[string, (lines: string[]) => string[], readonly string[]]>([
    ['that is whole', (lines) => lines, []],
    ['with a changed decision', ([a, b = '', c]) => [a ?? '', b.replace('"allow"', '"forbidden"'), c ?? ''], ['AU011']],
    ['with a changed time', ([a, b = '', c]) => [a ?? '', b.replace(/"at":"\d{4}/, '"at":"1999'), c ?? ''], ['AU011']],
    ['without an entry in the middle', ([a, , c]) => [a ?? '', c ?? ''], ['AU012']],
    ['with two entries in the other order', ([a, b, c]) => [a ?? '', c ?? '', b ?? ''], ['AU012', 'AU012']],
    ['with an entry twice', ([a, b, c]) => [a ?? '', b ?? '', b ?? '', c ?? ''], ['AU012']],
    ['without its beginning', ([, b, c]) => [b ?? '', c ?? ''], ['AU017']],
    ['with blanks in an entry', ([a, b = '', c]) => [a ?? '', b.replace('"body":', '"body": '), c ?? ''], ['AU010', 'AU012']],
    ['with a tombstone nobody ordered', ([a, b = '', c]) => [a ?? '', b.replace(/"salt".*/, '"erased":true}'), c ?? ''], ['AU014']],
  ])('%s', async (_, change, expected) => {
    const folder = await logOf('a', 'b', 'c');
    expect(await verdictOn(folder, change(linesOf(folder)))).toEqual(expected);
  });

  it('in which any byte of a line is replaced does not verify', async () => {
    const folder = await logOf('a', 'b');
    const [first = '', second = ''] = linesOf(folder);
    const change = fc.record({ at: fc.nat(first.length - 1), char: fc.constantFrom(...'a0"} \\,{') });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, char }) => {
        fc.pre(first[at] !== char);
        const changed = first.slice(0, at) + char + first.slice(at + 1);
        expect(await verdictOn(folder, [changed, second])).not.toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('has one way to write a line', async () => {
    const lines = linesOf(await logOf('a', 'b'));
    const again = lines.map((line) => {
      const parsed = parseLine(line);
      return parsed && formatLine(parsed);
    });
    expect([lines.length, again]).toEqual([2, lines]);
  });
});

describe('a checkpoint', () => {
  const checkpointOf = async (folder: string) => {
    const { chains } = await verifyAudit(folder);
    const at = '2026-01-01T00:00:00.000Z';
    return { at, chains: chains.map(({ chain, last }) => ({ chain, sequence: last?.sequence ?? 0, hash: last?.hash ?? '' })) };
  };

  it('is met by a log that has grown, and not by one that was cut off or written anew', async () => {
    const folder = await logOf('a', 'b');
    const checkpoint = await checkpointOf(folder);
    await writeLog(folder, [record('c')]);
    const verify = async () => codes((await verifyAudit(folder, { checkpoint })).diagnostics);
    expect(await verify()).toEqual([]);
    writeFileSync(join(folder, FIRST), `${linesOf(folder)[0]}\n`);
    expect(await verify()).toEqual(['AU016']);
    rmSync(join(folder, FIRST));
    expect(await verify()).toEqual(['AU016']);
    await writeLog(folder, [record('a'), record('x'), record('y')]);
    expect(await verify()).toEqual(['AU016']);
  });

  it('goes to text and back, and a changed one is refused', async () => {
    const checkpoint = await checkpointOf(await logOf('a', 'b'));
    const text = formatCheckpoint(checkpoint);
    expect(parseCheckpoint('c', `${text}\n`)).toEqual({ value: checkpoint, diagnostics: [] });
    expect(codes(parseCheckpoint('c', text.replace('"sequence":2', '"sequence":1')).diagnostics)).toEqual(['AU016']);
    const wrong = ['', '{}', '[]', 'null', '{"at":1}'].map((each) => parseCheckpoint('c', each));
    expect(wrong.map(({ value, diagnostics }) => [value, codes(diagnostics)])).toEqual(wrong.map(() => [null, ['AU016']]));
  });
});

describe('erasing', () => {
  it('by user leaves tombstones, and the log verifies', async () => {
    const folder = await logOf('a1', 'b1', 'a2');
    expect(await eraseAudit(folder, { user: 'a' })).toEqual({ erased: 2, pruned: 0, diagnostics: [] });
    expect(await commands(folder)).toEqual(['b1']);
    expect(readFileSync(join(folder, FIRST), 'utf8')).not.toMatch(/"a1"|"a2"|\/w\/a/);
    const { isIntact, chains, diagnostics } = await verifyAudit(folder);
    expect({ isIntact, chains, diagnostics }).toMatchObject({ isIntact: true, chains: [{ entries: 4, erased: 2 }], diagnostics: [] });
    await writeLog(folder, [record('c')]);
    expect((await verifyAudit(folder)).diagnostics).toEqual([]);
  });

  it('by workspace takes what is below the folder, and nothing of its neighbours', async () => {
    const folder = await logOf('a', 'ab', 'a/x');
    expect(await eraseAudit(folder, { workspace: '/w/a' })).toMatchObject({ erased: 2 });
    expect(await commands(folder)).toEqual(['ab']);
  });

  it('by age deletes whole segments, and the log says why it begins late', async () => {
    const folder = newFolder();
    await writeLog(folder, [record('a'), record('b')], { maxSegmentBytes: 1 });
    await eraseAudit(folder, { user: 'nobody' });
    const before = new Date(Date.now() + 1_000).toISOString();
    expect(await eraseAudit(folder, { before })).toEqual({ erased: 1, pruned: 1, diagnostics: [] });
    expect(readdirSync(folder)).toEqual(['chain-1.000000000000002.jsonl']);
    expect(await verifyAudit(folder)).toMatchObject({ isIntact: true, diagnostics: [], chains: [{ entries: 3, erased: 1 }] });
  });

  it('again and again keeps the orders that explain what is missing', async () => {
    const folder = newFolder();
    for (const round of [1, 2, 3]) {
      await writeLog(folder, [record(`a${round}`), record(`b${round}`, { user: 'bob' })], { maxSegmentBytes: 1 });
      await eraseAudit(folder, { user: 'bob' });
      await eraseAudit(folder, { before: new Date(Date.now() + 1_000).toISOString() });
      expect(codes((await verifyAudit(folder)).diagnostics)).toEqual([]);
    }
    await writeLog(folder, [record('last')]);
    expect(await commands(folder)).toEqual(['last']);
  });

  it('leaves alone what a writer is adding to, and says so', async () => {
    const folder = newFolder();
    const log = await openLog(folder);
    log.append(record('a'));
    log.flush();
    expect(codes((await eraseAudit(folder, { user: 'ada' })).diagnostics)).toEqual(['AU020']);
    expect(codes((await verifyAudit(folder)).diagnostics)).toEqual(['AU015']);
    log.append(record('b', { user: 'bob' }));
    log.close();
    expect(await eraseAudit(folder, { user: 'ada' })).toEqual({ erased: 1, pruned: 0, diagnostics: [] });
    expect(await verifyAudit(folder)).toMatchObject({ isIntact: true, diagnostics: [] });
    expect(await commands(folder)).toEqual(['b']);
  });

  it('leaves a damaged file alone, and says so', async () => {
    const folder = await logOf('a', 'b');
    const lines = linesOf(folder);
    writeFileSync(join(folder, FIRST), `${lines[0]}\n\xff\n${lines[1]}\n`, 'latin1');
    const damaged = readFileSync(join(folder, FIRST), 'latin1');
    expect(codes((await eraseAudit(folder, { user: 'a' })).diagnostics)).toEqual(['AU010']);
    expect(readFileSync(join(folder, FIRST), 'latin1').startsWith(damaged)).toBe(true);
  });
});

describe('an encrypted log', () => {
  it('verifies without its key and is read with it', async () => {
    const folder = newFolder();
    await writeLog(folder, [record('git push'), record('ls')], { key: KEY });
    expect(readFileSync(join(folder, FIRST), 'utf8')).not.toMatch(/git push|"ada"|"allow"/);
    expect((await verifyAudit(folder)).diagnostics).toEqual([]);
    expect((await verifyAudit(folder, { key: KEY })).diagnostics).toEqual([]);
    expect(codes((await verifyAudit(folder, { key: new Uint8Array(32) })).diagnostics)).toEqual(['AU019']);
    expect(await commands(folder, {}, KEY)).toEqual(['git push', 'ls']);
    expect(await commands(folder)).toEqual(['AU019']);
  });

  it('does not open an entry at another place', async () => {
    const folder = newFolder();
    await writeLog(folder, [record('a'), record('b')], { key: KEY });
    const [first = '', second = ''] = linesOf(folder);
    const sealed = /"sealed":"[^"]*"/;
    const swapped = second.replace(sealed, sealed.exec(first)?.[0] ?? '');
    writeFileSync(join(folder, FIRST), `${first}\n${swapped}\n`);
    expect(codes((await verifyAudit(folder, { key: KEY })).diagnostics)).toEqual(['AU011', 'AU010']);
  });

  it('erases by age without the key, and by user with it', async () => {
    const folder = newFolder();
    await writeLog(folder, [record('a'), record('b', { user: 'bob' })], { key: KEY });
    expect(codes((await eraseAudit(folder, { user: 'ada' })).diagnostics)).toEqual(['AU019']);
    expect(await eraseAudit(folder, { user: 'ada' }, KEY)).toEqual({ erased: 1, pruned: 0, diagnostics: [] });
    expect(await commands(folder, {}, KEY)).toEqual(['b']);
    const before = new Date(Date.now() + 1_000).toISOString();
    expect(await eraseAudit(folder, { before })).toEqual({ erased: 1, pruned: 0, diagnostics: [] });
    expect((await verifyAudit(folder)).isIntact).toBe(true);
  });
});
