/** Which prefix of a command could always be allowed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bannedReason, suggestPrefix } from '../../src/rules/index.ts';
import { MEANINGFUL_PREFIXES } from '../../src/rules/meaningful-prefixes.ts';

function suggest(command: string): string | null {
  const suggestion = suggestPrefix(command.split(' '));
  return suggestion.type === 'prefix' ? suggestion.prefix.join(' ') : null;
}

test.each([
  ['git push origin main', 'git push origin'],
  ['git status -s', 'git status'],
  ['npm run build -- --watch', 'npm run build'],
  ['docker compose up -d', 'docker compose up'],
  ['cargo test --all', 'cargo test'],
  ['python3 -m pytest tests', 'python3 -m pytest'],
  ['kubectl get pods -A', 'kubectl get pods'],
  ['uv pip install requests', 'uv pip install requests'],
  ['./gradlew build', './gradlew build'],
  ['ls -la', 'ls'],
])('of %s it is %s', (command, prefix) => {
  expect(suggest(command)).toBe(prefix);
});

describe('there is none', () => {
  test.each([
    'git',
    'git push',
    'git push --force origin',
    'git -C x push origin',
    'git reset --hard',
    'npm',
    'npm run',
    'npx jest',
    'docker run x',
    'docker compose exec web sh',
    'kubectl exec x',
    'python3 x.py',
    'python3 -c 1',
    'node x.js',
    'bash',
    'bash x.sh',
    'sh -c ls',
    'sudo ls',
    'env A=1 ls',
    'xargs ls',
    'find .',
    'timeout 5 ls',
    'nohup ls',
    'ssh host',
    'curl x',
    'rm -rf x',
    'make',
    'make CC=evil',
    './script',
    'frobnicate x',
    '/usr/bin/git push origin',
    'eval ls',
    'awk 1',
    'sed p',
    'constructor',
    '__proto__ x',
  ])('for %s', (command) => {
    expect(suggest(command)).toBeNull();
  });

  test.each([
    'ghp_0123456789abcdefghijABCDEFGHIJ012345',
    'sk-proj-abcdefgh',
    'AKIAIOSFODNN7EXAMPLE',
    'https://me:pw@example.com/x.git',
    'wJalrXUtnFEMI7K7MDENG3bPxRfiCYEXAMPLEKEY',
    'eyJhbGciOiJIUzI1NiJ9.e30.x',
  ])('with the secret %s', (secret) => {
    expect(suggestPrefix(['git', 'clone', secret])).toEqual({
      type: 'none',
      reason: 'a word of it looks like a secret, which must not be written down',
    });
  });

  test('where a word is not known before it runs', () => {
    expect(suggestPrefix([null, 'x'])).toMatchObject({ type: 'none' });
    expect(suggestPrefix(['git', 'push', null])).toMatchObject({ type: 'none' });
    expect(suggestPrefix(['git', null])).toMatchObject({ type: 'none' });
    expect(suggestPrefix(['git', 'push', 'origin', null])).toEqual({ type: 'prefix', prefix: ['git', 'push', 'origin'] });
    expect(suggestPrefix([])).toMatchObject({ type: 'none' });
  });
});

test('names of projects are no secrets', () => {
  expect(suggest('git clone https://github.com/example-organisation/example-repository-of-services.git')).not.toBeNull();
  expect(suggest('npm run test:integration-of-everything')).not.toBeNull();
});

test('no line of the table is banned, or names what runs others', () => {
  const runners = [
    'bash',
    'sh',
    'zsh',
    'dash',
    'ksh',
    'fish',
    'pwsh',
    'cmd',
    'sudo',
    'doas',
    'su',
    'env',
    'xargs',
    'find',
    'nohup',
    'timeout',
    'nice',
    'time',
    'exec',
    'eval',
    'command',
    'npx',
    'pnpx',
    'bunx',
    'uvx',
    'node',
    'ruby',
    'perl',
    'php',
    'lua',
    'awk',
    'sed',
    'ssh',
    'watch',
    'parallel',
    'strace',
    'gdb',
    'rm',
    'dd',
    'mkfs',
    'chmod',
    'chown',
    'curl',
    'wget',
    'tar',
    'vim',
    'ed',
    'tee',
  ];
  expect(runners.filter((program) => MEANINGFUL_PREFIXES.has(program))).toEqual([]);
  const banned = [...MEANINGFUL_PREFIXES].flatMap(([program, prefixes]) =>
    prefixes.filter((positions) => {
      const words = positions.map((position) => (position.type === 'words' ? position.words : []));
      return words.length === 0
        ? bannedReason([program]) !== null
        : words[0]?.some((word) => words.length === 1 && bannedReason([program, word]) !== null);
    }),
  );
  expect(banned).toEqual([]);
});

test('a suggestion is always a prefix of the command, and never banned', () => {
  const programs = [...MEANINGFUL_PREFIXES.keys(), 'python3', 'bash', 'x'];
  const words = ['run', 'push', 'install', '-c', 'origin', '-m', 'compose', 'up', '', 'a b', '$(x)'];
  const commands = fc.tuple(fc.constantFrom(...programs), fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 4 }));
  fc.assert(
    fc.property(commands, ([program, rest]) => {
      const suggestion = suggestPrefix([program, ...rest]);
      if (suggestion.type === 'none') return;
      expect([program, ...rest].slice(0, suggestion.prefix.length)).toEqual(suggestion.prefix);
      expect(bannedReason(suggestion.prefix)).toBeNull();
    }),
  );
});
