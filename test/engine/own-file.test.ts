/** Open files of the process that runs, by their names under `/dev`: harmless as long as they are what they seem to be. */
import { describe, expect, it } from 'vitest';
import { ASKED, codesOf, makeEngine, policyFrom } from '../support/command.ts';
import { viewOf } from '../support/file-view.ts';

const RULES = 'allow echo, tee, cat, exec, eval, true, dd, bash';

/** As this machine has them: links to what is open in the process that asks. */
const VIEW = viewOf({
  '/srv/repo/': '',
  '/dev/stdin': { link: '/proc/self/fd/0' },
  '/dev/stdout': { link: '/proc/self/fd/1' },
  '/dev/stderr': { link: '/proc/self/fd/2' },
  '/dev/fd': { link: '/proc/self/fd' },
  '/proc/self': { link: '4242' },
  '/proc/4242/fd/0': { link: '/srv/repo/a' },
  '/proc/4242/fd/1': { link: 'pipe:[1]' },
  '/proc/4242/fd/2': { link: '/srv/repo/a' },
  '/proc/4242/fd/3': { link: '/srv/repo' },
});

async function ask(command: string): Promise<readonly string[]> {
  const engines = [await makeEngine(policyFrom(RULES)), await makeEngine(policyFrom(RULES), VIEW)];
  return engines.map((engine) => {
    const answer = engine.evaluate({ ...ASKED, command });
    return [answer.decision, ...codesOf(answer)].join(' ');
  });
}

describe('writing to output by its name', () => {
  it.each([
    'echo x > /dev/stdout',
    'echo x > /dev/stderr',
    'echo x 2>/dev/stdout >/dev/null',
    'echo x | tee /dev/stderr',
    'echo x > /dev/fd/1',
    'echo x >> /dev/fd/2',
    'echo x > /dev/tty',
    'cat < /etc/hostname > /dev/stderr',
    'echo x >&2 2>&1 > /dev/stderr',
    'while true; do echo x > /dev/stderr; done < src/a.ts',
    '{ echo x >&3; } 3>&1',
    'cat /dev/stdin',
    'cat /dev/fd/0 < src/a.ts',
    'cat <&3; exec 3< src/a.ts',
  ])('is nothing: %s', async (command) => {
    expect(await ask(command)).toEqual(['allow', 'allow']);
  });
});

// Linux opens the file once more under such a name, for writing this time.
describe('writing to what was opened to be read', () => {
  it.each<readonly [string, string]>([
    ['{ echo x > /dev/stdin; } < ~/.bashrc', 'EN004'],
    ['{ echo x >> /dev/fd/0; } < ~/.bashrc', 'EN004'],
    ['exec 3<~/.bashrc; echo x > /dev/fd/3', 'EN006'],
    ['echo x | tee /dev/fd/3 3<~/.bashrc', 'EN006'],
    ['{ echo x > /dev/stdout; } 1<~/.bashrc', 'EN006'],
    ['echo x | dd of=/dev/stderr 2<~/.bashrc', 'EN006'],
    ['{ echo x | tee /dev/stdout; } 1<~/.bashrc', 'EN006'],
    ['{ echo x > /dev/stdout; } 3<~/.bashrc >&3', 'EN006'],
    ['{ { echo x > /dev/stdout; } >&0; } < ~/.bashrc', 'EN006'],
    ['{ { echo x > /dev/stdout; } 1<&0; } < ~/.bashrc', 'EN006'],
    ['n=0; { { echo x > /dev/stdout; } >&$n; } < ~/.bashrc', 'EN006'],
    ['exec {n}<~/.bashrc; { echo x > /dev/stdout; } >&$n', 'EN006'],
    ["bash -c 'echo x > /dev/stdout' 1<~/.bashrc", 'EN006'],
    ["while true; do echo x > /dev/stdout; eval 'exec 1<~/.bashrc'; done", 'EN006'],
    ['f() { echo x > /dev/stdout; }; exec 1<~/.bashrc; f', 'EN006'],
  ])('is asked about: %s', async (command, code) => {
    for (const answer of await ask(command)) {
      expect(answer.split(' ')[0]).toBe('prompt');
      expect(answer.split(' ')).toContain(code);
    }
  });
});

describe('a path below an open folder', () => {
  it.each(['exec 3<..; echo x > /dev/fd/3/b', 'exec 3<..; tee /dev/fd/3/b', 'exec 3<..; echo x > /proc/self/fd/3/b'])(
    'is asked about: %s',
    async (command) => {
      for (const answer of await ask(command)) expect(answer.split(' ')[0]).toBe('prompt');
    },
  );
});
