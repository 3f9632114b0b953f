/** Globs of rules and denied reads: the sandbox's own, with folding, and an answer for what cannot be told. */
import { expect, test } from 'vitest';
import { matchPath } from '../../src/engine/path-glob.ts';

test.each<[string, string, boolean, boolean]>([
  ['/srv/secret', '/srv/secret/key', false, true],
  ['/srv/secret/', '/srv/secret', false, true],
  ['/srv/secret', '/srv/secrets', false, false],
  ['/srv/*.pem', '/srv/a.pem', false, true],
  ['/srv/*.pem', '/srv/x/a.pem', false, false],
  ['**/.env', '/srv/x/.env', false, true],
  ['/srv/**', '/srv/x/y', false, true],
  ['/srv/key[0-9]', '/srv/key7', false, true],
  ['/srv/key[0-9]', '/srv/keyx', false, false],
  ['/SRV/*.PEM', '/srv/a.pem', true, true],
  ['/SRV/*.PEM', '/srv/a.pem', false, false],
])('`%s` and %s (folding: %s): %s', (glob, path, folds, expected) => expect(matchPath(glob, path, folds)).toBe(expected));

test('what is too long to be compared is what the caller says', () => {
  const long = `/${'a'.repeat(5_000)}`;
  expect([matchPath(long, '/x', false), matchPath('/x', long, false, true), matchPath('/**', long, false, false)]).toEqual([
    true,
    true,
    false,
  ]);
});
