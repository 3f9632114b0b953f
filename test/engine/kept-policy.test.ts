/** Loaded policies kept on disk: the same answers, and nothing at all once anything is odd. */
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KEPT_POLICY_SLOTS, MIN_CACHED_RULES } from '../../src/base/index.ts';
import { createPolicyLoader, diskFiles, NO_FLAGS, noPreferences, placesOf } from '../../src/config/index.node.ts';
import {
  isAnythingKept,
  type KeptPlace,
  type KeptPolicy,
  keepPolicy,
  keptBytes,
  type LoadedHere,
  readKeptPolicy,
} from '../../src/engine/index.node.ts';
import { createEngine, type Engine, policyOfSnapshot } from '../../src/engine/index.ts';
import { parseKept } from '../../src/engine/kept-policy.ts';
import { ASKED, engineUnder } from '../support/command.ts';
import { readCases } from '../support/judged-case.ts';

const RULES =
  'prefix_rule(pattern = ["git", ["status", "log"]], decision = "allow", justification = "häufig")\nprefix_rule(pattern = ["rm"], decision = "forbidden")\n';
const TEXTS = ['git status', 'git log | cat', 'rm -r x', 'curl https://example.org', 'echo $HOME', 'tool7 run; ls'];

let base: string;
let where: KeptPlace;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'portcullis-kept-'));
  where = { folder: join(base, 'cache'), administrators: [join(base, 'etc')] };
  write('home/.codex/rules/a.rules', RULES);
  write('home/.codex/config.toml', `sandbox_mode = "workspace-write"\n[projects."${base}/repo"]\ntrust_level = "trusted"\n`);
  write('repo/.git/HEAD', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(base, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(join(base, path, '..'), { recursive: true });
  writeFileSync(join(base, path), text);
}

const DAY_MS = 86_400_000;

/** Loads the policy of the repository; by default as if everything had been written yesterday. */
async function load(now = () => Date.now() + DAY_MS): Promise<LoadedHere> {
  const cwd = join(base, 'repo');
  const places = { ...placesOf({ platform: 'linux', home: join(base, 'home'), env: {} }), system: [join(base, 'etc')] };
  const context = { platform: 'linux', places, files: diskFiles, preferences: noPreferences } as const;
  const loader = createPolicyLoader({ profile: 'strict', hostname: async () => null, cwd, context, flags: NO_FLAGS, now });
  const snapshot = await loader.load();
  return { cwd, snapshot, looks: loader.looks(), engine: createEngine(policyOfSnapshot(snapshot)) };
}

const read = (): KeptPolicy | null => readKeptPolicy(join(base, 'repo'), where);
const file = (): string => {
  const [name, ...others] = readdirSync(where.folder ?? '');
  expect(others).toEqual([]);
  return join(where.folder ?? '', name ?? '');
};

/** Everything but the approval key is the same whatever computed it. */
const answers = (engine: Engine) => TEXTS.map((command) => JSON.parse(JSON.stringify(engine.evaluate({ ...ASKED, command }))));
const engineOf = ({ policy, seed, compiled }: KeptPolicy) => createEngine(policy, { build: 'js', seed, ...(compiled ? { compiled } : {}) });

describe.skipIf(process.platform === 'win32')('a kept policy', () => {
  it('gives the answers of the policy that was loaded', async () => {
    write('repo/.codex/rules/p.rules', 'prefix_rule(pattern = ["make"], decision = "prompt")\n');
    write('repo/.codex/config.toml', 'web_search = "cached"\n');
    const loaded = await load();
    keepPolicy(loaded, where);
    const kept = read();
    expect(kept && { ...kept.policy, settings: null }).toEqual({ ...loaded.engine.policy, settings: null });
    expect(kept && answers(engineOf(kept))).toEqual(answers(loaded.engine));
  });

  it('is looked for where it would lie, and nowhere where there is a folder of the administrator', async () => {
    const isKept = () => isAnythingKept(join(base, 'repo'), [], where);
    expect(isKept()).toBe(false);
    keepPolicy(await load(), where);
    expect(isKept()).toBe(true);
    mkdirSync(join(base, 'etc'));
    expect(isKept()).toBe(false);
  });

  it('brings its rules compiled where there are many', async () => {
    const many = Array.from({ length: MIN_CACHED_RULES }, (_, i) => `prefix_rule(pattern = ["tool${i}", "run"], decision = "allow")\n`);
    write('home/.codex/rules/b.rules', many.join(''));
    const loaded = await load();
    keepPolicy(loaded, where);
    const kept = read() as KeptPolicy;
    expect(kept.compiled?.length).toBeGreaterThan(10_000);
    expect([engineOf(kept).compiledFault, answers(engineOf(kept))]).toEqual([null, answers(loaded.engine)]);
  });

  it.each<[string, () => void]>([
    ['a file has changed', () => write('home/.codex/rules/a.rules', RULES.replace('forbidden', 'allow'))],
    ['a file is gone', () => rmSync(join(base, 'home/.codex/rules/a.rules'))],
    ['a file was put in its place', () => renameOver('home/.codex/rules/a.rules')],
    ['a file has come to a folder', () => write('home/.codex/rules/c.rules', RULES)],
    ['there is what was not there', () => write('repo/.codex/config.toml', 'web_search = "cached"\n')],
    ['the repository is none any more', () => rmSync(join(base, 'repo/.git'), { recursive: true })],
    ['the environment places policy', () => vi.stubEnv('CODEX_HOME', '/elsewhere')],
    ['the environment names requirements', () => vi.stubEnv('PORTCULLIS_REQUIREMENTS', '/etc/more.toml')],
    ['there is a folder of the administrator', () => mkdirSync(join(base, 'etc'))],
    ['others may read it', () => chmodSync(file(), 0o644)],
    ['others may enter its folder', () => chmodSync(where.folder ?? '', 0o755)],
    ['it is a link', () => relink(file())],
  ])('does not hold where %s', async (_, change) => {
    keepPolicy(await load(), where);
    expect(read()).not.toBeNull();
    change();
    expect(read()).toBeNull();
  });

  it('holds for its folder alone', async () => {
    keepPolicy(await load(), where);
    copyFileSync(file(), join(where.folder ?? '', 'kept'));
    const moved = Array.from({ length: KEPT_POLICY_SLOTS }, (_, i) => `policy-${i}.kept`);
    for (const name of moved) copyFileSync(join(where.folder ?? '', 'kept'), join(where.folder ?? '', name));
    for (const name of moved) chmodSync(join(where.folder ?? '', name), 0o600);
    expect([readKeptPolicy(join(base, 'other'), where), read()?.policy.profile]).toEqual([null, 'strict']);
  });

  it.each([
    ['requirements', 'etc/requirements.toml', 'allowed_sandbox_modes = ["read-only"]\n'],
    ['managed configuration', 'etc/managed_config.toml', 'web_search = "cached"\n'],
    ['system configuration', 'etc/config.toml', 'web_search = "cached"\n'],
    ['system rules', 'etc/rules/a.rules', RULES],
    ['a broken file', 'home/.codex/rules/broken.rules', 'prefix_rule('],
  ])('is none where there is %s', async (_, path, text) => {
    write(path, text);
    expect(keptBytes(await load())).toBeNull();
  });

  it('is none while a file could change without its stamp telling', async () => {
    expect(keptBytes(await load(Date.now))).toBeNull();
  });

  it('is none once it is damaged', async () => {
    keepPolicy(await load(), where);
    const whole = readFileSync(file());
    let random = 7;
    const next = (below: number) => {
      random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((random / 2 ** 32) * below);
    };
    const believed: string[] = [];
    for (let i = 0; i < 3_000; i++) {
      const damaged = Buffer.from(whole);
      const at = next(damaged.length);
      damaged[at] = (damaged[at] ?? 0) ^ (1 + next(255));
      const cut = i % 5 === 0 ? damaged.subarray(0, next(damaged.length)) : damaged;
      try {
        if (parseKept(Uint8Array.from(cut)) !== null) believed.push(`${i}: byte ${at}`);
      } catch {
        // The reader of the file takes an exception for none.
      }
    }
    expect(believed).toEqual([]);
    writeFileSync(file(), whole.subarray(0, 100));
    expect(read()).toBeNull();
  });

  it('answers the judged cases as the policy does that it was made of', async () => {
    const { formatKept } = await import('../../src/engine/kept-policy.ts');
    const cases = [
      ...readCases(new URL('../bypass/cases.jsonl', import.meta.url)),
      ...readCases(new URL('../benign/cases.jsonl', import.meta.url)),
    ];
    const engines = new Map<string, Engine>();
    const differing: string[] = [];
    for (const { id, command, shell, cwd, under_rules } of cases.filter((each) => each.shell === 'bash')) {
      const engine = await engineUnder(under_rules);
      const { settings: _, ...rest } = engine.policy;
      const bytes = formatKept(
        { policy: { ...rest, settings: null }, sources: null, seed: 5, compiled: null },
        { circumstances: [], looks: [] },
      );
      const kept = engines.get(under_rules) ?? engineOf(parseKept(bytes as Uint8Array)?.read() as KeptPolicy);
      engines.set(under_rules, kept);
      const request = { ...ASKED, shell, cwd, command };
      const [ours, theirs] = [kept, createEngineLike(engine)].map((each) => JSON.stringify(each.evaluate(request)));
      if (ours !== theirs) differing.push(id);
    }
    expect(cases.length).toBeGreaterThan(500);
    expect(differing).toEqual([]);
  });
});

const likes = new Map<Engine, Engine>();

/** The same policy without the settings of a session, which are made from what inline policies do not keep. */
function createEngineLike(engine: Engine): Engine {
  const known = likes.get(engine) ?? createEngine({ ...engine.policy, settings: null });
  likes.set(engine, known);
  return known;
}

function renameOver(path: string): void {
  write('new', readFileSync(join(base, path), 'utf8'));
  renameSync(join(base, 'new'), join(base, path));
}

function relink(path: string): void {
  renameSync(path, `${path}.real`);
  symlinkSync(`${path}.real`, path);
}
