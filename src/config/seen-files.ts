/**
 * Remembers everything that was asked of a file system, so that a later load can tell by stamps alone whether any answer could differ.
 */
import type { FileStamp, PolicyFiles } from './policy-files.ts';

export interface SeenFiles {
  readonly files: PolicyFiles;
  /** Whether every path still is what it was. */
  isUnchanged(): Promise<boolean>;
  /** Every path with what it was, null where there was nothing; null as long as one may change without its stamp telling. */
  looks(): ReadonlyMap<string, string | null> | null;
}

/** A change within this time of a look may carry the same stamp as what was seen (file systems count time in ticks). */
export const UNSETTLED_MS = 2_000;
const UNSETTLED = 'unsettled';

/** Wraps a file system; `now` is in milliseconds. */
export function watchReads(files: PolicyFiles, now: () => number): SeenFiles {
  const seen = new Map<string, string | null>();
  const note = (path: string, stamp: FileStamp | null) => {
    const isSettled = stamp === null || stamp.changedMs < now() - UNSETTLED_MS;
    seen.set(path, stamp === null ? null : isSettled ? stamp.identity : UNSETTLED);
  };
  const noteUnread = async (path: string) => note(path, await files.stamp(path));
  return {
    files: {
      isLink: files.isLink,
      stamp: async (path) => {
        const stamp = await files.stamp(path);
        note(path, stamp);
        return stamp;
      },
      readFile: async (path, maxBytes) => {
        const read = await files.readFile(path, maxBytes);
        if (read.type === 'file') note(path, read.stamp);
        else await noteUnread(path);
        return read;
      },
      readFolder: async (path) => {
        const read = await files.readFolder(path);
        if (read.type === 'folder') note(path, read.stamp);
        else await noteUnread(path);
        return read;
      },
    },
    looks: () => ([...seen.values()].includes(UNSETTLED) ? null : seen),
    isUnchanged: async () => {
      const checks = [...seen].map(async ([path, identity]) => ((await files.stamp(path))?.identity ?? null) === identity);
      return (await Promise.all(checks)).every(Boolean);
    },
  };
}
