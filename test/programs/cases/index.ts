/** All cases of the tables: a command and its effects, in the order in which they are noted. */
import { ARCHIVE_CASES } from './archives.ts';
import { BUILD_CASES } from './build.ts';
import { BUILTIN_CASES } from './builtins.ts';
import { CLOUD_CASES } from './clouds.ts';
import { COMPILER_CASES } from './compilers.ts';
import { CONTAINER_CASES } from './containers.ts';
import { COREUTIL_CASES } from './coreutils.ts';
import { DATABASE_CASES } from './databases.ts';
import { DOCUMENT_CASES } from './documents.ts';
import { EDITOR_CASES } from './editors.ts';
import { ELEVATION_CASES } from './elevation.ts';
import { GIT_CASES } from './git.ts';
import { INTERPRETER_CASES } from './interpreters.ts';
import { NETWORK_CASES } from './network.ts';
import { NODE_TOOL_CASES } from './node-tools.ts';
import { PACKAGE_CASES } from './packages.ts';
import { PYTHON_TOOL_CASES } from './python-tools.ts';
import { REACH_CASES } from './reach.ts';
import { SEARCH_CASES } from './search.ts';
import { SHELL_CASES } from './shells.ts';
import { SYSTEM_CASES } from './system.ts';
import { TEXT_CASES } from './text.ts';
import { UNLISTED_CASES } from './unlisted.ts';
import { WRAPPER_CASES } from './wrappers.ts';

export type EffectCase = readonly [command: string, effects: readonly string[]];

export const CASES: readonly EffectCase[] = [
  ...ARCHIVE_CASES,
  ...BUILD_CASES,
  ...BUILTIN_CASES,
  ...CLOUD_CASES,
  ...COMPILER_CASES,
  ...CONTAINER_CASES,
  ...COREUTIL_CASES,
  ...DATABASE_CASES,
  ...DOCUMENT_CASES,
  ...EDITOR_CASES,
  ...ELEVATION_CASES,
  ...GIT_CASES,
  ...INTERPRETER_CASES,
  ...NETWORK_CASES,
  ...NODE_TOOL_CASES,
  ...PACKAGE_CASES,
  ...PYTHON_TOOL_CASES,
  ...REACH_CASES,
  ...SEARCH_CASES,
  ...SHELL_CASES,
  ...SYSTEM_CASES,
  ...TEXT_CASES,
  ...UNLISTED_CASES,
  ...WRAPPER_CASES,
];
