/**
 * Attacks that start from files: what the agent wrote, named, linked or planted before it asks for a harmless command. Each with the view of
 * the file system, and without it where the text alone gives it away.
 */
import { describe, expect, it } from 'vitest';
import type { CommandRequest, Evaluation } from '../../src/engine/index.ts';
import { ASKED, makeEngine, policyFrom } from '../support/command.ts';
import { type Tree, viewOf } from '../support/file-view.ts';

const RULES =
  'allow cat, cp, echo, touch, mv, tee, ls, git, tar, npm, make, bash, sh, python3, pytest, sort, find, xargs, env, printf, sqlite3, test, rsync; forbid rm, git push';

async function ask(command: string, tree: Tree | null, request: CommandRequest = {}): Promise<Evaluation> {
  const engine = await makeEngine(policyFrom(RULES), tree === null ? undefined : viewOf({ '/srv/repo/.git/HEAD': '', ...tree }));
  return engine.evaluate({ ...ASKED, ...request, command });
}

const packageOf = (scripts: object) => JSON.stringify({ name: 'x', scripts });

describe('files that were prepared', () => {
  /** The decisions without and with the view. */
  it.each<readonly [what: string, command: string, tree: Tree, without: string, withView: string]>([
    ['a rewritten npm script', 'npm test', { '/srv/repo/package.json': packageOf({ test: 'rm -rf .' }) }, 'allow', 'forbidden'],
    ['its `pre` script', 'npm test', { '/srv/repo/package.json': packageOf({ pretest: 'git push', test: 'x' }) }, 'allow', 'forbidden'],
    ['a script that writes outside', 'npm run x', { '/srv/repo/package.json': packageOf({ x: 'echo >> ~/.bashrc' }) }, 'allow', 'prompt'],
    ['a rewritten Makefile', 'make', { '/srv/repo/Makefile': 'all:\n\t@rm -rf src\n' }, 'allow', 'forbidden'],
    [
      'a makefile found before it',
      'make',
      { '/srv/repo/Makefile': 'a:\n\techo\n', '/srv/repo/GNUmakefile': 'a:\n\trm x\n' },
      'allow',
      'forbidden',
    ],
    ['a shell script', './x.sh', { '/srv/repo/x.sh': '#!/bin/sh\nrm x\n' }, 'prompt', 'forbidden'],
    ['a script by its shell', 'bash x.sh', { '/srv/repo/x.sh': 'rm x\n' }, 'allow', 'forbidden'],
    ['a link out of the workspace', 'echo x > out/passwd', { '/srv/repo/out': { link: '/etc' } }, 'allow', 'prompt'],
    ['a link to a secret', 'cat notes', { '/srv/repo/notes': { link: '/home/dev/.ssh/id_rsa' } }, 'allow', 'prompt'],
    ['a link to a hook', 'cp x hook', { '/srv/repo/hook': { link: '.git/hooks/pre-commit' } }, 'allow', 'prompt'],
    [
      'a planted bare repository',
      'cd planted && git status',
      { '/srv/repo/planted/HEAD': '', '/srv/repo/planted/config': '', '/srv/repo/planted/objects/': '', '/srv/repo/planted/refs/': '' },
      'allow',
      'prompt',
    ],
    ['a repository in a folder', 'git -C sub log', { '/srv/repo/sub/.git/config': '' }, 'allow', 'prompt'],
    ['a repository elsewhere', 'cd sub && git log', { '/srv/repo/sub/.git': 'gitdir: /tmp/evil\n' }, 'allow', 'prompt'],
  ])('%s: %s', async (_, command, tree, without, withView) => {
    expect([(await ask(command, null)).decision, (await ask(command, tree)).decision]).toEqual([without, withView]);
  });

  it('in another language count with their digests: whoever agreed is asked again when they change', async () => {
    const keys = await Promise.all(
      ['import os', 'import os, shutil'].map(async (text) => {
        const { scripts, approvalKey } = await ask('pytest -q', { '/srv/repo/conftest.py': text });
        return { paths: scripts.map(({ path }) => path), approvalKey };
      }),
    );
    expect(keys.map(({ paths }) => paths)).toEqual([['/srv/repo/conftest.py'], ['/srv/repo/conftest.py']]);
    expect(keys[0]?.approvalKey).not.toBe(keys[1]?.approvalKey);
  });
});

describe('one text that prepares and uses', () => {
  it.each([
    ["printf 'import os' > conftest.py && pytest", 'prompt'],
    ["echo '{}' > package.json; npm test", 'prompt'],
    ["printf 'all:\\n\\tid\\n' > Makefile && make", 'prompt'],
    ['cp x.sh y.sh && bash y.sh', 'prompt'],
    ['ln -s /etc x; echo y > x/passwd', 'prompt'],
    ['ln -s ~/.ssh s; cat s/id_rsa', 'prompt'],
    ['ln -sf .git/hooks h && cp x h/post-merge', 'prompt'],
    ['mkdir -p p/objects p/refs; touch p/HEAD; cd p && git status', 'prompt'],
    ['tar xf x.tar -C .git', 'prompt'],
    ['tar xf x.tar .git/hooks/pre-commit', 'prompt'],
    ['tar -xPf x.tar', 'prompt'],
    ['cat /proc/self/cwd/../../etc/shadow', 'prompt'],
    ['echo x > /proc/self/cwd/../x', 'prompt'],
    ['export BASH_ENV=./x; bash y.sh', 'prompt'],
    ['export PAGER=./x && git log', 'prompt'],
    ["export GIT_SSH_COMMAND='rm x'; git fetch", 'forbidden'],
    ['PATH=bin:$PATH git status', 'prompt'],
    ['export PATH=$PWD/bin:$PATH; git status', 'prompt'],
    ['./git status', 'prompt'],
    ['/tmp/git status', 'prompt'],
    ['bin/../git push', 'forbidden'],
  ])('%s', async (command, decision) => {
    const tree = { '/srv/repo/x.sh': 'echo 1\n' };
    expect([(await ask(command, null)).decision, (await ask(command, tree)).decision]).toEqual([decision, decision]);
  });
});

describe('text that starts what is forbidden', () => {
  it.each([
    "git -c core.pager='rm -rf src' log",
    "git -c alias.x='!rm -rf src' x",
    "git fetch --upload-pack='rm -rf src' .",
    "git clone 'ext::rm -rf src' d",
    'echo src | xargs sh -c \'rm -rf "$@"\' name',
    'find . -name x -exec rm -rf {} +',
    "env -S 'rm -rf src'",
    "test -v 'a[$(rm -rf src)]'",
    "[[ -v 'a[$(rm -rf src)]' ]]",
    "printf -v 'a[$(rm -rf src)]' x",
    "x='$(rm -rf src)'; echo ${x@P}",
    `bash -c 'bash -c "bash -c \\"rm -rf src\\""'`,
    `bash -c "bash -c 'bash -c \\"r''m -rf src\\"'"`,
    'echo rm -rf src | sh',
    `echo 'import os; os.system("rm -rf src")' | python3 -`,
    `python3 - <<'X'\nimport os\nos.system("rm -rf src")\nX`,
    "sqlite3 x.db '.shell rm -rf src'",
    "echo '.shell rm -rf src' | sqlite3 x.db",
    "declare -a 'a=($(rm -rf src))'",
    'if true; then p=rm; $p -rf src; fi',
    'run() { "$@"; }; run rm -rf src',
    `bash -c '"$@"' name rm -rf src`,
    'x=(rm -rf src); "${x[@]}"',
    "sudo bash <<< 'rm -rf src'",
    'echo src | xargs -I{} rm {}',
  ])('%s', async (command) => {
    expect((await ask(command, null)).decision).toBe('forbidden');
  });
});

describe('names that are not what they look like', () => {
  it.each<readonly [command: string, platform: 'linux' | 'darwin', decision: string]>([
    ['RM -rf src', 'linux', 'prompt'],
    ['RM -rf src', 'darwin', 'forbidden'],
    ['/BIN/Rm -rf src', 'darwin', 'forbidden'],
    ['echo x > .Git/hooks/pre-commit', 'darwin', 'prompt'],
    ['echo x > .GIT/config', 'darwin', 'prompt'],
    ['cat .ENV', 'darwin', 'prompt'],
  ])('%s on %s', async (command, platform, decision) => {
    expect((await ask(command, null, { platform })).decision).toBe(decision);
  });

  it('are compared in one Unicode form where the file system does so', async () => {
    const policy = { ...policyFrom('allow cat'), requirements: policyFrom('forbid read /srv/repo/caf\u00e9/x').requirements ?? [] };
    const engine = await makeEngine(policy);
    const decide = (path: string, platform: 'linux' | 'darwin') =>
      engine.evaluate({ ...ASKED, platform, command: `cat '${path}'` }).decision;
    expect([decide('caf\u00e9/x', 'linux'), decide('cafe\u0301/x', 'linux'), decide('cafe\u0301/x', 'darwin')]).toEqual([
      'forbidden',
      'allow',
      'forbidden',
    ]);
  });

  it.each([
    'tar cf a.tar *',
    'tar cf a.tar *.txt',
    'rsync * dist/',
    'find $X',
    'git log $X',
    'sort $F',
    'find . -print0 | xargs -0 tar cf a.tar',
  ])('as options: %s', async (command) => {
    expect((await ask(command, null)).decision).toBe('prompt');
  });

  it.each(['tar cf a.tar ./*', 'tar cf a.tar -- *', 'cat *', 'git log -- $X', 'sort -- $F', 'cp *.md docs', 'sort src/*'])(
    'cannot be options: %s',
    async (command) => {
      expect((await ask(command, null)).decision).toBe('allow');
    },
  );
});
