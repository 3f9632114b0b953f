/** Hooks in configurations of agents: put in once, taken out without a trace, everything else left alone. */
import { describe, expect, it } from 'vitest';
import { findHandlers, putHooks, removeHooks } from '../../src/hooks/install/hook-config.ts';
import { INSTALLATIONS } from '../../src/hooks/install/installation.ts';
import { formatDiff } from '../../src/hooks/install/text-diff.ts';
import { installedCommand } from '../../src/hooks/installed-command.ts';
import { parseJsonDocument } from '../../src/mcp/index.ts';

const ARGS = { agent: 'claude-code', shell: null, enforcement: 'none', leavesPrompts: false, isInstalled: true } as const;
const COMMAND = installedCommand({ node: '/opt/node/bin/node', script: '/opt/a b/hook.cjs', shell: null }, ARGS);
const { 'claude-code': CLAUDE, cursor: CURSOR } = INSTALLATIONS;

const FOREIGN = `{
    // my settings
    "model": "opus",
    "hooks": {
        "PreToolUse": [
            { "matcher": "Bash", "hooks": [{ "type": "command", "command": "./lint.sh" }] } // mine
        ],
        "Stop": []
    }
}
`;

async function handlersIn(text: string) {
  const { value } = await parseJsonDocument('settings.json', text);
  return value === null ? null : findHandlers(value.value).map(({ event, command }) => [event, command]);
}

describe('the line that is installed', () => {
  it('quotes what a shell would split, and says everything that was asked for', () => {
    const options = { ...ARGS, agent: 'codex', shell: 'zsh', enforcement: 'sandbox', leavesPrompts: true } as const;
    const rest =
      "/usr/bin/node '/it'\\''s/hook.cjs' codex --shell zsh --enforcement sandbox --leave-prompts --installed; " +
      "[ $? -eq 64 ] || { echo 'portcullis: blocked: no answer from the hook' >&2; exit 2; }";
    const program = { node: '/usr/bin/node', script: "/it's/hook.cjs" };
    expect(installedCommand({ ...program, shell: null }, options)).toBe(`NODE_OPTIONS= ${rest}`);
    const shell = { bash: '/bin/bash', script: '/a b/portcullis-hook.sh' };
    expect(installedCommand({ ...program, shell }, options)).toBe(`NODE_OPTIONS= LC_ALL=C /bin/bash -p '/a b/portcullis-hook.sh' ${rest}`);
  });
});

describe.each(Object.values(INSTALLATIONS))('a configuration of $agent', (installation) => {
  it.each([
    ['nothing', installation.start],
    ['other hooks and comments', FOREIGN],
    ['tabs', '{\n\t"a": 1\n}\n'],
    ['lines that end as on Windows', '{\r\n  "a": 1\r\n}\r\n'],
  ])('with %s gets the hooks once and loses them again', async (_, text) => {
    const { value } = await putHooks('settings.json', text, installation.entries(COMMAND));
    const events = installation.entries(COMMAND).map(({ path }) => [path[1], COMMAND]);
    expect((await handlersIn(value ?? ''))?.toSorted()).toEqual(events.toSorted());
    expect(await putHooks('settings.json', value ?? '', installation.entries(COMMAND))).toEqual({ value, diagnostics: [] });
    const removed = await removeHooks('settings.json', value ?? '');
    const [left, before] = await Promise.all([removed.value ?? '', text].map((each) => parseJsonDocument('settings.json', each)));
    expect(left?.value?.value).toEqual(before?.value?.value);
  });
});

describe('an edit', () => {
  it('keeps every line that is not ours', async () => {
    const { value } = await putHooks('settings.json', FOREIGN, CLAUDE.entries(COMMAND));
    const withoutCommas = (text: string): string => text.replaceAll(',', '');
    const kept = withoutCommas(FOREIGN)
      .split('\n')
      .filter((line) => /mine|my settings|model|Stop/.test(line));
    expect(kept.length).toBe(4);
    expect(kept.filter((line) => !withoutCommas(value ?? '').includes(line.trim()))).toEqual([]);
    expect((await removeHooks('settings.json', value ?? '')).value).toBe(FOREIGN);
  });

  it('replaces an older hook where it stands, and takes out what stands twice', async () => {
    const old = COMMAND.replace('/opt/node/bin/node', '/old/node');
    const { value: once } = await putHooks('hooks.json', FOREIGN, CURSOR.entries(old));
    const twice = (once ?? '').replace(/("beforeReadFile": \[)/, `$1 { "command": ${JSON.stringify(old)} },`);
    expect((await handlersIn(twice))?.length).toBe(4);
    const { value } = await putHooks('hooks.json', twice, CURSOR.entries(COMMAND));
    expect(await handlersIn(value ?? '')).toEqual(CURSOR.entries('').map(({ path }) => [path[1], COMMAND]));
  });

  it.each([
    ['{ "hooks": ', null],
    ['{ "hooks": { "PreToolUse": {} } }', 'HK001'],
    ['{ "hooks": 3 }', 'HK001'],
    ['[]', 'HK001'],
    ['', null],
  ])('of what it does not understand is none: %s', async (text, code) => {
    const { value, diagnostics } = await putHooks('settings.json', text, CLAUDE.entries(COMMAND));
    expect(value).toBeNull();
    expect(diagnostics.length).toBe(1);
    if (code !== null) expect(diagnostics[0]?.code).toBe(code);
  });
});

describe('a difference', () => {
  it('shows what goes and comes, and the lines around it', () => {
    expect(formatDiff('/a', 'a\nb\nc\nd\ne\nf\ng\nh\n', 'a\nb\nc\nd\nX\nY\nf\ng\nh\n')).toBe(
      '--- /a\n+++ /a\n b\n c\n d\n-e\n+X\n+Y\n f\n g\n h',
    );
    expect(formatDiff('/a', null, 'x\n')).toBe('--- nothing\n+++ /a\n+x');
    expect(formatDiff('/a', 'x\n', null)).toBe('--- /a\n+++ nothing\n-x');
  });
});
