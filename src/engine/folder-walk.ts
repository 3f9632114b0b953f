/**
 * Changes of the working folder: `cd`, `pushd`, `popd`, each to where links lead.
 *
 * INVARIANT: a folder that is not known, or lies outside of the workspace, is a finding.
 */
import type { Code, Span } from '../base/index.ts';
import type { DirectoryEffect } from '../programs/index.ts';
import type { Shell, Word } from '../shell/index.ts';
import type { EngineContext } from './context.ts';
import { type ResolvedPath, resolveWord } from './path.ts';
import type { RealPaths } from './real-path.ts';
import { alsoFolder, changeFolder, folderBack, foldersOf, putAside, type ShellState, trustChain } from './shell-state.ts';
import type { Frame, Parts } from './step.ts';

/** What following a change of folder needs of the walk. */
export interface FolderWalk {
  readonly context: EngineContext;
  readonly paths: RealPaths;
  readonly find: (code: Code, span: Span, about: string) => void;
  /** Whether anything was deleted so far. */
  readonly hasDeleted: () => boolean;
}

/** Carries out a change of folder. */
export function followFolder({ path, manner, span }: DirectoryEffect, view: Parts, frame: Frame, walk: FolderWalk): void {
  const { state, chained } = frame;
  if (manner === 'aside') putAside(state);
  if (path !== null && !isTwofold(view, frame)) return moveTo(path, span, frame, walk);
  const folder = manner === undefined || manner === 'aside' || isTwofold(view, frame) ? null : folderBack(state, manner);
  if (folder === null || !walk.context.isInWorkspace(folder)) walk.find('EN021', span, folder ?? '');
  changeFolder(state, () => folder, chained);
}

/** To where links lead; the shell's own `..` goes back the way it came. */
function moveTo(path: Word, span: Span, { state, chained }: Frame, { context, paths, find, hasDeleted }: FolderWalk): void {
  const { home, windows, files } = context;
  const resolve = (cwd: string | null) => resolveWord(path, { cwd, home, windows });
  const target = resolve(foldersOf(state)?.[0] ?? null);
  if (target === null || !isOurs(target, context, paths)) find('EN021', span, target?.path ?? '');
  const [end] = (target && paths.follow(target, true)) ?? [];
  changeFolder(state, (cwd) => (cwd === state.cwd && end !== undefined ? end : (resolve(cwd)?.path ?? null)), chained);
  if (end !== undefined && target !== null) alsoFolder(state, target.path);
  const isThere = target !== null && files?.look(end ?? target.path).type === 'folder' && !hasDeleted();
  if (isThere) trustChain(state);
}

/** Whether a path lies in the workspace, and leads nowhere else. */
export function isOurs(path: ResolvedPath, { isInWorkspace }: EngineContext, paths: RealPaths): boolean {
  return isInWorkspace(path.path) && (paths.follow(path, true)?.every(isInWorkspace) ?? false);
}

/** Shells in which all that `cd` takes is one folder. */
const SINGLE_FOLDER: ReadonlySet<Shell> = new Set<Shell>(['bash', 'bash3', 'cmd', 'pwsh']);

/** `cd OLD NEW` changes a part of the folder's name in zsh, and is an error elsewhere. */
function isTwofold({ argv }: Parts, { shell }: Frame): boolean {
  return !SINGLE_FOLDER.has(shell) && argv.filter(({ value }) => value === null || !value.startsWith('-')).length > 2;
}

/** The folder that commands start in, as `pwd` prints it; null where it is not certain. */
export function currentFolder(state: ShellState): string | null {
  const folders = foldersOf(state);
  return folders?.length === 1 ? (folders[0] ?? null) : null;
}

/** The folder that git calls the top; without a view of the file system that is the workspace's own. */
export function topFolder({ cwd, variables }: ShellState, { places, files }: EngineContext): string | null {
  if (cwd === null || ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_CEILING_DIRECTORIES'].some((name) => variables.has(name))) return null;
  const root = places.workspaceRoots.find((each) => cwd === each || cwd.startsWith(`${each}/`));
  if (root === undefined || files === null) return root ?? null;
  for (let at = cwd; ; at = at.slice(0, at.lastIndexOf('/'))) {
    if (files.look(`${at}/.git`).type !== 'none') return at === root ? root : null;
    if (at === root || at.length < root.length) return null;
  }
}
