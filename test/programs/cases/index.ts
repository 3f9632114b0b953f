/** All cases of the tables: a command and its effects, in the order in which they are noted. */
import { BUILTIN_CASES } from './builtins.ts';
import { COREUTIL_CASES } from './coreutils.ts';
import { SEARCH_CASES } from './search.ts';
import { TEXT_CASES } from './text.ts';
import { WRAPPER_CASES } from './wrappers.ts';

export type EffectCase = readonly [command: string, effects: readonly string[]];

export const CASES: readonly EffectCase[] = [...BUILTIN_CASES, ...COREUTIL_CASES, ...SEARCH_CASES, ...TEXT_CASES, ...WRAPPER_CASES];
