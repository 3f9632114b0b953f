/** A hook that is killed, starved or corrupted blocks: in every agent's contract only exit code 2 does, and anything else may mean "carry on". */
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { MAX_HOOK_INPUT_BYTES } from '../../src/base/index.ts';
import { keepCompiledEngine } from '../../src/hooks/engine-file.node.ts';
import { AGENT_NAMES } from '../../src/hooks/index.ts';
import { hookScript, killChildOf, runHookAlone, runInstalled, start, temporaryFolder } from '../support/hook-process.ts';

const HARMLESS = JSON.stringify({ hook_event_name: 'PreToolUse', cwd: '/', tool_name: 'Bash', tool_input: { command: 'ls' } });
const BLOCKED = { code: 2, signal: null, stdout: '', stderr: expect.stringMatching(/^portcullis: /) };
/** Whatever stood on stderr before, the line around it has the last word. */
const LINE_BLOCKED = { ...BLOCKED, stderr: expect.stringMatching(/portcullis: blocked: no answer from the hook\n$/) };

beforeAll(() => hookScript());

describe('a hook', () => {
  it('answers, alone and installed', async () => {
    const said = expect.stringMatching(/^\{"hookSpecificOutput":\{.*"permissionDecision":"allow".*\}\n$/);
    const answered = { code: 0, signal: null, stderr: '', stdout: said };
    expect(await runHookAlone(['claude-code'], { stdin: HARMLESS })).toEqual(answered);
    expect(await runInstalled('claude-code', { stdin: HARMLESS })).toEqual(answered);
    expect(await runInstalled('codex', { stdin: HARMLESS })).toEqual({ ...answered, stdout: '' });
  });

  it.each(AGENT_NAMES)('for %s blocks what is no input', async (agent) => {
    expect(await runHookAlone([agent], { stdin: '' })).toEqual(BLOCKED);
    expect(await runHookAlone([agent], { stdin: '{"cwd":' })).toEqual(BLOCKED);
  });

  it.each([
    ['no agent', []],
    ['an agent that nobody knows', ['claud-code']],
    ['an option that nobody knows', ['claude-code', '--fast']],
    ['an option without its value', ['claude-code', '--shell']],
  ])('blocks with %s', async (_, args) => {
    expect(await runHookAlone(args, { stdin: HARMLESS })).toEqual(BLOCKED);
  });

  it('blocks bytes that are no UTF-8', async () => {
    expect(await runHookAlone(['claude-code'], { stdin: Buffer.from([0x7b, 0xff, 0x7d]) })).toEqual(BLOCKED);
  });

  it('blocks more input than it reads', async () => {
    const stdin = `${HARMLESS.slice(0, -1)},"x":"${'a'.repeat(MAX_HOOK_INPUT_BYTES)}"}`;
    expect(await runHookAlone(['claude-code'], { stdin })).toEqual(BLOCKED);
  });

  it('blocks where the policy is broken', async () => {
    const requirements = join(temporaryFolder(), 'requirements.toml');
    writeFileSync(requirements, 'allowed_approval_policies = [');
    const result = await runHookAlone(['generic'], { stdin: '{"command":"ls"}', env: { PORTCULLIS_REQUIREMENTS: requirements } });
    expect(result).toMatchObject({ code: 2, stderr: expect.stringMatching(/^portcullis: forbidden: /) });
  });

  it.each([
    ['nobody reads stdout', '> >(true)'],
    ['stdout is full', '> /dev/full'],
  ])('blocks where %s', async (_, redirection) => {
    // `wait`: until the reader has gone.
    const line = `{ wait $!; ${quoted(process.execPath)} ${quoted(hookScript())} claude-code; echo $? >&3; } ${redirection}`;
    const { stderr } = await start('/bin/bash', ['-c', `exec 3>&2; printf '%s' ${quoted(HARMLESS)} | { ${line}; }`], {});
    expect(stderr).toMatch(/(?:^|\n)2\n$/);
  });
});

describe('an installed hook', () => {
  it.concurrent('that waits for input that never ends blocks by its own deadline', async () => {
    expect(await runInstalled('claude-code', { stdin: null })).toMatchObject({
      ...LINE_BLOCKED,
      stderr: expect.stringMatching(/no answer within \d+ ms/),
    });
  });

  it.concurrent.each(['SIGKILL', 'SIGTERM', 'SIGSEGV', 'SIGABRT'] as const)('that %s ends blocks', async (signal) => {
    const result = await runInstalled('claude-code', {
      stdin: null,
      whileRunning: (pid) => void killChildOf(pid, signal),
    });
    expect(result).toEqual({ ...LINE_BLOCKED, stdout: '' });
  });

  it('without memory blocks', async () => {
    const folder = temporaryFolder();
    const node = join(folder, 'node');
    writeFileSync(node, `#!/bin/sh\nulimit -v 300000\nexec ${quoted(process.execPath)} "$@"\n`, { mode: 0o755 });
    expect(await runInstalled('claude-code', { stdin: HARMLESS }, { node })).toEqual(LINE_BLOCKED);
  });

  it('without file descriptors blocks', async () => {
    const node = join(temporaryFolder(), 'node');
    writeFileSync(node, `#!/bin/sh\nulimit -n 6\nexec ${quoted(process.execPath)} "$@"\n`, { mode: 0o755 });
    expect(await runInstalled('claude-code', { stdin: HARMLESS }, { node })).toEqual(LINE_BLOCKED);
  });

  it.each([
    ['Node', { node: '/nowhere/node' }],
    ['the script', { script: '/nowhere/hook.cjs' }],
  ])('without %s blocks', async (_, program) => {
    expect(await runInstalled('codex', { stdin: HARMLESS }, program)).toEqual(LINE_BLOCKED);
  });

  it.each([
    ['empty', () => ''],
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['cut off behind its first line', (text: string) => text.slice(0, text.indexOf('\n') + 1)],
    ['no script', () => '\0\u0001'],
    ['another script', () => 'process.exit(0);\n'],
  ])('whose script is %s blocks', async (_, corrupt) => {
    const script = join(temporaryFolder(), 'hook.cjs');
    writeFileSync(script, corrupt(readFileSync(hookScript(), 'utf8')));
    expect(await runInstalled('codex', { stdin: HARMLESS }, { script })).toEqual(LINE_BLOCKED);
  });

  describe('with the compiled form of its engine', () => {
    afterEach(() => {
      vi.unstubAllEnvs();
    });

    const FORBIDDEN = HARMLESS.replace('"ls"', '"git push --force"');

    /** A hook of its own, with what is kept of its engine. */
    async function keptEngine(): Promise<{ readonly script: string; readonly kept: readonly string[] }> {
      const folder = temporaryFolder();
      for (const name of ['hook.cjs', 'hook-alone.cjs', 'hook-kept.cjs', 'hook-engine.cjs'])
        copyFileSync(join(dirname(hookScript()), name), join(folder, name));
      vi.stubEnv('XDG_CACHE_HOME', folder);
      expect(await keepCompiledEngine(join(folder, 'hook.cjs'))).toBe(true);
      const names = readdirSync(folder).filter((name) => name.endsWith('.v8'));
      expect(names).toHaveLength(3);
      return { script: join(folder, 'hook.cjs'), kept: names.map((name) => join(folder, name)) };
    }

    it('answers the same, and without that form too', async () => {
      const { script, kept } = await keptEngine();
      const whole = await runInstalled('claude-code', { stdin: FORBIDDEN }, { script });
      expect(whole).toMatchObject({ code: 0, stdout: expect.stringMatching(/"permissionDecision":"deny"/) });
      for (const each of kept) rmSync(each);
      expect(await runInstalled('claude-code', { stdin: FORBIDDEN }, { script })).toEqual(whole);
    });

    it.each([
      ['empty', () => Buffer.alloc(0)],
      ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
      ['overwritten', (bytes: Buffer) => bytes.fill(0xa5, 64)],
      ['of another version of V8', (bytes: Buffer) => bytes.fill(0xa5, 0, 16)],
    ])('that is %s never allows', async (_, corrupt) => {
      const { script, kept } = await keptEngine();
      for (const each of kept) writeFileSync(each, corrupt(readFileSync(each)));
      const { code, stdout } = await runInstalled('claude-code', { stdin: FORBIDDEN }, { script });
      expect(code === 2 || (code === 0 && /"permissionDecision":"deny"/.test(stdout))).toBe(true);
    });
  });

  it('is not led astray by options for Node', async () => {
    const preload = join(temporaryFolder(), 'preload.cjs');
    writeFileSync(preload, 'process.exit(64);\n');
    const { stdout } = await runInstalled('claude-code', { stdin: HARMLESS, env: { NODE_OPTIONS: `--require ${preload}` } });
    expect(stdout).toMatch(/"permissionDecision":"allow"/);
  });
});

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
