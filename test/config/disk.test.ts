/** The loader over the real file system: what lies there that is no ordinary file, and how trust is kept. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { canonicalIn, searchDomainsIn } from '../../src/config/hostname.node.ts';
import {
  createPolicyLoader,
  diskFiles,
  forgetTrust,
  loadTrust,
  NO_FLAGS,
  noPreferences,
  placesOf,
  saveTrust,
  trustPath,
} from '../../src/config/index.node.ts';
import { digestContent } from '../../src/config/index.ts';

const BASE = mkdtempSync(join(tmpdir(), 'portcullis-disk-'));
let folder = '';
let count = 0;
beforeEach(() => {
  folder = join(BASE, String(count++));
  mkdirSync(folder);
});
afterAll(() => rmSync(BASE, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);

describe('files', () => {
  test('a regular file comes with its bytes and who could change it', async () => {
    writeFileSync(at('a'), 'text', { mode: 0o640 });
    const read = await diskFiles.readFile(at('a'));
    expect(read).toMatchObject({ type: 'file', stamp: { size: 4, uid: process.getuid?.() } });
    if (read.type !== 'file') throw new Error('no file');
    expect([new TextDecoder().decode(read.bytes), read.stamp.mode & 0o777]).toEqual(['text', 0o640]);
    expect((await diskFiles.stamp(at('a')))?.identity).toBe(read.stamp.identity);
  });

  test.each<[string, (path: string) => void, object]>([
    ['nothing', () => {}, { type: 'absent' }],
    ['a folder', (path) => mkdirSync(path), { type: 'unreadable', reason: 'it is a folder' }],
    [
      'a pipe, without waiting for it',
      (path) => execFileSync('mkfifo', [path]),
      { type: 'unreadable', reason: 'it is not a regular file' },
    ],
    ['a device', (path) => symlinkSync('/dev/zero', path), { type: 'unreadable', reason: 'it is not a regular file' }],
    [
      'a link that leads nowhere',
      (path) => symlinkSync('/nowhere', path),
      { type: 'unreadable', reason: 'it is a link that leads nowhere' },
    ],
    ['a link to itself', (path) => symlinkSync(path, path), { type: 'unreadable', reason: 'its path goes round in links' }],
    [
      '50 MB',
      (path) => {
        writeFileSync(path, '');
        truncateSync(path, 50_000_000);
      },
      { type: 'unreadable', reason: 'it has more than 1048576 bytes' },
    ],
  ])('%s', async (_, make, expected) => {
    make(at('x'));
    expect(await diskFiles.readFile(at('x'))).toEqual(expected);
  });

  test('a file below a file is not absent, it is broken', async () => {
    writeFileSync(at('a'), '');
    expect(await diskFiles.readFile(at('a/b'))).toEqual({ type: 'unreadable', reason: 'a part of its path is not a folder' });
  });

  test.skipIf(process.getuid?.() === 0)('what this user may not read is broken (not as root)', async () => {
    writeFileSync(at('a'), '', { mode: 0 });
    expect(await diskFiles.readFile(at('a'))).toEqual({ type: 'unreadable', reason: 'this user may not read it' });
  });

  test('a stamp changes with every change, even of permissions, even with the old time set', async () => {
    writeFileSync(at('a'), 'one');
    const stamps = [(await diskFiles.stamp(at('a')))?.identity];
    writeFileSync(at('a'), 'two');
    stamps.push((await diskFiles.stamp(at('a')))?.identity);
    execFileSync('touch', ['-d', '2001-01-01', at('a')]);
    stamps.push((await diskFiles.stamp(at('a')))?.identity);
    chmodSync(at('a'), 0o600);
    stamps.push((await diskFiles.stamp(at('a')))?.identity);
    expect(new Set(stamps).size).toBe(4);
  });

  test('entries of a folder are what they are, links included', async () => {
    mkdirSync(at('d/sub'), { recursive: true });
    writeFileSync(at('d/a.rules'), '');
    symlinkSync(at('d/a.rules'), at('d/l.rules'));
    const read = await diskFiles.readFolder(at('d'));
    expect(read.type === 'folder' && [...read.entries].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'a.rules', type: 'file' },
      { name: 'l.rules', type: 'link' },
      { name: 'sub', type: 'folder' },
    ]);
    expect([await diskFiles.isLink(at('d/l.rules')), await diskFiles.isLink(at('d/a.rules'))]).toEqual([true, false]);
  });
});

describe('loading from disk', () => {
  const loader = (now: () => number = Date.now) =>
    createPolicyLoader({
      profile: 'strict',
      hostname: async () => null,
      cwd: at('repo'),
      context: {
        platform: 'linux',
        places: { ...placesOf({ platform: 'linux', home: at('home'), env: {} }), system: [at('etc')] },
        files: diskFiles,
        preferences: noPreferences,
      },
      flags: NO_FLAGS,
      now,
    });

  beforeEach(() => {
    for (const each of ['etc/rules', 'home/.codex', 'repo/.git']) mkdirSync(at(each), { recursive: true });
    writeFileSync(at('etc/requirements.toml'), 'allow_appshots = false\n');
  });

  test('finds what is there', async () => {
    writeFileSync(at('etc/rules/a.rules'), 'prefix_rule(pattern = ["rm"], decision = "prompt")\n');
    const { requirements, rules, restriction } = await loader().load();
    expect([requirements?.table.allow_appshots, rules.map((layer) => layer.name), restriction]).toEqual([false, ['system rules'], 'none']);
  });

  test('once all has settled, an unchanged stack is the same snapshot; a change is seen', async () => {
    const later = loader(() => Date.now() + 60_000);
    const first = await later.load();
    expect(await later.load()).toBe(first);
    writeFileSync(at('etc/requirements.toml'), 'allow_appshots = true\n');
    const second = await later.load();
    expect([second === first, second.requirements?.table.allow_appshots]).toEqual([false, true]);
    writeFileSync(at('etc/rules/new.rules'), 'prefix_rule(pattern = ["rm"], decision = "prompt")\n');
    expect((await later.load()).rules).toHaveLength(1);
  });

  test('a file that changed a moment ago is read again, whatever its stamp', async () => {
    const subject = loader();
    const first = await subject.load();
    const again = await subject.load();
    expect([again === first, again.fingerprint === first.fingerprint]).toEqual([true, true]);
  });

  test('loads that overlap come one after the other', async () => {
    const subject = loader();
    const [a, b] = await Promise.all([subject.load(), subject.load()]);
    expect(a).toBe(b);
  });
});

describe('trust', () => {
  const files = [{ path: 'config.toml', text: 'model = "m"\n' }];
  const record = () => ({ folder: at('repo/.codex'), digest: digestContent(files), trustedAt: '2026-11-20T00:00:00Z', files });

  test('is kept for this user alone, outside the workspace, and forgotten', async () => {
    const path = await saveTrust(at('own'), record());
    expect([statSync(path).mode & 0o777, statSync(at('own/trust')).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(await loadTrust(at('own'), record().folder, diskFiles)).toEqual({ type: 'record', record: { version: 1, ...record() } });
    expect(readdirSync(at('own/trust'))).toHaveLength(1);
    expect([await forgetTrust(at('own'), record().folder), await forgetTrust(at('own'), record().folder)]).toEqual([true, false]);
    expect(await loadTrust(at('own'), record().folder, diskFiles)).toEqual({ type: 'absent' });
  });

  test('replaces a link instead of writing through it', async () => {
    const path = trustPath(at('own'), record().folder);
    mkdirSync(at('own/trust'), { recursive: true });
    symlinkSync(at('elsewhere'), path);
    await saveTrust(at('own'), record());
    expect([existsSync(at('elsewhere')), (await loadTrust(at('own'), record().folder, diskFiles)).type]).toEqual([false, 'record']);
  });

  test('of another folder, or of other content than it says, is none', async () => {
    const path = await saveTrust(at('own'), record());
    for (const change of [{ folder: '/other' }, { digest: 'sha256:x' }, { files: [] }, { version: 2 }]) {
      writeFileSync(path, JSON.stringify({ version: 1, ...record(), ...change }));
      expect(await loadTrust(at('own'), record().folder, diskFiles)).toEqual({ type: 'damaged', path });
    }
  });
});

describe('the name of the machine', () => {
  const HOSTS = '127.0.0.1 localhost\n10.0.0.7\tBuild7.devbox.example.com build7 # here\n::1 build7.other.example build7\n';

  test.each([
    ['build7', 'build7.devbox.example.com'],
    ['localhost', null],
    ['here', null],
    ['other', null],
  ])('the hosts file knows `%s` as %s', (name, expected) => expect(canonicalIn(HOSTS, name)).toBe(expected));

  test('the last search line counts', () => {
    expect(searchDomainsIn('domain a.example\nnameserver 1.2.3.4\n search B.example  c.example\n')).toEqual(['b.example', 'c.example']);
    expect(searchDomainsIn('nameserver 1.2.3.4')).toEqual([]);
  });
});

describe('where policy lives', () => {
  test('system folders do not depend on the environment, users cannot take them away', () => {
    const env = { CODEX_HOME: '/else', XDG_CONFIG_HOME: '/cfg', ProgramData: 'D:\\Evil', APPDATA: 'C:\\Users\\d\\AppData\\Roaming' };
    expect(placesOf({ platform: 'linux', home: '/home/d', env })).toEqual({
      system: ['/etc/codex'],
      codexHome: '/else',
      ownHome: '/cfg/portcullis',
    });
    expect(placesOf({ platform: 'win32', home: 'C:\\Users\\d', env }).system).toEqual([
      'C:\\ProgramData\\OpenAI\\Codex',
      'D:\\Evil\\OpenAI\\Codex',
    ]);
    expect(placesOf({ platform: 'win32', home: 'C:\\Users\\d', env: {} })).toEqual({
      system: ['C:\\ProgramData\\OpenAI\\Codex'],
      codexHome: 'C:\\Users\\d\\.codex',
      ownHome: 'C:\\Users\\d\\AppData\\Roaming\\portcullis',
    });
  });
});
