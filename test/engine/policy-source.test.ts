/** Where policy comes from: files that were named count as they lie, and nobody but people switches the built-in policy off. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { filePolicySource, machinePolicySource } from '../../src/engine/index.node.ts';
import { createEngine, type Policy, starterPolicy } from '../../src/engine/index.ts';

const BASE = mkdtempSync(join(tmpdir(), 'portcullis-source-'));
const START = process.cwd();

afterEach(() => {
  process.chdir(START);
  vi.unstubAllEnvs();
});
afterAll(() => rmSync(BASE, { recursive: true, force: true }));

function write(path: string, text: string): void {
  const full = join(BASE, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, text);
}

function decide(policy: Policy, command: string): string {
  return createEngine(policy, { defaults: { cwd: BASE, home: '/home/dev' } }).evaluate({ command }).decision;
}

describe('files that are named', () => {
  write('deny/requirements.toml', '[permissions.filesystem]\ndeny_read = ["secrets", "**/.env", "~/.ssh/**"]\n');
  write('deny/cat.rules', 'prefix_rule(pattern=["cat"])\n');
  const rules = [join(BASE, 'deny/cat.rules')];

  test.each([
    ['beside', 'deny', 'requirements.toml'],
    ['in a folder below', '.', 'deny/requirements.toml'],
    ['above', 'deny/below', '../requirements.toml'],
    ['by its whole path', '.', join(BASE, 'deny/requirements.toml')],
  ])('paths of a requirements file start where it lies: named %s', async (_, folder, name) => {
    mkdirSync(join(BASE, folder), { recursive: true });
    process.chdir(join(BASE, folder));
    const { policy } = await filePolicySource({ rules, requirements: [name] }).load();
    const asked = ['deny/secrets/key', 'deny/a/.env', '/home/dev/.ssh/id', 'secrets/key', 'a/.env', 'deny/other'];
    expect(asked.map((path) => decide(policy, `cat ${path}`))).toEqual(['forbidden', 'forbidden', 'forbidden', 'allow', 'prompt', 'allow']);
  });

  test('rules count whatever the file is called', async () => {
    write('named/rules.txt', 'prefix_rule(pattern=["make"], decision="forbidden")\n');
    const { policy } = await filePolicySource({ rules: [join(BASE, 'named/rules.txt')], requirements: [] }).load();
    expect([decide(policy, 'make'), policy.diagnostics]).toEqual(['forbidden', []]);
  });
});

describe('the policy of the machine', () => {
  async function load(profile: 'strict' | 'codex' = 'strict'): Promise<Policy> {
    vi.stubEnv('CODEX_HOME', join(BASE, 'home/.codex'));
    return (await machinePolicySource(join(BASE, 'repository'), profile).load()).policy;
  }

  test('is the built-in one where nothing is set up, also beside a project that nobody trusts', async () => {
    const { fingerprint } = starterPolicy();
    mkdirSync(join(BASE, 'repository/.git'), { recursive: true });
    expect((await load()).fingerprint).toBe(fingerprint);
    write('repository/.codex/rules/own.rules', 'prefix_rule(pattern=["git"])\n');
    write('repository/.codex/config.toml', 'sandbox_mode = "danger-full-access"\n');
    const policy = await load();
    expect([policy.fingerprint, decide(policy, 'git push --force'), decide(policy, 'ls')]).toEqual([fingerprint, 'forbidden', 'allow']);
  });

  test('is none in the profile of Codex, which has no built-in one', async () => {
    expect((await load('codex')).rules.prefixRules).toEqual([]);
  });

  test('is what the user has set up as soon as there is any', async () => {
    write('home/.codex/rules/own.rules', 'prefix_rule(pattern=["make"])\n');
    const policy = await load();
    expect([decide(policy, 'make'), decide(policy, 'ls')]).toEqual(['allow', 'prompt']);
  });
});
