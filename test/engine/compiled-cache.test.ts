/** Compiled rules kept on disk: used only where nobody else can have written them, and protected from the commands that are judged. */
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MIN_CACHED_RULES } from '../../src/base/index.ts';
import { cacheFolder } from '../../src/config/index.node.ts';
import { openEngine } from '../../src/engine/index.node.ts';
import { type Engine, type Policy, parsePolicy } from '../../src/engine/index.ts';

function policyOf(count: number): Policy {
  const { value } = parsePolicy(
    Array.from({ length: count }, (_, i) => ({ pattern: [`tool${i}`, 'run'], decision: i % 2 === 0 ? 'allow' : 'forbidden' })),
  );
  if (value === null) throw new Error('the rules of the test are broken');
  return value;
}

const POLICY = policyOf(MIN_CACHED_RULES);
const TEXTS = ['tool0 run', 'tool1 run', 'tool2', 'nobody', 'tool3 run; ls'];
const answers = (engine: Engine) => TEXTS.map((command) => engine.evaluate({ command }));

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'portcullis-cache-'));
  folder = join(base, 'portcullis', 'compiled');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const kept = (): string => {
  const [name, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return join(folder, name ?? '');
};
const inode = (path: string) => statSync(path).ino;

describe.skipIf(process.platform === 'win32')('the cache of compiled rules', () => {
  it('keeps what was compiled for this user alone, and answers from it as before', () => {
    const wanted = answers(openEngine(POLICY, {}, folder));
    const path = kept();
    expect([statSync(folder).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600]);
    const before = inode(path);
    const again = openEngine(POLICY, {}, folder);
    expect([again.compiledFault, answers(again), inode(kept())]).toEqual([null, wanted, before]);
  });

  it('keeps nothing for few rules, and nothing without a folder', () => {
    openEngine(policyOf(3), {}, folder);
    openEngine(POLICY, {}, null);
    expect(readdirSync(base)).toEqual([]);
  });

  it('compiles anew and writes anew where the file is damaged', () => {
    const wanted = answers(openEngine(POLICY, {}, folder));
    const path = kept();
    const bytes = readFileSync(path);
    for (const broken of [bytes.subarray(0, 100), Buffer.alloc(0), Buffer.concat([bytes.subarray(0, -8), Buffer.from('12345678')])]) {
      writeFileSync(path, broken);
      const engine = openEngine(POLICY, {}, folder);
      expect([engine.compiledFault?.code, answers(engine)]).toEqual(['RL012', wanted]);
      expect(openEngine(POLICY, {}, folder).compiledFault).toBeNull();
    }
  });

  it('compiles anew and writes anew where the file is of an earlier format', () => {
    const wanted = answers(openEngine(POLICY, {}, folder));
    const path = kept();
    const whole = readFileSync(path);
    const earlier = Buffer.from(whole);
    earlier.writeInt32LE(earlier.readInt32LE(4) - 1, 4);
    writeFileSync(path, earlier);
    const engine = openEngine(POLICY, {}, folder);
    expect([engine.compiledFault?.code, answers(engine)]).toEqual(['RL013', wanted]);
    expect(readFileSync(kept()).subarray(0, 12)).toEqual(whole.subarray(0, 12));
    expect(openEngine(POLICY, {}, folder).compiledFault).toBeNull();
  });

  it('never serves other sources: the file of another policy under this name is not used', () => {
    const other = policyOf(MIN_CACHED_RULES + 1);
    openEngine(other, {}, folder);
    const foreign = kept();
    const held = `${foreign}.held`;
    renameSync(foreign, held);
    const wanted = answers(openEngine(POLICY, {}, folder));
    const own = readdirSync(folder).find((name) => name.endsWith('.bin')) ?? '';
    renameSync(held, join(folder, own));
    const engine = openEngine(POLICY, {}, folder);
    expect([engine.compiledFault?.code, answers(engine)]).toEqual(['RL013', wanted]);
  });

  it('does not read a file that others may write, that has another name or is a link, and replaces it', () => {
    openEngine(POLICY, {}, folder);
    const path = kept();
    const good = readFileSync(path);
    const spoils: readonly (() => void)[] = [
      () => chmodSync(path, 0o620),
      () => linkSync(path, join(base, 'second')),
      () => {
        writeFileSync(join(base, 'elsewhere'), good, { mode: 0o600 });
        rmSync(path);
        symlinkSync(join(base, 'elsewhere'), path);
      },
    ];
    for (const spoil of spoils) {
      spoil();
      const before = lstatSync(path).ino;
      openEngine(POLICY, {}, folder);
      expect([lstatSync(path).ino === before, lstatSync(path).isFile(), lstatSync(path).mode & 0o777]).toEqual([false, true, 0o600]);
    }
  });

  it('answers without a cache where no folder can be made', () => {
    const wanted = answers(openEngine(POLICY, {}, null));
    writeFileSync(join(base, 'file'), '');
    for (const place of [join(base, 'file', 'compiled'), '/dev/null/compiled'])
      expect(answers(openEngine(POLICY, {}, place))).toEqual(wanted);
  });

  it('uses no folder that is open to others or a link', () => {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o750);
    openEngine(POLICY, {}, folder);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
    mkdirSync(join(base, 'open'), { mode: 0o700 });
    symlinkSync(join(base, 'open'), folder);
    openEngine(POLICY, {}, folder);
    expect(readdirSync(join(base, 'open'))).toEqual([]);
  });

  it('lies in the cache of the user, and not where a variable names no absolute path', () => {
    expect([
      cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux', '/home/d'),
      cacheFolder({ XDG_CACHE_HOME: 'relative' }, 'darwin', '/home/d'),
      cacheFolder({}, 'win32', 'C:\\Users\\d'),
    ]).toEqual(['/c/portcullis/compiled', '/home/d/.cache/portcullis/compiled', null]);
  });
});

describe('a command that writes into the cache', () => {
  const request = { cwd: '/w', home: '/home/d', workspaceRoots: ['/w', '/c'], sandboxMode: 'danger-full-access' } as const;
  const codes = (command: string) =>
    openEngine(policyOf(3), {}, '/c/portcullis-own/compiled')
      .evaluate({ ...request, command })
      .invocations.flatMap(({ findings }) => findings.map(({ code }) => code));

  it.each([
    'cp x /c/portcullis-own/compiled/1.bin',
    'echo x > /c/portcullis-own/compiled/1.bin',
    'cp x ~/.cache/portcullis/compiled/1.bin',
  ])('is seen: %s', (command) => {
    expect(codes(command)).toContain('EN005');
  });

  it.each(['ln -sf /srv/x /run/user/7/portcullis/http.json', 'rm -r /run/user/7/port*', 'mv /run/user/7/portcullis /srv/x'])(
    'is seen where the daemon is found: %s',
    (command) => {
      vi.stubEnv('XDG_RUNTIME_DIR', '/run/user/7');
      expect(codes(command)).toContain('EN005');
      vi.stubEnv('XDG_RUNTIME_DIR', '/run/user/8');
      expect(codes(command)).not.toContain('EN005');
      vi.unstubAllEnvs();
    },
  );

  it('is seen by the place, not by the command', () => {
    expect(codes('cp x /c/other/1.bin')).not.toContain('EN005');
  });
});
