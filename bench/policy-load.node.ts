/**
 * From disk to a snapshot: a full stack of ten layers with 2,000 rules, loaded anew, loaded again unchanged, and with one file changed.
 *
 * Unchanged must cost stamps only; the figure beside it is the same number of bare `stat` calls.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPolicyLoader, diskFiles, NO_FLAGS, noPreferences, type PolicyLoader, placesOf } from '../src/config/index.node.ts';
import { compete, type Effort, medianOf, over, type Result } from './scenario.ts';

const DAY_MS = 86_400_000;

/** 500 rules in each of four places, and six layers of settings. */
function writeStack(base: string): void {
  const write = (path: string, text: string) => {
    mkdirSync(join(base, path, '..'), { recursive: true });
    writeFileSync(join(base, path), text);
  };
  const rules = (name: string) =>
    Array.from({ length: 500 }, (_, i) => `prefix_rule(pattern = ["${name}${i % 50}", ["a${i}", "b"]], decision = "prompt")\n`).join('');
  const required = Array.from(
    { length: 500 },
    (_, i) => `  { pattern = [{ token = "tool${i}" }, { any_of = ["x", "y"] }], decision = "forbidden" },\n`,
  );
  write('etc/requirements.toml', `allowed_approval_policies = ["on-request"]\n[rules]\nprefix_rules = [\n${required.join('')}]\n`);
  write('etc/managed_config.toml', 'web_search = "cached"\n');
  write('etc/config.toml', 'model = "m"\n');
  write('etc/rules/a.rules', rules('system'));
  write('home/.codex/config.toml', `[projects."${join(base, 'repo')}"]\ntrust_level = "trusted"\n`);
  write('home/.codex/work.config.toml', 'sandbox_mode = "workspace-write"\n');
  write('home/.codex/rules/a.rules', rules('user'));
  write('repo/.git/HEAD', '');
  write('repo/.codex/config.toml', 'web_search = "cached"\n');
  write('repo/.codex/rules/a.rules', rules('project'));
}

function loaderOver(base: string): PolicyLoader {
  const places = { ...placesOf({ platform: 'linux', home: join(base, 'home'), env: {} }), system: [join(base, 'etc')] };
  return createPolicyLoader({
    profile: 'strict',
    hostname: async () => null,
    cwd: join(base, 'repo'),
    context: { platform: 'linux', places, files: diskFiles, preferences: noPreferences },
    flags: { ...NO_FLAGS, configProfile: 'work' },
    // As if everything had been written yesterday, so that stamps can be relied on.
    now: () => Date.now() + DAY_MS,
  });
}

export async function benchPolicyLoad({ timing }: Effort): Promise<Result> {
  const base = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  try {
    writeStack(base);
    const warm = loaderOver(base);
    const { rules, requirements, layers, policyPaths } = await warm.load();
    const count = rules.reduce((sum, layer) => sum + layer.rules.prefixRules.length, requirements?.rules.length ?? 0);
    if (count !== 2_000) throw new Error(`the stack of the bench has ${count} rules`);
    const stamped = [...layers.map((layer) => layer.path), ...policyPaths];
    let change = 0;
    const rows = await compete(
      `full stack, ${layers.length} sources, ${count} rules`,
      1,
      [
        { name: 'load', run: () => loaderOver(base).load() },
        { name: 'load unchanged', run: () => warm.load() },
        { name: 'bare stat calls', run: over(stamped, (path) => statSync(path, { throwIfNoEntry: false })) },
        {
          name: 'load, one small file changed',
          run: () => {
            writeFileSync(join(base, 'etc/config.toml'), `model = "m${change++}"\n`);
            return warm.load();
          },
        },
      ],
      timing,
    );
    return {
      rows,
      measures: { 'load unchanged / stat calls': medianOf(rows, 'load unchanged') / medianOf(rows, 'bare stat calls') },
      skipped: [],
    };
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}
