/** The digests under which Codex trusts a hook: recorded from codex-cli 0.169.0, which lists them for a file of hooks. */
import { expect, test } from 'vitest';
import { putTrust, removeTrust, trustedHook, trustedIn } from '../../src/hooks/install/codex-trust.ts';
import { findHandlers } from '../../src/hooks/install/hook-config.ts';
import { NO_ANSWER } from '../../src/hooks/installed-command.ts';

const FILE = '/home/dev/.codex/hooks.json';

function found(event: string, group: number, handler: Readonly<Record<string, unknown>>) {
  const element = ['hooks', event, group];
  return { event, element, path: [...element, 'hooks', 0], command: String(handler.command), handler };
}

test.each([
  [
    'PreToolUse',
    0,
    null,
    { command: 'echo hi', timeout: 60 },
    'pre_tool_use:0:0',
    '653e2d119b427a6498284345b265624fbf5733deb5e4283d332e54e7e4d306af',
  ],
  [
    'PreToolUse',
    1,
    'Bash',
    { command: 'echo \'x\' "y" é', timeout: 60, statusMessage: 'portcullis' },
    'pre_tool_use:1:0',
    '0dbeb928128718e94058f794162cc636f2441b7eda764404faf63b07ddf9d6c5',
  ],
  [
    'PermissionRequest',
    0,
    null,
    { command: 'echo hi' },
    'permission_request:0:0',
    '627d5479bfc3fc09415e10ece2e91756f584fcc0076ca6e31e55cd0bab0090b5',
  ],
])('a hook at %s %d', (event, group, matcher, handler, key, digest) => {
  expect(trustedHook(FILE, found(event, group, { type: 'command', ...handler }), matcher)).toEqual({
    key: `${FILE}:${key}`,
    digest: `sha256:${digest}`,
  });
});

test('a hook of ours is found in a group, beside others', () => {
  const handler = { type: 'command', command: `x || echo '${NO_ANSWER}'` };
  const config = {
    hooks: { PreToolUse: [{ hooks: [{ command: 'other' }] }, { hooks: [{ command: 'other' }, handler] }], Stop: [handler] },
  };
  expect(findHandlers(config)).toEqual([
    {
      event: 'PreToolUse',
      element: ['hooks', 'PreToolUse', 1],
      path: ['hooks', 'PreToolUse', 1, 'hooks', 1],
      command: handler.command,
      handler,
    },
    { event: 'Stop', element: ['hooks', 'Stop', 0], path: ['hooks', 'Stop', 0], command: handler.command, handler },
  ]);
});

const HOOKS = [
  { key: `${FILE}:pre_tool_use:0:0`, digest: `sha256:${'a'.repeat(64)}` },
  { key: `${FILE}:permission_request:0:0`, digest: `sha256:${'b'.repeat(64)}` },
];
const KEYS = new Set(HOOKS.map(({ key }) => key));
const OTHER = '[hooks.state."/other:stop:0:0"] # kept\ntrusted_hash = "sha256:c"\n';

test.each([
  ['nothing', ''],
  ['settings and comments', '# mine\nmodel = "x" # why\n\n[features]\nhooks = true\n'],
  ['the trust of other hooks', `model = "x"\n\n${OTHER}`],
  ['no newline at the end', 'model = "x"'],
])('trust comes and goes in a configuration with %s', async (_, text) => {
  const { value } = await putTrust('config.toml', text, FILE, HOOKS);
  const known = await trustedIn('config.toml', value ?? '');
  expect(HOOKS.map(({ key }) => known?.get(key))).toEqual(HOOKS.map(({ digest }) => digest));
  expect(value?.startsWith(text)).toBe(true);
  expect(await putTrust('config.toml', value ?? '', FILE, HOOKS)).toEqual({ value, diagnostics: [] });
  const restored = (await removeTrust('config.toml', value ?? '', FILE, KEYS)).value;
  expect(restored?.trimEnd()).toBe(text.trimEnd());
});

test('a changed hook is trusted anew, once', async () => {
  const { value } = await putTrust('config.toml', OTHER, FILE, HOOKS);
  const changed = HOOKS.map(({ key }) => ({ key, digest: `sha256:${'d'.repeat(64)}` }));
  const again = await putTrust('config.toml', value ?? '', FILE, changed);
  expect((await trustedIn('config.toml', again.value ?? ''))?.size).toBe(3);
  expect(again.value).not.toContain('a'.repeat(64));
});

test.each([['hooks = { state = {} }\n'], ['model = \n']])('a configuration that cannot take it is refused: %s', async (text) => {
  const { value, diagnostics } = await putTrust('config.toml', text, FILE, HOOKS);
  expect([value, diagnostics.map(({ code }) => code)]).toEqual([null, ['HK002']]);
});
