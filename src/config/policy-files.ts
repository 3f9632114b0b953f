/**
 * What the loader needs of a file system, so that tests can bring one of their own.
 *
 * INVARIANT: a file is opened once, and what is known about it (owner, mode, identity) belongs to the very bytes that were read.
 */

/** Enough to tell whether a file could have changed: the time of the last change of its inode cannot be set by its owner. */
export interface FileStamp {
  readonly identity: string;
  /** Time of that change in milliseconds. */
  readonly changedMs: number;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
}

export type FileRead =
  | { readonly type: 'file'; readonly bytes: Uint8Array; readonly stamp: FileStamp }
  | { readonly type: 'absent' }
  /** A folder, a device, too large, not permitted; `reason` is one line for people. */
  | { readonly type: 'unreadable'; readonly reason: string };

export interface FolderEntry {
  readonly name: string;
  /** By the entry itself, links are not followed. */
  readonly type: 'file' | 'folder' | 'link' | 'other';
}

export type FolderRead =
  | { readonly type: 'folder'; readonly entries: readonly FolderEntry[]; readonly stamp: FileStamp }
  | { readonly type: 'absent' }
  | { readonly type: 'unreadable'; readonly reason: string };

export interface PolicyFiles {
  /** At most `maxBytes`, which is that of a policy file unless given. */
  readFile(path: string, maxBytes?: number): Promise<FileRead>;
  readFolder(path: string): Promise<FolderRead>;
  /** Of what the path leads to; null where it leads nowhere. */
  stamp(path: string): Promise<FileStamp | null>;
  /** Whether the path itself is a symbolic link. */
  isLink(path: string): Promise<boolean>;
}
