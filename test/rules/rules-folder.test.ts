/** Files and folders of rules on disk. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadRulesFiles } from '../../src/rules/index.node.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string | Uint8Array = name): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('of a folder, regular files named `*.rules` are read in the order of their names', async () => {
  for (const name of [
    'b.rules',
    'a.rules',
    '.hid.rules',
    'Z.rules',
    'c.RULES',
    'd.txt',
    '.rules',
    'e.rules.bak',
    'é.rules',
    '😀.rules',
    '￿.rules',
  ])
    write(name);
  mkdirSync(join(folder, 'sub.rules'));
  symlinkSync(join(folder, 'a.rules'), join(folder, 'link.rules'));
  expect(await loadRulesFiles([folder])).toEqual({
    value: ['.hid.rules', 'Z.rules', 'a.rules', 'b.rules', 'é.rules', '￿.rules', '😀.rules'].map((name) => ({
      source: join(folder, name),
      text: name,
    })),
    diagnostics: [],
  });
});

test('what is named is read whatever its name, also through a link', async () => {
  const file = write('odd.txt', 'text');
  symlinkSync(file, join(folder, 'link'));
  expect((await loadRulesFiles([file, join(folder, 'link')])).value.map(({ text }) => text)).toEqual(['text', 'text']);
});

test.runIf(process.platform !== 'win32')('a pipe in a folder is no rules file, and does not hold us', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.rules')]);
  expect(await loadRulesFiles([folder])).toEqual({ value: [], diagnostics: [] });
});

test.each([
  ['is not there', () => join(folder, 'none.rules'), 'RL008'],
  ['is not UTF-8', () => write('bytes.rules', Uint8Array.of(0x61, 0xff)), 'CF002'],
  ['is too large', () => write('large.rules', '#'.repeat(1024 * 1024 + 1)), 'CF001'],
])('a file that %s is an error', async (_, make, code) => {
  const { value, diagnostics } = await loadRulesFiles([make()]);
  expect(value).toEqual([]);
  expect(diagnostics).toMatchObject([{ code, severity: 'error' }]);
});
