/** The two programs of docs/embedding.md, as they stand there. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPackage, ROOT } from '../support/built.ts';
import { executable } from '../support/cli.ts';

const GUIDE = readFileSync(join(ROOT, 'docs/embedding.md'), 'utf8');

function programOf(name: string): string {
  return new RegExp(`<!-- test: ${name} -->\\n\`\`\`\\w+\\n(.*?)\`\`\`\\n`, 's').exec(GUIDE)?.[1] ?? '';
}

const hasPython = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0;

let folder = '';
let env: Readonly<Record<string, string>> = {};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-guide-'));
  // A machine on which the user has three rules and `portcullis` on the path.
  mkdirSync(join(folder, '.codex/rules'), { recursive: true });
  const rule = (word: string, decision: string) => `prefix_rule(pattern = ["${word}"], decision = "${decision}")\n`;
  writeFileSync(join(folder, '.codex/rules/default.rules'), rule('echo', 'allow') + rule('expr', 'prompt') + rule('git', 'forbidden'));
  const command = join(folder, 'portcullis');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${executable()}' "$@"\n`);
  chmodSync(command, 0o755);
  env = { PATH: `${folder}:${process.env.PATH ?? ''}`, HOME: folder, USER: 'ada', PYTHONPATH: join(ROOT, 'clients/python') };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a harness on four commands; the person agrees once and refuses once. */
function runHarness(program: string, args: readonly string[]): { stdout: string; status: number | null } {
  const commands = ['echo "a  b"', 'echo x && git push', 'expr 1 + 1', 'expr 1 + 1', 'expr 2 + 2'];
  const { stdout, status, stderr } = spawnSync(program, [...args, ...commands], { cwd: folder, env, encoding: 'utf8', input: 'y\nn\n' });
  return { stdout: status === 0 ? stdout : stdout + stderr, status };
}

const EXPECTED = {
  status: 0,
  stdout: expect.stringMatching(/^a {2}b\nexit 0\nnot run: .*\n2\nexit 0\n2\nexit 0\nnot run: the user said no\n$/),
};

describe('the guide for authors of harnesses', () => {
  it('has a program in TypeScript that works', () => {
    const { code } = transformSync(programOf('typescript'), { loader: 'ts', format: 'esm' });
    // Inside the built package, `portcullis/client` is its own export.
    const file = join(builtPackage('modules'), 'guide-example.mjs');
    writeFileSync(file, code);
    expect(runHarness(process.execPath, [file])).toEqual(EXPECTED);
  });

  it.skipIf(!hasPython)('has a program in Python that works (needs python3)', () => {
    const file = join(folder, 'harness.py');
    writeFileSync(file, programOf('python'));
    expect(runHarness('python3', ['-B', file])).toEqual(EXPECTED);
  });

  it.each(['typescript', 'python'])('has a program of about 40 lines in %s', (name) => {
    const lines = programOf(name).split('\n').length - 1;
    expect([lines, lines >= 35 && lines <= 45]).toEqual([lines, true]);
  });
});
