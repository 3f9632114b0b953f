/** What a view of the file system adds: links, scripts, repositories. Every case says what it is without the view as well. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_COPIES, MAX_SCRIPT_FILE_BYTES } from '../../src/base/index.ts';
import { machineFiles } from '../../src/engine/index.node.ts';
import type { Evaluation } from '../../src/engine/index.ts';
import { ASKED, codesOf, makeEngine, policyFrom } from '../support/command.ts';
import { type Tree, viewOf } from '../support/file-view.ts';

const RULES =
  'allow cat, cp, echo, touch, mv, tee, ls, git, npm, pnpm, yarn, make, bash, sh, python3, pytest, ./run.sh; forbid rm; prompt dd';

async function ask(command: string, tree?: Tree): Promise<Evaluation> {
  const engine = await makeEngine(policyFrom(RULES), tree && viewOf(tree));
  return engine.evaluate({ ...ASKED, command });
}

/** Decision and codes, without and with the view. */
async function compare(command: string, tree: Tree): Promise<readonly string[]> {
  const answers = [await ask(command), await ask(command, { '/srv/repo/': '', ...tree })];
  return answers.map((answer) => [answer.decision, ...codesOf(answer)].join(' '));
}

describe('a link', () => {
  const TREE: Tree = {
    '/srv/repo/out': { link: '/etc' },
    '/srv/repo/up': { link: '../../etc' },
    '/srv/repo/hooks': { link: '.git/hooks' },
    '/srv/repo/key': { link: '/home/dev/.ssh/id_rsa' },
    '/srv/repo/loop': { link: 'loop' },
    '/srv/repo/inside': { link: 'src' },
    '/srv/repo/src/a.ts': 'export {};',
    '/srv/repo/.git/hooks/': '',
    '/etc/passwd': '',
    '/home/dev/.ssh/id_rsa': 'secret',
  };

  it.each([
    ['echo x > out/passwd', ['allow', 'prompt EN004']],
    ['cp a up/passwd', ['allow', 'prompt EN004']],
    ['touch hooks/pre-commit', ['allow', 'prompt EN005']],
    ['cat key', ['allow', 'prompt EN007']],
    ['mv out/passwd x', ['allow', 'prompt EN004']],
    ['tee o*/passwd', ['allow', 'prompt EN004']],
    ['tee *', ['allow', 'prompt EN006']],
    ['cat k*', ['allow', 'prompt EN007']],
    ['touch loop/x', ['allow', 'prompt EN006']],
    ['echo x > inside/../x', ['allow', 'allow']],
    ['echo x > inside/../../x', ['prompt EN004', 'prompt EN004']],
    ['echo x > out/../x', ['allow', 'prompt EN004']],
    ['cd out && cat passwd', ['allow', 'prompt EN021']],
    ['cd inside && touch ../x', ['allow', 'allow']],
    ['python3 out/x.py', ['allow', 'prompt EN011']],
    // The link itself goes, not what it leads to.
    ['mv loop elsewhere', ['allow', 'allow']],
    ['echo x > inside/b.ts', ['allow', 'allow']],
    ['echo x > src/new/deep.ts', ['allow', 'allow']],
  ])('%s', async (command, answers) => {
    expect(await compare(command, TREE)).toEqual(answers);
  });

  it('is named in the facts with what it leads to', async () => {
    const { writes, reads } = await ask('cp key out/passwd', TREE);
    expect({ writes, reads }).toEqual({
      writes: ['/srv/repo/out/passwd', '/etc/passwd'],
      reads: ['/srv/repo/key', '/home/dev/.ssh/id_rsa'],
    });
  });

  it('on the way to the workspace leads nowhere else', async () => {
    const engine = await makeEngine(policyFrom(RULES), viewOf({ '/srv': { link: '/disk/srv' }, '/disk/srv/repo/a': '' }));
    expect(engine.evaluate({ ...ASKED, command: 'echo x > a' }).decision).toBe('allow');
  });
});

describe('a script', () => {
  const packageOf = (scripts: object) => JSON.stringify({ name: 'x', scripts });

  it.each<readonly [string, Tree, readonly string[]]>([
    ['bash a.sh', { '/srv/repo/a.sh': 'echo hello\n' }, ['allow', 'allow']],
    ['bash a.sh', { '/srv/repo/a.sh': 'cd sub\nrm -rf x\n' }, ['allow', 'forbidden']],
    ['bash a.sh', { '/srv/repo/a.sh': 'dd if=a of=b\n' }, ['allow', 'prompt']],
    ['bash a.sh', { '/srv/repo/a.sh': 'echo x > /etc/passwd\n' }, ['allow', 'prompt EN004']],
    ['bash a.sh', { '/srv/repo/a.sh': '$1 x\n' }, ['allow', 'prompt EN001']],
    ['bash a.sh', { '/srv/repo/a.sh': 'something of its own\n' }, ['allow', 'allow']],
    ['bash a.sh', { '/srv/repo/a.sh': 'if\n' }, ['allow', 'prompt SH001']],
    ['bash a.sh', { '/srv/repo/a.sh': null }, ['allow', 'prompt EN031']],
    ['bash a.sh', {}, ['allow', 'allow']],
    ['sh < a.sh', { '/srv/repo/a.sh': 'rm x' }, ['allow', 'forbidden']],
    ['bash sub/../a.sh', { '/srv/repo/a.sh': 'rm x' }, ['allow', 'forbidden']],
    ['cd sub && bash a.sh', { '/srv/repo/sub/a.sh': 'rm x' }, ['allow', 'forbidden']],
    ['bash link.sh', { '/srv/repo/link.sh': { link: 'a.sh' }, '/srv/repo/a.sh': 'rm x' }, ['allow', 'forbidden']],
    ['bash a.sh', { '/srv/repo/a.sh': 'bash b.sh', '/srv/repo/b.sh': 'rm x' }, ['allow', 'forbidden']],
    ['bash a.sh', { '/srv/repo/a.sh': 'bash a.sh' }, ['allow', 'prompt EN019']],
    ['./run.sh', { '/srv/repo/run.sh': '#!/bin/bash\nrm x' }, ['allow', 'forbidden']],
    ['./run.sh', { '/srv/repo/run.sh': '#!/usr/bin/env -S bash -e\nrm x' }, ['allow', 'forbidden']],
    ['./run.sh', { '/srv/repo/run.sh': 'rm x' }, ['allow', 'forbidden']],
    ['./run.sh', { '/srv/repo/run.sh': '#!/usr/bin/python3\nrm = 1' }, ['allow', 'allow']],
    ['npm test', { '/srv/repo/package.json': packageOf({ test: 'vitest run' }) }, ['allow', 'allow']],
    ['npm test', { '/srv/repo/package.json': packageOf({ test: 'rm -rf x' }) }, ['allow', 'forbidden']],
    ['npm test', { '/srv/repo/package.json': packageOf({ pretest: 'rm -rf x', test: 'vitest' }) }, ['allow', 'forbidden']],
    ['npm run build', { '/srv/repo/package.json': packageOf({ build: 'tsc', postbuild: 'rm x' }) }, ['allow', 'forbidden']],
    ['npm run build', { '/srv/repo/package.json': packageOf({ build: 'npm run clean && tsc', clean: 'rm x' }) }, ['allow', 'forbidden']],
    ['pnpm run x', { '/srv/repo/package.json': packageOf({ x: 'rm x' }) }, ['allow', 'forbidden']],
    ['yarn x', { '/srv/repo/package.json': packageOf({ x: 'rm x' }) }, ['allow', 'forbidden']],
    ['npm --prefix sub test', { '/srv/repo/sub/package.json': packageOf({ test: 'rm x' }) }, ['allow', 'forbidden']],
    ['cd sub/deep && npm test', { '/srv/repo/sub/package.json': packageOf({ test: 'rm x' }) }, ['allow', 'forbidden']],
    ['npm test', { '/srv/repo/package.json': '{' }, ['allow', 'prompt EN031']],
    ['npm run other', { '/srv/repo/package.json': packageOf({ test: 'rm x' }) }, ['allow', 'allow']],
    ['npm run __proto__', { '/srv/repo/package.json': '{"scripts":{"__proto__":"rm x"}}' }, ['allow', 'forbidden']],
    ['make', { '/srv/repo/Makefile': 'all: clean\n\techo built\nclean:\n\t@rm -rf build\n' }, ['allow', 'forbidden']],
    ['make all', { '/srv/repo/Makefile': 'all:\n\techo built\nclean:\n\trm -rf build\n' }, ['allow', 'allow']],
    ['make', { '/srv/repo/makefile': 'RM = rm -f\nall:\n\t$(RM) x\n' }, ['allow', 'forbidden']],
    ['make', { '/srv/repo/Makefile': 'X := $(shell rm x)\nall:\n\techo\n' }, ['allow', 'forbidden']],
    ['make -f x.mk', { '/srv/repo/x.mk': 'all: ; rm x\n' }, ['allow', 'forbidden']],
    ['make -C sub', { '/srv/repo/sub/Makefile': 'all:\n\trm x\n' }, ['allow', 'forbidden']],
    ['make', { '/srv/repo/Makefile': 'all:\n\techo $$HOME && \\\n\t  rm x\n' }, ['allow', 'forbidden']],
  ])('%s with %j', async (command, tree, answers) => {
    expect(await compare(command, tree)).toEqual(answers);
  });

  it('is in the answer with its digest, and its change changes what was agreed to', async () => {
    const before = await ask('bash a.sh', { '/srv/repo/a.sh': 'echo 1\n' });
    const same = await ask('bash  a.sh', { '/srv/repo/a.sh': 'echo 1\n' });
    const after = await ask('bash a.sh', { '/srv/repo/a.sh': 'echo 1 # more\n' });
    expect(before.scripts).toEqual([{ path: '/srv/repo/a.sh', digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) }]);
    expect(same.approvalKey).toBe(before.approvalKey);
    expect(after.approvalKey).not.toBe(before.approvalKey);
  });

  it('in another language, or loaded by a program, counts with its digest', async () => {
    const tree = { '/srv/repo/a.py': 'print(1)', '/srv/repo/conftest.py': 'import os', '/srv/repo/Makefile': 'all:\n\techo\n' };
    const pathsOf = async (command: string) => (await ask(command, tree)).scripts.map(({ path }) => path);
    expect(await pathsOf('python3 a.py')).toEqual(['/srv/repo/a.py', '/srv/repo/conftest.py']);
    expect(await pathsOf('pytest -q')).toEqual(['/srv/repo/conftest.py']);
    expect(await pathsOf('make')).toEqual(['/srv/repo/Makefile']);
    expect(await pathsOf('echo a.py')).toEqual([]);
  });

  it('outside of the workspace is not read', async () => {
    const { scripts, decision } = await ask('bash ../a.sh; bash /tmp/a.sh', { '/srv/a.sh': 'rm x', '/tmp/a.sh': 'rm x' });
    expect({ scripts, decision }).toEqual({ scripts: [], decision: 'prompt' });
  });

  it('that starts ever more scripts ends', async () => {
    const tree = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`/srv/repo/s${i}`, `bash s${i + 1}\nbash s${i + 1}\nbash s${i + 1}\n`]),
    );
    const answer = await ask('bash s0', tree);
    expect([answer.decision, codesOf(answer)]).toEqual(['prompt', ['EN019']]);
  });
});

describe('a repository', () => {
  const PLANTED = { 'p/HEAD': 'ref: refs/heads/main', 'p/config': '[core]', 'p/objects/': '', 'p/refs/': '' };
  const treeOf = (files: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries({ '.git/HEAD': '', ...files }).map(([path, text]) => [`/srv/repo/${path}`, text]));

  it.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    ['git status', {}, ['allow', 'allow']],
    ['cd src && git status', { 'src/a': '' }, ['allow', 'allow']],
    ['cd p && git status', PLANTED, ['allow', 'prompt EN032']],
    ['git -C p status', PLANTED, ['allow', 'prompt EN032']],
    ['cd p/refs && git status', PLANTED, ['allow', 'prompt EN032']],
    ['cd other && git log', { 'other/.git/HEAD': '' }, ['allow', 'prompt EN032']],
    ['cd sub && git log', { 'sub/.git': 'gitdir: ../.git/modules/sub\n' }, ['allow', 'allow']],
    ['cd sub && git log', { 'sub/.git': 'gitdir: ../p\n' }, ['allow', 'prompt EN032']],
    ['cd p && ls', PLANTED, ['allow', 'allow']],
    ['touch p/HEAD; git status', {}, ['prompt EN034', 'prompt EN034']],
    ['cp a/x.sh src; bash src/x.sh', { 'src/x.sh': 'ls' }, ['prompt EN034', 'prompt EN034']],
    ['cp a/x.sh src; bash src/y.sh', { 'src/y.sh': 'ls' }, ['allow', 'allow']],
    [`cp a/{1..${MAX_COPIES + 1}} src; bash src/7`, { 'src/7': 'ls' }, ['prompt EN034', 'prompt EN034']],
  ])('%s with %j', async (command, files, answers) => {
    expect(await compare(command, treeOf(files))).toEqual(answers);
  });

  it('planted in the workspace itself is not its own', async () => {
    const tree = { '/srv/repo/HEAD': '', '/srv/repo/config': '', '/srv/repo/objects/': '', '/srv/repo/refs/': '' };
    expect(await compare('git status', tree)).toEqual(['allow', 'prompt EN032']);
  });

  it('above the workspace is its own', async () => {
    expect(await compare('git status', { '/srv/.git/HEAD': '' })).toEqual(['allow', 'allow']);
  });
});

describe('the files of this machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-view-'));

  beforeAll(() => {
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'a.sh'), 'rm x\n');
    writeFileSync(join(folder, 'large'), 'x'.repeat(MAX_SCRIPT_FILE_BYTES + 1));
    writeFileSync(join(folder, 'bytes'), new Uint8Array([0xff, 0xfe]));
    symlinkSync('/etc', join(folder, 'link'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are told apart', () => {
    const look = (name: string) => machineFiles.look(join(folder, name));
    expect([look('a.sh'), look('sub'), look('link'), look('none'), look('a.sh/x')]).toEqual([
      { type: 'file' },
      { type: 'folder' },
      { type: 'link', target: '/etc' },
      { type: 'none' },
      { type: 'none' },
    ]);
    expect(machineFiles.look('/dev/null')).toEqual({ type: 'other' });
  });

  it('are read as far as they are small, plain text', () => {
    const read = (name: string) => machineFiles.read(join(folder, name));
    expect([read('a.sh'), read('none'), read('large'), read('bytes'), read('sub'), read('link')]).toEqual([
      { type: 'text', text: 'rm x\n' },
      { type: 'none' },
      { type: 'unreadable' },
      { type: 'unreadable' },
      { type: 'unreadable' },
      { type: 'unreadable' },
    ]);
    expect(machineFiles.read('/dev/zero')).toEqual({ type: 'unreadable' });
  });

  it('are listed', () => {
    expect(machineFiles.list(folder)?.toSorted()).toEqual(['a.sh', 'bytes', 'large', 'link', 'sub']);
    expect(machineFiles.list(join(folder, 'none'))).toEqual([]);
  });

  it('take part in an answer', async () => {
    const engine = await makeEngine(policyFrom(RULES), machineFiles);
    const answerTo = (command: string) => engine.evaluate({ ...ASKED, cwd: folder, command }).decision;
    expect([answerTo('bash a.sh'), answerTo('echo x > link/passwd'), answerTo('echo x > sub/b'), answerTo('bash large')]).toEqual([
      'forbidden',
      'prompt',
      'allow',
      'prompt',
    ]);
  });
});
