/**
 * Engines whose rules were compiled by an earlier process: what takes time in a cold one is read from a file of this user.
 *
 * The bytes are bound to the digest of the policy's sources and to this version, and checked in full before use (see `compiled-rules.ts`);
 * whatever is wrong with file or folder, the rules are compiled anew. SECURITY: whoever can write these files writes policy. So they count
 * only in a folder of this user that nobody else may enter, as regular files without another name, never through a link; the folder is
 * among the places that no command may write.
 */
import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestText, MAX_COMPILED_BYTES, MIN_CACHED_RULES, VERSION } from '../base/index.ts';
import { cacheFolder } from '../config/index.node.ts';
import { createEngine, type Engine, type EngineOptions } from './engine.ts';
import type { Policy } from './policy.ts';

const OTHERS = 0o077;

/** An engine of a policy, from compiled rules where they are at hand; `folder` null: nothing is read or kept. */
export function openEngine(policy: Policy, options: EngineOptions = {}, folder: string | null = cacheFolder()): Engine {
  if (folder === null) return createEngine(policy, options);
  const guarded: EngineOptions = { ...options, protectedPaths: [...(options.protectedPaths ?? []), folder] };
  if (policy.rules.prefixRules.length < MIN_CACHED_RULES) return createEngine(policy, guarded);
  const path = join(
    folder,
    `${digestText(JSON.stringify([VERSION, policy.profile, policy.fingerprint, options.defaults?.platform])).slice(7)}.bin`,
  );
  const compiled = isPrivate(folder) ? readPrivate(path) : null;
  const engine = createEngine(policy, compiled === null ? guarded : { ...guarded, compiled });
  if (compiled === null || engine.compiledFault !== null) keep(folder, path, engine);
  return engine;
}

/** Whether a folder is this user's alone; a link is none. */
function isPrivate(folder: string): boolean {
  try {
    const stats = lstatSync(folder);
    return stats.isDirectory() && stats.uid === process.getuid?.() && (stats.mode & OTHERS) === 0;
  } catch {
    return false;
  }
}

/** The bytes of a file that only this user can have written, or null. */
function readPrivate(path: string): Uint8Array | null {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(file);
      const isOurs = stats.isFile() && stats.uid === process.getuid?.() && (stats.mode & OTHERS) === 0 && stats.nlink === 1;
      return isOurs && stats.size <= MAX_COMPILED_BYTES ? readFileSync(file) : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

/** Keeps what was compiled for the next process: the whole file or none of it. That it cannot be kept is no fault of the policy. */
function keep(folder: string, path: string, engine: Engine): void {
  const draft = `${path}.${process.pid}.${crypto.randomUUID()}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isPrivate(folder)) return;
    writeFileSync(draft, engine.save(), { flag: 'wx', mode: 0o600 });
    renameSync(draft, path);
  } catch {
    rmSync(draft, { force: true });
  }
}
