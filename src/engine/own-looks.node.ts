/**
 * What files and folders are that a user has named as policy, as the loader of policy names what it looked at.
 *
 * SECURITY: null where any of them is not the user's own to write, or is neither file nor folder: a cache of the user's must not speak for it.
 */
import { accessSync, type BigIntStats, constants, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_KEPT_LOOKS } from '../base/index.ts';
import { UNSETTLED_MS } from '../config/index.ts';
import type { KeptFor } from './kept-policy.ts';

export interface OwnLooks {
  readonly looks: KeptFor['looks'];
  /** Nothing may have changed again without its stamp telling. */
  readonly isSettled: boolean;
}

/** LIMIT: MAX_KEPT_LOOKS paths. */
export function ownLooks(paths: readonly string[], now: number = Date.now()): OwnLooks | null {
  try {
    const looks = new Map<string, BigIntStats>();
    for (const path of paths) {
      const stats = look(path, looks);
      if (stats.isDirectory()) for (const name of rulesIn(path)) look(join(path, name), looks);
    }
    const stamps = [...looks.values()];
    if (!stamps.every(isOwn)) return null;
    for (const path of looks.keys()) accessSync(path, constants.W_OK);
    return {
      looks: Array.from(looks, ([path, stats]) => [path, identityOfStats(stats)] as const),
      isSettled: stamps.every(({ ctimeMs }) => Number(ctimeMs) < now - UNSETTLED_MS),
    };
  } catch {
    return null;
  }
}

function look(path: string, looks: Map<string, BigIntStats>): BigIntStats {
  if (looks.size >= MAX_KEPT_LOOKS) throw new Error('too many files');
  const stats = statSync(path, { bigint: true });
  looks.set(path, stats);
  return stats;
}

function rulesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.rules'));
}

function isOwn(stats: BigIntStats): boolean {
  return (stats.isFile() || stats.isDirectory()) && stats.uid === BigInt(process.getuid?.() ?? -1);
}

export function identityOfStats({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}
