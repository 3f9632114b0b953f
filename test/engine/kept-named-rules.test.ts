/** Policies of rules files that were named, kept on disk: the same answers, and only for files that are the user's own to write. */
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MIN_CACHED_RULES } from '../../src/base/index.ts';
import { filePolicySource, type KeptPlace, keepRules, ownLooks, readKeptRules } from '../../src/engine/index.node.ts';
import { createEngine, type Engine, sourcesOfRules } from '../../src/engine/index.ts';
import { ASKED } from '../support/command.ts';

const RULES = `prefix_rule(pattern = ["git", ["status", "log"]], decision = "allow", justification = "häufig")
prefix_rule(pattern = ["rm"], decision = "forbidden")
network_rule(host = "example.org", protocol = "https", decision = "allow")
`;
const TEXTS = ['git status', 'git log | cat', 'rm -r x', 'curl https://example.org', 'echo $HOME', 'tool7 run; ls'];
const DAY_MS = 86_400_000;

let base: string;
let where: KeptPlace;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'portcullis-kept-'));
  where = { folder: join(base, 'cache'), administrators: [join(base, 'etc')] };
  mkdirSync(join(base, 'more'));
  write('a.rules', RULES);
  write('more/b.rules', 'prefix_rule(pattern = ["make"], decision = "prompt")\n');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(base, { recursive: true, force: true });
});

const at = (path: string) => join(base, path);
const write = (path: string, text: string) => writeFileSync(at(path), text);
const named = () => [at('a.rules'), at('more')];

/** Loads the files as if they had been written yesterday, and keeps them. */
async function keep(rules: readonly string[] = named(), now = Date.now() + DAY_MS): Promise<Engine> {
  const before = ownLooks(rules, now);
  const { policy } = await filePolicySource({ rules, requirements: [] }).load();
  const engine = createEngine(policy);
  keepRules({ rules, before, sources: await sourcesOfRules('strict'), engine }, where, base);
  return engine;
}

const read = (rules = named(), cwd = base) => readKeptRules(rules, where, cwd);
const answers = (engine: Engine) => TEXTS.map((command) => JSON.parse(JSON.stringify(engine.evaluate({ ...ASKED, command }))));

function renameOver(path: string): void {
  writeFileSync(at('draft'), RULES);
  utimesSync(at('draft'), 0, 0);
  renameSync(at('draft'), at(path));
}

/** Takes a file from whoever runs the tests. */
function giveAway(path: string): void {
  if (process.getuid?.() === 0) chownSync(at(path), 65_534, 65_534);
  else chmodSync(at(path), 0o444);
}

describe.skipIf(process.platform === 'win32')('a kept policy of named rules files', () => {
  it('gives the answers of the policy that was loaded', async () => {
    const engine = await keep();
    const kept = read();
    expect(kept && { ...kept.policy, settings: null }).toEqual({ ...engine.policy, settings: null });
    expect(kept && answers(createEngine(kept.policy, { build: 'js', seed: kept.seed }))).toEqual(answers(engine));
  });

  it('brings its rules compiled where there are many', async () => {
    write('more/c.rules', Array.from({ length: MIN_CACHED_RULES }, (_, i) => `prefix_rule(pattern = ["tool${i}", "run"])\n`).join(''));
    const engine = await keep();
    const kept = read();
    const again = kept && createEngine(kept.policy, { seed: kept.seed, ...(kept.compiled ? { compiled: kept.compiled } : {}) });
    expect([again?.compiledFault, again && answers(again)]).toEqual([null, answers(engine)]);
  });

  it.each<[string, () => void]>([
    ['a file has changed', () => write('a.rules', RULES.replace('forbidden', 'allow'))],
    ['a file is gone', () => rmSync(at('more/b.rules'))],
    ['a file was put in its place', () => renameOver('a.rules')],
    ['a file has come to a folder', () => write('more/c.rules', RULES)],
    ['a file is not the user’s to write any more', () => giveAway('a.rules')],
    ['the environment names requirements', () => vi.stubEnv('PORTCULLIS_REQUIREMENTS', '/etc/more.toml')],
    ['there is a folder of the administrator', () => mkdirSync(at('etc'))],
    ['others may enter the folder of what is kept', () => chmodSync(where.folder ?? '', 0o755)],
  ])('does not hold where %s', async (_, change) => {
    await keep();
    expect(read()).not.toBeNull();
    change();
    expect(read()).toBeNull();
  });

  it('holds for these names alone, in their order, from one folder', async () => {
    await keep();
    for (const rules of [[at('a.rules')], [at('more'), at('a.rules')], [...named(), at('more')], []]) expect(read(rules)).toBeNull();
    expect([read(named(), join(base, 'more')), read()?.policy.profile]).toEqual([null, 'strict']);
  });

  it.each<[string, () => void]>([
    ['a file is another user’s', () => giveAway('more/b.rules')],
    ['a file is broken', () => write('more/c.rules', 'prefix_rule(')],
    ['a file in a folder is a link that leads nowhere', () => symlinkSync('nowhere', at('more/c.rules'))],
    ['there is a folder of the administrator', () => mkdirSync(at('etc'))],
  ])('is none where %s', async (_, change) => {
    change();
    await keep();
    expect(readdirSync(base)).not.toContain('cache');
  });

  it('is none while a file could change without its stamp telling, or has changed while it was read', async () => {
    await keep(named(), Date.now());
    expect(readdirSync(base)).not.toContain('cache');
    const before = ownLooks(named(), Date.now() + DAY_MS);
    const { policy } = await filePolicySource({ rules: named(), requirements: [] }).load();
    write('a.rules', `${RULES}\n`);
    keepRules({ rules: named(), before, sources: await sourcesOfRules('strict'), engine: createEngine(policy) }, where, base);
    expect(readdirSync(base)).not.toContain('cache');
  });

  it('is none for what is neither file nor folder', () => {
    expect([ownLooks(['/dev/null']), ownLooks([at('nowhere')]), ownLooks(named())?.looks.length]).toEqual([null, null, 3]);
  });
});
