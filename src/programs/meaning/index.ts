/** The table of meanings: what a name in a row's notation does with its words. */
import { POWERSHELL_MEANINGS } from '../powershell/meaning.ts';
import type { MeaningKind } from '../spec.ts';
import { BUILD_MEANINGS } from './builds.ts';
import { CHANGE_MEANINGS } from './changes.ts';
import { CLIENT_MEANINGS } from './clients.ts';
import { CODE_MEANINGS } from './codes.ts';
import { LANGUAGE_MEANINGS } from './languages.ts';
import { NETWORK_MEANINGS } from './network.ts';
import { PATH_MEANINGS } from './paths.ts';
import { RUN_MEANINGS } from './runs.ts';
import { SHELL_MEANINGS } from './shell.ts';
import { TRANSPORT_MEANINGS } from './transports.ts';
import { WINDOWS_MEANINGS } from './windows.ts';

const TABLES = [
  BUILD_MEANINGS,
  CLIENT_MEANINGS,
  CHANGE_MEANINGS,
  CODE_MEANINGS,
  LANGUAGE_MEANINGS,
  NETWORK_MEANINGS,
  PATH_MEANINGS,
  POWERSHELL_MEANINGS,
  RUN_MEANINGS,
  SHELL_MEANINGS,
  TRANSPORT_MEANINGS,
  WINDOWS_MEANINGS,
];

export const MEANINGS: ReadonlyMap<string, MeaningKind> = new Map(TABLES.flatMap((table) => Object.entries(table)));
