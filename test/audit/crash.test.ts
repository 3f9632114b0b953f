/** A writer that is killed and a disk that is full: every complete line verifies, and what was acknowledged is there. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/audit/index.node.ts';
import { codes, newFolder } from '../support/audit.ts';
import { builtPackage, ROOT } from '../support/built.ts';

/** `AUDIT_KILLS=200 npx vitest run test/audit/crash.test.ts` is the long run. */
const KILLS = Number(process.env.AUDIT_KILLS ?? 20);
const KILL_MS = 3_000;
const SIZE = 20_000;

const WRITER = join(ROOT, 'test/support/audit-writer.mjs');
const MODULE = join(builtPackage('modules'), 'dist/src/audit/index.node.js');

/** The writer's arguments: the built module, the folder, how many records (0: for ever). */
function writerArguments(folder: string, count: number): string[] {
  return [WRITER, MODULE, folder, String(count)];
}

/** Lets a writer run for a moment, then kills it; the number of the last record it had flushed. */
async function runAndKill(folder: string, ms: number): Promise<number> {
  const child = spawn(process.execPath, writerArguments(folder, 0), { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-100);
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await sleep(ms);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  return Number(output.split('\n').at(-2) ?? 0);
}

describe('a writer', () => {
  it(
    `that is killed ${KILLS} times in the middle of its work leaves a log that verifies`,
    async () => {
      const folder = newFolder();
      let acknowledged = 0;
      for (let round = 0; round < KILLS; round++) {
        acknowledged += await runAndKill(folder, (round * 7) % 40);
        const { isIntact, diagnostics } = await verifyAudit(folder);
        expect({ isIntact, faults: codes(diagnostics).filter((code) => code !== 'AU013' && code !== 'AU018') }).toEqual({
          isIntact: true,
          faults: [],
        });
      }
      const { chains } = await verifyAudit(folder);
      expect(chains.map(({ chain }) => chain)).toEqual(['1']);
      expect(chains[0]?.entries).toBeGreaterThanOrEqual(acknowledged);
      expect(acknowledged).toBeGreaterThan(KILLS);
    },
    KILLS * KILL_MS + 60_000,
  );

  it('on a full disk takes back what was written in part, and says so to its caller', async () => {
    const folder = newFolder();
    mkdirSync(folder, { mode: 0o700 });
    // A limit on the size of files stands for the disk: the write that reaches it is cut short.
    const limited = `trap '' XFSZ; ulimit -f ${SIZE / 1_000}; exec "$0" "$@"`;
    const { stdout } = spawnSync('bash', ['-c', limited, process.execPath, ...writerArguments(folder, 200)], { encoding: 'utf8' });
    expect(stdout.trim().split('\n').at(-1)).toBe('fault AU002');
    expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toHaveLength(1);
    expect(await verifyAudit(folder)).toMatchObject({ isIntact: true, diagnostics: [] });
    const { stdout: later } = spawnSync(process.execPath, writerArguments(folder, 5), { encoding: 'utf8' });
    expect(later.trim().split('\n').at(-1)).toBe('5');
    expect(await verifyAudit(folder)).toMatchObject({ isIntact: true, diagnostics: [], chains: [{ chain: '1' }] });
  });
});
