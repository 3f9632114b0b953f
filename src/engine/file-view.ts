/**
 * What the engine may ask of a file system: where links lead, and what a file holds. Without a view paths are judged by their text alone.
 *
 * INVARIANT: a view only looks; every answer is bounded, and what it cannot tell is said to be unknown.
 */

/** What stands at a path, the path itself not followed. */
export type Look =
  | { readonly type: 'file' | 'folder' | 'other' | 'none' | 'unknown' }
  /** A symbolic link, with the text of its target. */
  | { readonly type: 'link'; readonly target: string };

/** The text of a file. */
export type FileText = { readonly type: 'text'; readonly text: string } | { readonly type: 'none' } | { readonly type: 'unreadable' };

export interface FileView {
  look(path: string): Look;
  /** Only of regular files of at most MAX_SCRIPT_FILE_BYTES that are UTF-8; all others are unreadable. */
  read(path: string): FileText;
  /** Names in a folder; null where there are more than MAX_LISTED_ENTRIES, or it may not be read. */
  list(folder: string): readonly string[] | null;
}
