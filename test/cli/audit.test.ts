/** `portcullis audit`, as users run it. */
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFolder, record, writeLog } from '../support/audit.ts';
import { type CliResult, runCli } from '../support/cli.ts';

const KEY = 'ab'.repeat(32);

async function someLog(key: Uint8Array | null = null): Promise<string> {
  const folder = newFolder();
  const forbidden = record('git push \u202e x', { decision: 'forbidden', time: '2026-01-02T00:00:00.000Z', reason: 'no pushing' });
  await writeLog(folder, [record('ls -l'), forbidden], { key });
  return folder;
}

function audit(command: string, folder: string, ...args: readonly string[]): Promise<CliResult> {
  return runCli(['audit', command, '--folder', folder, ...args]);
}

describe('portcullis audit', () => {
  it('verify says that a log is intact, and where it is not', async () => {
    const folder = await someLog();
    expect(await audit('verify', folder)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^chain 1: 2 entries, .*\nthe log is intact\n$/),
    });
    appendFileSync(join(folder, 'chain-1.000000000000001.jsonl'), 'x\n');
    const { code, stdout, stderr } = await audit('verify', folder);
    expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining('NOT intact') });
    expect(stderr).toMatch(/:3:1: error AU010: this line is no entry of an audit log\n$/);
  });

  it('checkpoint prints what verify takes later', async () => {
    const folder = await someLog();
    const { stdout } = await audit('checkpoint', folder);
    const file = `${folder}-checkpoint`;
    writeFileSync(file, stdout);
    expect((await audit('verify', folder, '--checkpoint', file)).code).toBe(0);
    writeFileSync(file, stdout.replace('"sequence":2', '"sequence":3'));
    expect(await audit('verify', folder, '--checkpoint', file)).toMatchObject({ code: 1, stderr: expect.stringContaining('AU016') });
  });

  it('query shows decisions to people and to programs', async () => {
    const folder = await someLog();
    expect(await audit('query', folder, '--decision', 'forbidden')).toEqual({
      code: 0,
      stdout: '2026-01-02T00:00:00.000Z forbidden git push \\u{202e} x\n                         ada local /w  no pushing\n',
      stderr: '',
    });
    const { stdout } = await audit('query', folder, '--since', '2026-01-01', '--until', '2026-01-02', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ chain: '1', sequence: 1, decision: 'allow', request: { command: 'ls -l' } });
    expect((await audit('query', folder, '--until', '1d')).stdout.split('\n')).toHaveLength(5);
    expect((await audit('query', folder, '--since', '1d')).stdout).toBe('');
    expect((await audit('query', folder, '--since', 'yesterday')).code).toBe(1);
  });

  it('tail shows the last ones, export all of them', async () => {
    const folder = await someLog();
    expect((await audit('tail', folder, '-n', '1')).stdout).toContain('git push');
    expect((await audit('export', folder)).stdout.trim().split('\n')).toHaveLength(2);
    expect((await audit('export', folder, '--format', 'csv')).stdout.split('\r\n')).toHaveLength(4);
  });

  it('reads an encrypted log with its key alone', async () => {
    const folder = await someLog(Buffer.from(KEY, 'hex'));
    expect(await audit('query', folder)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('AU019') });
    const env = { PORTCULLIS_AUDIT_KEY: KEY };
    expect((await runCli(['audit', 'query', '--folder', folder], { env })).stdout).toContain('git push');
    const file = `${folder}.key`;
    writeFileSync(file, Buffer.from(KEY, 'hex').toString('base64'), { mode: 0o600 });
    expect((await audit('query', folder, '--key-file', file)).stdout).toContain('git push');
    writeFileSync(file, 'too short', { mode: 0o600 });
    expect(await audit('query', folder, '--key-file', file)).toMatchObject({ code: 1, stderr: expect.stringContaining('AU004') });
  });

  it('erase takes out what it is told to, and nothing where it is told nothing', async () => {
    const folder = await someLog();
    expect(await audit('erase', folder)).toMatchObject({ code: 1, stdout: '' });
    expect(await audit('erase', folder, '--user', 'ada')).toEqual({ code: 0, stdout: '2 entries erased, 0 files deleted\n', stderr: '' });
    expect(await audit('query', folder)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await audit('verify', folder)).code).toBe(0);
  });

  it.each([['query'], ['verify'], ['checkpoint'], ['tail'], ['export'], ['erase', '--before', '90d']])(
    '%s says where there is no log, and makes none',
    async (command, ...args) => {
      const folder = newFolder();
      const help = 'name the folder that `portcullis serve --audit` was given with `--folder`';
      expect(await audit(command, folder, ...args)).toEqual({
        code: 1,
        stdout: '',
        stderr: `error AU021: the audit log in \`${folder}\` cannot be read: ENOENT (${help})\n`,
      });
      expect(existsSync(folder)).toBe(false);
    },
  );

  it('says which checkpoint cannot be read, and blames nothing else', async () => {
    expect(await audit('verify', await someLog(), '--checkpoint', 'absent.json')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error CF008: `absent.json` cannot be read: ENOENT (check the path and its permissions)\n',
    });
  });
});
