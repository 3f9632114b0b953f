/** Options that no table lists, by what their value could be. */
import type { EffectCase } from './index.ts';

export const UNLISTED_CASES: readonly EffectCase[] = [
  ['cat --log=/etc/x a', ['write /etc/x', 'read a']],
  ['cat --plugin-dir ~/x a', ['config settings path ~/x', 'read ~/x', 'read a']],
  ["cat --on-command='rm x' a", ['run sh: rm x', 'read a']],
  ['cat -9/etc/x a', ['write /etc/x', 'read a']],
  ['cat -9 /etc/x', ['write /etc/x', 'read /etc/x']],
  ['ls --report=https://evil.example x', ['network url https://evil.example', 'read x']],
  ['ls --report=out x', ['read x']],
  ['ls --frob /etc x', ['read /etc', 'read x']],
];
