/**
 * Engines whose rules were compiled by an earlier process: what takes time in a cold one is read from a file of this user.
 *
 * The bytes are bound to the digest of the policy's sources and to this version, and checked in full before use (see `compiled-rules.ts`);
 * whatever is wrong with file or folder (`private-cache.node.ts`), the rules are compiled anew.
 */
import { join } from 'node:path';
import { digestText, MAX_COMPILED_BYTES, MIN_CACHED_RULES, VERSION } from '../base/index.ts';
import { cacheFolder, privateFolder } from '../config/index.node.ts';
import { createEngine, type Engine, type EngineOptions } from './engine.ts';
import type { Policy } from './policy.ts';
import { keepPrivate, readPrivate } from './private-cache.node.ts';
import { systemSeed } from './system-seed.node.ts';

/** An engine of a policy, from compiled rules where they are at hand; `folder` null: nothing is read or kept. */
export function openEngine(policy: Policy, given: EngineOptions = {}, folder: string | null = cacheFolder()): Engine {
  const options: EngineOptions = { seed: systemSeed(), ...given };
  if (folder === null) return createEngine(policy, options);
  // What lies in the private folder says whom hooks ask.
  const guarded: EngineOptions = { ...options, protectedPaths: [...(options.protectedPaths ?? []), folder, privateFolder()] };
  if (policy.rules.prefixRules.length < MIN_CACHED_RULES) return createEngine(policy, guarded);
  const path = join(
    folder,
    `${digestText(JSON.stringify([VERSION, policy.profile, policy.fingerprint, options.defaults?.platform])).slice(7)}.bin`,
  );
  const compiled = readPrivate(folder, path, MAX_COMPILED_BYTES);
  const engine = createEngine(policy, compiled === null ? guarded : { ...guarded, compiled });
  if (compiled === null || engine.compiledFault !== null) keepPrivate(folder, path, engine.save());
  return engine;
}
