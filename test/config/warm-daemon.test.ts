/** Whether hooks may start the daemon: what requirements switch off nobody below switches on. */
import { expect, test } from 'vitest';
import { formatOrigin, warmDaemonSetting } from '../../src/config/index.ts';
import { HOME, machine, REPO, SYSTEM, TRUSTED } from '../support/machine.ts';

const says = (value: boolean) => `[portcullis]\nwarm_daemon = ${value}\n`;
const REQUIREMENTS = `${SYSTEM}/requirements.toml`;
const USER = `${HOME}/.codex/config.toml`;

test.each([
  ['nobody says anything', {}, true, /^built-in defaults$/],
  ['the user wants none', { [USER]: says(false) }, false, /config\.toml:2:/],
  ['the user says so', { [USER]: says(true) }, true, /config\.toml:2:/],
  ['requirements forbid it', { [REQUIREMENTS]: says(false) }, false, /requirements\.toml:2:/],
  ['requirements forbid it and the user wants it', { [REQUIREMENTS]: says(false), [USER]: says(true) }, false, /requirements\.toml:2:/],
  ['requirements permit it and the user wants none', { [REQUIREMENTS]: says(true), [USER]: says(false) }, false, /config\.toml:2:/],
  [
    'the user is stronger than the system',
    { [`${SYSTEM}/config.toml`]: says(true), [USER]: says(false) },
    false,
    /\.codex\/config\.toml:2:/,
  ],
  ['requirements are broken', { [REQUIREMENTS]: '[portcullis]\nwarm_daemon = 1\n' }, false, /^a policy that is broken$/],
])('where %s', async (_, files, value, origin) => {
  const setting = warmDaemonSetting(await machine({ files: { [USER]: TRUSTED, ...files } }).load());
  expect([setting.value, formatOrigin(setting.origin)]).toEqual([value, expect.stringMatching(origin)]);
});

test('a project that nobody has confirmed switches nothing on', async () => {
  const files = { [USER]: `${TRUSTED}${says(false)}`, [`${REPO}/.codex/config.toml`]: says(true) };
  expect(warmDaemonSetting(await machine({ files }).load()).value).toBe(false);
});
