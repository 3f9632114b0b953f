/** All tables, one per family. */
import type { ProgramRow } from '../row.ts';
import { ARCHIVES } from './archives.ts';
import { BUILD } from './build.ts';
import { BUILTINS } from './builtins.ts';
import { CLOUDS } from './clouds.ts';
import { COMPILERS } from './compilers.ts';
import { CONTAINERS } from './containers.ts';
import { COREUTILS } from './coreutils.ts';
import { DATABASES } from './databases.ts';
import { DOCUMENTS } from './documents.ts';
import { EDITORS } from './editors.ts';
import { ELEVATION } from './elevation.ts';
import { FORGES } from './forges.ts';
import { GIT } from './git.ts';
import { INTERPRETERS } from './interpreters.ts';
import { NETWORK } from './network.ts';
import { NODE_TOOLS } from './node-tools.ts';
import { PACKAGES } from './packages.ts';
import { PYTHON_TOOLS } from './python-tools.ts';
import { SEARCH } from './search.ts';
import { SHELLS } from './shells.ts';
import { SYSTEM } from './system.ts';
import { TEXT } from './text.ts';
import { WRAPPERS } from './wrappers.ts';

/** Where rows are made when somebody asks for them: a bundle may load each table by itself. In the order of `NAMED_PROGRAMS`. */
export const TABLES: readonly (() => readonly ProgramRow[])[] = [
  () => ARCHIVES,
  () => BUILD,
  () => BUILTINS,
  () => CLOUDS,
  () => COMPILERS,
  () => CONTAINERS,
  () => COREUTILS,
  () => DATABASES,
  () => DOCUMENTS,
  () => EDITORS,
  () => FORGES,
  () => ELEVATION,
  () => GIT,
  () => INTERPRETERS,
  () => NETWORK,
  () => NODE_TOOLS,
  () => PACKAGES,
  () => PYTHON_TOOLS,
  () => SEARCH,
  () => SHELLS,
  () => SYSTEM,
  () => TEXT,
  () => WRAPPERS,
];
