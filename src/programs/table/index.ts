/** All tables, one per family. */
import type { ProgramRow } from '../row.ts';
import { BUILTINS } from './builtins.ts';
import { COREUTILS } from './coreutils.ts';
import { SEARCH } from './search.ts';
import { TEXT } from './text.ts';
import { WRAPPERS } from './wrappers.ts';

export const TABLES: readonly (readonly ProgramRow[])[] = [BUILTINS, COREUTILS, SEARCH, TEXT, WRAPPERS];
