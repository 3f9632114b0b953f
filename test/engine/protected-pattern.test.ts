/** Patterns of paths that could mean a file of the policy itself: they are judged as that file is. */
import { describe, expect, it } from 'vitest';
import { createEngine, parsePolicy } from '../../src/engine/index.ts';

const CONFIG = '/home/me/.config/portcullis';
const DAEMON = '/home/me/run/7/portcullis';

function decisionOf(command: string): string {
  const { value } = parsePolicy([
    { pattern: ['touch'], decision: 'allow' },
    { pattern: ['cp'], decision: 'allow' },
  ]);
  if (value === null) throw new Error('the rules of this test are broken');
  const policy = { ...value, policyPaths: [CONFIG, DAEMON] };
  const defaults = { shell: 'bash', cwd: '/home/me', home: '/home/me', sandbox: { mode: 'danger-full-access' } } as const;
  return createEngine(policy, { seed: 1, defaults }).evaluate({ command }).decision;
}

describe('a pattern that could mean a file of the policy', () => {
  it.each([
    `touch ${DAEMON}/daemon.sock`,
    'touch /home/me/run/7/port*/daemon.sock',
    'touch /home/me/run/7/[p]ortcullis/daemon.sock',
    'touch /home/me/run/7/[!a]ortcullis/daemon.sock',
    'touch /home/me/run/7/[]p]ortcullis/daemon.sock',
    'touch /home/me/run/?/portculli?/daemon.sock',
    'touch /home/me/*/7/*/daemon.sock',
    'touch /home/me/run/**/daemon.sock',
    'cp new.toml .config/port*/config.toml',
    'cp new.toml .conf[i]g/portcullis/config.toml',
    'cp new.toml .config/*/config.toml',
  ])('%s prompts', (command) => {
    expect(decisionOf(command)).toBe('prompt');
  });

  it.each([
    'touch /home/me/run/7/other/daemon.sock',
    'touch /home/me/run/8/**/daemon.sock',
    'touch src/**/config.toml',
    'touch /home/me/run/7/port*x/daemon.sock',
    'touch /home/me/run/[8]/x*/daemon.sock.bak/y',
    'cp new.toml src/port*/config.toml',
  ])('%s is as free as any other file', (command) => {
    expect(decisionOf(command)).toBe('allow');
  });
});
