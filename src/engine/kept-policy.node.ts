/**
 * Policies that an earlier process loaded, kept for the next one that is asked about the same folder: nothing is parsed again as long as every
 * file and folder that was looked at is what it was.
 *
 * SECURITY: only what this user's own files say is kept. Where a folder of the administrator exists, or anything but the user, a trusted project
 * and the built-in policy has spoken, nothing is kept and nothing that is kept is believed: a forged file could otherwise leave out what is
 * required. What is left is no more than whoever may write this cache may write into the policy itself; it is guarded as `private-cache.node.ts`
 * says, and among the places that no command may write.
 */
import { lstatSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { KEPT_POLICY_SLOTS, MAX_KEPT_LOOKS, MAX_KEPT_POLICY_BYTES, MIN_CACHED_RULES } from '../base/index.ts';
import { cacheFolder, PLACING, placesOf } from '../config/index.node.ts';
import type { PolicySnapshot } from '../config/index.ts';
import type { Engine } from './engine.ts';
import { formatKept, type KeptPolicy, parseKept } from './kept-policy.ts';
import { keepPrivate, readPrivate } from './private-cache.node.ts';

/** What the environment says of where policy lies; `PORTCULLIS_REQUIREMENTS` names some, and then nothing is kept. */
const REQUIREMENTS = 'PORTCULLIS_REQUIREMENTS';

function circumstancesOf(cwd: string): readonly (string | null)[] {
  return [process.platform, homedir(), cwd, ...PLACING.map((name) => process.env[name] ?? null)];
}

/** Where policies are kept, and what says that none may be. */
export interface KeptPlace {
  /** Null: nothing is kept. */
  readonly folder: string | null;
  /** Folders of the administrator. */
  readonly administrators: readonly string[];
}

export function keptPlace(): KeptPlace {
  const { system } = placesOf({ platform: process.platform === 'darwin' ? 'darwin' : 'linux', home: homedir(), env: process.env });
  const managed = process.platform === 'darwin' ? ['/Library/Managed Preferences'] : [];
  return { folder: cacheFolder(), administrators: [...system, ...managed] };
}

/** The file of a folder's policy; null where none may be kept, see SECURITY. */
function fileFor(cwd: string, { folder, administrators }: KeptPlace): { readonly folder: string; readonly path: string } | null {
  if (folder === null || process.env[REQUIREMENTS] || administrators.some(isThere)) return null;
  return { folder, path: join(folder, `policy-${slotOf(cwd)}.kept`) };
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

/** Any folder has one of a fixed number of files: the name says nothing, what is in it does. */
function slotOf(cwd: string): number {
  let sum = 0;
  for (let i = 0; i < cwd.length; i++) sum = (Math.imul(sum, 31) + cwd.charCodeAt(i)) | 0;
  return (sum >>> 0) % KEPT_POLICY_SLOTS;
}

/** The policy that was kept for a folder, if nothing that it rests on has changed. Whatever is odd about it: null. */
export function readKeptPolicy(cwd: string, where: KeptPlace = keptPlace()): KeptPolicy | null {
  try {
    const file = fileFor(cwd, where);
    const bytes = file && readPrivate(file.folder, file.path, MAX_KEPT_POLICY_BYTES);
    const kept = bytes && parseKept(bytes);
    if (!kept || JSON.stringify(kept.keptFor.circumstances) !== JSON.stringify(circumstancesOf(cwd))) return null;
    return kept.keptFor.looks.every(([path, identity]) => identityOf(path) === identity) ? kept.read() : null;
  } catch {
    return null;
  }
}

/** As the loader of policy names what it looked at. */
function identityOf(path: string): string | null {
  try {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stats === undefined ? null : [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(':');
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
  try {
    const file = fileFor(loaded.cwd, where);
    const bytes = file && keptBytes(loaded);
    if (file && bytes) keepPrivate(file.folder, file.path, bytes);
  } catch {
    // The answer does not depend on it.
  }
}

/** The bytes to be kept; null where a policy may not be, or would not come back as it is. */
export function keptBytes({ cwd, snapshot, looks, engine }: LoadedHere): Uint8Array | null {
  if (snapshot === null || looks === null || looks.size > MAX_KEPT_LOOKS || !isOwn(snapshot)) return null;
  const { policy } = engine;
  const seed = crypto.getRandomValues(new Int32Array(1))[0] ?? 1;
  const compiled = policy.rules.prefixRules.length < MIN_CACHED_RULES ? null : engine.save();
  // The built-in policy has no settings: nothing is configured.
  const sources = policy.settings && { config: snapshot.config, requirements: snapshot.requirements, trust: snapshot.trust };
  const bytes = formatKept({ policy, sources, seed, compiled }, { circumstances: circumstancesOf(cwd), looks: [...looks] });
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
