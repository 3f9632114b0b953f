/**
 * Policies that an earlier process loaded, kept for the next one that is asked about the same folder: nothing is parsed again as long as every
 * file and folder that was looked at is what it was.
 *
 * SECURITY: only what this user's own files say is kept. Where a folder of the administrator exists, or anything but the user, a trusted project
 * and the built-in policy has spoken, nothing is kept and nothing that is kept is believed: a forged file could otherwise leave out what is
 * required. Of rules files that are named, all must be the user's own to write, when they are kept and when they are believed. What is left is no
 * more than whoever may write this cache may write into the policy itself; it is guarded as `private-cache.node.ts` says, and among the places
 * that no command may write.
 */
import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { MAX_KEPT_LOOKS, MAX_KEPT_POLICY_BYTES, MIN_CACHED_RULES } from '../base/index.ts';
import { PLACING } from '../config/index.node.ts';
import type { PolicySnapshot } from '../config/index.ts';
import type { Engine } from './engine.ts';
import { fileFor, type KeptFile, type KeptPlace, keptPlace } from './kept-place.node.ts';
import { formatKept, type KeptFor, type KeptPolicy, parseKept } from './kept-policy.ts';
import { identityOfStats, type OwnLooks, ownLooks } from './own-looks.node.ts';
import type { SettingsSources } from './policy.ts';
import { keepPrivate, readPrivate } from './private-cache.node.ts';
import { systemSeed } from './system-seed.node.ts';

function circumstancesOf(cwd: string, rules: readonly string[]): readonly (string | null)[] {
  return [process.platform, homedir(), cwd, ...PLACING.map((name) => process.env[name] ?? null), ...rules];
}

/** The policy that was kept for a folder, if nothing that it rests on has changed. Whatever is odd about it: null. */
export function readKeptPolicy(cwd: string, where: KeptPlace = keptPlace()): KeptPolicy | null {
  return readKept(cwd, [], where, (looks) => looks.every(([path, identity]) => identityOf(path) === identity));
}

/** The same for rules files that are named; relative names start in `cwd`, which is that of the process. */
export function readKeptRules(rules: readonly string[], where: KeptPlace = keptPlace(), cwd = process.cwd()): KeptPolicy | null {
  return readKept(cwd, rules, where, (looks) => isDeepStrictEqual(ownLooks(rules)?.looks, looks));
}

function readKept(
  cwd: string,
  rules: readonly string[],
  where: KeptPlace,
  isStill: (looks: KeptFor['looks']) => boolean,
): KeptPolicy | null {
  try {
    const file = fileFor([cwd, ...rules], where);
    const bytes = file && readPrivate(file.folder, file.path, MAX_KEPT_POLICY_BYTES);
    const kept = bytes && parseKept(bytes);
    if (!kept || JSON.stringify(kept.keptFor.circumstances) !== JSON.stringify(circumstancesOf(cwd, rules))) return null;
    return isStill(kept.keptFor.looks) ? kept.read() : null;
  } catch {
    return null;
  }
}

/** As the loader of policy names what it looked at. */
function identityOf(path: string): string | null {
  try {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stats === undefined ? null : identityOfStats(stats);
  } catch {
    return null;
  }
}

/** What was loaded for a folder. */
export interface LoadedHere {
  readonly cwd: string;
  readonly snapshot: PolicySnapshot | null;
  readonly looks: ReadonlyMap<string, string | null> | null;
  readonly engine: Engine;
}

/** Keeps a policy for the next process, where that is allowed and of use. */
export function keepPolicy(loaded: LoadedHere, where: KeptPlace = keptPlace()): void {
  keep(fileFor([loaded.cwd], where), () => keptBytes(loaded));
}

/** What rules files say that were named. */
export interface LoadedRules {
  readonly rules: readonly string[];
  /** Taken before they were read. */
  readonly before: OwnLooks | null;
  readonly sources: SettingsSources;
  readonly engine: Engine;
}

/** The same for rules files that were named. */
export function keepRules(loaded: LoadedRules, where: KeptPlace = keptPlace(), cwd = process.cwd()): void {
  keep(fileFor([cwd, ...loaded.rules], where), () => keptRulesBytes(loaded, cwd));
}

function keep(file: KeptFile | null, bytesOf: () => Uint8Array | null): void {
  try {
    const bytes = file && bytesOf();
    if (file && bytes) keepPrivate(file.folder, file.path, bytes);
  } catch {
    // The answer does not depend on it.
  }
}

/** The bytes to be kept; null where a policy may not be, or would not come back as it is. */
export function keptBytes({ cwd, snapshot, looks, engine }: LoadedHere): Uint8Array | null {
  if (snapshot === null || looks === null || looks.size > MAX_KEPT_LOOKS || !isOwn(snapshot)) return null;
  // The built-in policy has no settings: nothing is configured.
  const sources = engine.policy.settings && { config: snapshot.config, requirements: snapshot.requirements, trust: snapshot.trust };
  return bytesOf(engine, sources, { circumstances: circumstancesOf(cwd, []), looks: [...looks] });
}

function keptRulesBytes({ rules, before, sources, engine }: LoadedRules, cwd: string): Uint8Array | null {
  const { diagnostics, restriction } = engine.policy;
  if (!before?.isSettled || diagnostics.length > 0 || restriction !== 'none') return null;
  // What was read is what was looked at only if it is the same on both sides.
  if (!isDeepStrictEqual(ownLooks(rules)?.looks, before.looks)) return null;
  return bytesOf(engine, sources, { circumstances: circumstancesOf(cwd, rules), looks: before.looks });
}

function bytesOf(engine: Engine, sources: SettingsSources | null, keptFor: KeptFor): Uint8Array | null {
  const { policy } = engine;
  const seed = systemSeed();
  const compiled = policy.rules.prefixRules.length < MIN_CACHED_RULES ? null : engine.save();
  const bytes = formatKept({ policy, sources, seed, compiled }, keptFor);
  if (bytes === null || bytes.length > MAX_KEPT_POLICY_BYTES) return null;
  const back = parseKept(bytes.slice())?.read();
  const isSame = back && isDeepStrictEqual([{ ...back.policy, settings: null }, back.sources], [{ ...policy, settings: null }, sources]);
  return isSame ? bytes : null;
}

/** Whether nobody but the user, and projects that the user trusts, has a say, and nothing is wrong with it. */
function isOwn({ layers, restriction }: PolicySnapshot): boolean {
  const isPlain = layers.every(({ kind, type, state }) => {
    if (state === 'absent' || state === 'disabled') return true;
    const isWhole = state === 'active' || (state === 'unconfirmed' && type === 'project');
    return isWhole && kind !== 'requirements' && (type === 'user' || type === 'project');
  });
  return isPlain && restriction === 'none';
}
