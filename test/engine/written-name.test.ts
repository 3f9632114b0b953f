/** Substitutions of which only the shape is known: one name that is no option, no range and no folder. */
import { describe, expect, it } from 'vitest';
import { isName } from '../../src/engine/writer.ts';

describe('one name is what is written by', () => {
  it.each([
    'git rev-parse HEAD',
    'git rev-parse --short HEAD~2',
    'git rev-parse -q --verify origin/main',
    'git rev-parse --abbrev-ref HEAD',
    'git rev-parse v1.2.3',
    'git merge-base HEAD origin/main',
    'git merge-base @~3 feature/x-y',
    'git branch --show-current',
    'date +%Y-%m-%d',
    'whoami',
    'id -un',
    'uname -m',
    'hostname -s',
  ])('%s', (text) => {
    expect(isName(text.split(' '))).toBe(true);
  });
});

describe('anything may be written by', () => {
  it.each([
    'git rev-parse',
    'git rev-parse --short',
    'git rev-parse --output=x',
    'git rev-parse --shortest',
    'git rev-parse --abbrev-ref main',
    'git rev-parse a..b',
    'git rev-parse a/../b',
    'git rev-parse main/',
    'git rev-parse /etc',
    'git rev-parse a b',
    'git merge-base a',
    'git merge-base --all a b',
    'git merge-base a -h',
    'git merge-base a ..',
    'git describe --tags',
    'my-git rev-parse HEAD',
    'uname -o',
    'uname -a',
    'hostname -I',
    'id -Gn',
    'id',
  ])('%s', (text) => {
    expect(isName(text.split(' '))).toBe(false);
  });

  it('git of a word that is not known', () => {
    expect(isName(['git', 'merge-base', 'HEAD', null])).toBe(false);
  });
});
