/**
 * Runs files that the build has bundled, with V8's own compiled form of them where one is kept beside: that halves a start.
 *
 * INVARIANT: the compiled form belongs to one file, by size and time of change, and to one version of V8, which takes it only where its flags
 * are the same too, and compiles anew otherwise. It lies beside the script and is as trusted as that.
 */
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

export interface BundledFile {
  readonly path: string;
  /** Where its compiled form is kept. */
  readonly compiledPath: string;
}

export interface OpenFile<T> {
  readonly exports: T;
  /** Something is kept of it already. */
  readonly hasKept: boolean;
  /** V8 has taken what was kept. */
  readonly isKept: boolean;
  /** Keeps the compiled form for later starts, with what was compiled since; throws where it cannot be written. */
  keep(): void;
}

function bundledFile(folder: string, name: string): BundledFile {
  const path = join(folder, `${name}.cjs`);
  const { size, mtimeMs } = statSync(path);
  return { path, compiledPath: join(folder, `${name}.${size}-${Math.trunc(mtimeMs)}-${process.versions.v8}.v8`) };
}

/** A file `NAME.cjs`. */
export function openBundled<T>(folder: string, name: string): OpenFile<T> {
  const file = bundledFile(folder, name);
  const kept = readIfThere(file.compiledPath);
  const script = compile(file, kept);
  return {
    exports: run<T>(script, folder),
    hasKept: kept !== undefined,
    isKept: script.cachedDataRejected === false,
    keep: () => keepCompiled(script, file),
  };
}

/** The bundles are ASCII. */
function compile({ path }: BundledFile, cachedData: Buffer | undefined): Script {
  const source = readFileSync(path, 'latin1');
  return new Script(`(function (exports, require, module, __dirname) {${source}\n})`, {
    filename: path,
    ...(cachedData ? { cachedData } : {}),
  });
}

/** Modules of Node are all that the bundles require. */
function run<T>(script: Script, folder: string): T {
  const module = { exports: {} };
  script.runInThisContext()(module.exports, (name: string) => process.getBuiltinModule(name), module, folder);
  return module.exports as T;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The whole file or none of it; nothing is made before it is sure that it can be written. */
function keepCompiled(script: Script, { compiledPath }: BundledFile): void {
  const draft = `${compiledPath}.${process.pid}.draft`;
  const file = openSync(draft, 'wx', 0o644);
  try {
    writeFileSync(file, script.createCachedData());
    renameSync(draft, compiledPath);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}
