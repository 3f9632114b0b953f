/**
 * Loads the engine that lies beside the hook, with V8's own compiled form of it where installation has kept one: that halves the start.
 *
 * INVARIANT: the compiled form belongs to one file, by size and time of change; V8 takes it only from its very version and flags, and compiles
 * anew otherwise. It lies beside the script and is as trusted as that.
 */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import type { AskPolicy } from './answer.ts';

/** What the engine's file exports. */
interface EngineModule {
  readonly askHere: AskPolicy;
}

interface EngineFile {
  readonly path: string;
  /** Where its compiled form is kept. */
  readonly compiledPath: string;
}

/** `script`: the hook. */
function engineBeside(script: string): EngineFile {
  const path = join(dirname(script), 'hook-engine.cjs');
  const { size, mtimeMs } = statSync(path);
  return { path, compiledPath: join(dirname(script), `hook-engine.${size}-${Math.trunc(mtimeMs)}.v8`) };
}

function compile(path: string, cachedData: Buffer | undefined): Script {
  const source = readFileSync(path, 'utf8');
  return new Script(`(function (exports, require, module) {${source}\n})`, { filename: path, ...(cachedData ? { cachedData } : {}) });
}

function run(compiled: Script, path: string): EngineModule {
  const module = { exports: {} };
  compiled.runInThisContext()(module.exports, createRequire(path), module);
  return module.exports as EngineModule;
}

export function loadEngineFile(script: string): AskPolicy {
  const { path, compiledPath } = engineBeside(script);
  return run(compile(path, readIfThere(compiledPath)), path).askHere;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Something for the engine to do, so that what it compiles on the way is kept too. */
const REHEARSAL = {
  command: 'cd src && git status --short | head -n 5 > /dev/null',
  cwd: '/',
  shell: 'bash',
  platform: 'linux',
  enforcement: 'none',
};

/** Keeps the compiled form for later starts; whether it could be written. */
export async function keepCompiledEngine(script: string): Promise<boolean> {
  try {
    const { path, compiledPath } = engineBeside(script);
    const kept = readIfThere(compiledPath);
    if (kept !== undefined && compile(path, kept).cachedDataRejected === false) return true;
    const compiled = compile(path, undefined);
    await run(compiled, path).askHere({ event: '', requests: [REHEARSAL], isKnownTool: true, isUnattended: false, cwd: '/' });
    const draft = `${compiledPath}.${process.pid}.draft`;
    writeFileSync(draft, compiled.createCachedData(), { mode: 0o644 });
    renameSync(draft, compiledPath);
    return true;
  } catch {
    return false;
  }
}
