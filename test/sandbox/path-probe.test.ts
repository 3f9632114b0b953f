import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { machineProbe } from '../../src/sandbox/index.node.ts';

const root = mkdtempSync(join(tmpdir(), 'portcullis-probe-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
for (const folder of ['a/.ssh', 'b/c/.ssh/deep', 'empty']) mkdirSync(join(root, folder), { recursive: true });
for (const file of ['a/key.pem', 'a/.ssh/id', 'b/c/key.pem', 'b/key.txt']) writeFileSync(join(root, file), '');
symlinkSync(join(root, 'a'), join(root, 'link'));
symlinkSync(join(root, 'gone'), join(root, 'dangling'));
symlinkSync(join(root, 'loop'), join(root, 'loop'));

function expand(glob: string): readonly string[] | undefined {
  return machineProbe.expand(`${root}/${glob}`)?.map((path) => path.slice(root.length + 1));
}

describe('paths on this machine', () => {
  test('kinds', () => {
    const kinds = ['a', 'a/key.pem', 'nothing', 'link', 'dangling', 'loop', 'loop/x', 'a/key.pem/x'].map((path) =>
      machineProbe.typeOf(join(root, path)),
    );
    expect(kinds).toEqual(['folder', 'file', 'missing', 'folder', 'file', 'file', 'missing', 'missing']);
  });

  test('globs: the outermost matches, hidden ones too, links not followed', () => {
    expect([expand('**/*.pem'), expand('*/.ssh/**'), expand('**/.ssh'), expand('b/**'), expand('x/**'), expand('[ab]/key.*')]).toEqual([
      ['a/key.pem', 'b/c/key.pem'],
      ['a/.ssh'],
      ['a/.ssh', 'b/c/.ssh'],
      ['b'],
      [],
      ['a/key.pem', 'b/key.txt'],
    ]);
  });
});
