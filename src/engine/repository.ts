/**
 * The repository that git would find from a folder, and whether it is the workspace's own: the configuration of any other one can run
 * commands on `git status`.
 *
 * A folder is a repository by its `.git`, or by holding `HEAD`, `objects` and `refs` itself. Reference: git, setup.c.
 */
import { MAX_PATH_NAMES } from '../base/index.ts';
import type { ProgramReading } from '../programs/index.ts';
import type { EngineContext } from './context.ts';
import type { FileView } from './file-view.ts';
import { foldPath, isWithin, parentOf, resolveWord } from './path.ts';
import type { RealPaths } from './real-path.ts';
import { foldersOf, type ShellState } from './shell-state.ts';

/** Programs that take the repository of their folder. */
const REPOSITORY_PROGRAMS: ReadonlySet<string> = new Set(['git', 'gh', 'glab', 'hub', 'git-lfs', 'tig', 'lazygit', 'gitk', 'git-gui']);

/** The repository of another that a program would take, where its folder holds one. */
export function otherRepositoryOf(
  { name, effects }: ProgramReading,
  state: ShellState,
  context: EngineContext,
  paths: RealPaths,
): string | null {
  const { files, places, home, windows } = context;
  if (files === null || !REPOSITORY_PROGRAMS.has(name ?? '')) return null;
  const moved = effects.flatMap((effect) =>
    effect.type === 'config' && effect.what === 'repository' && effect.target ? [effect.target] : [],
  );
  for (const cwd of foldersOf(state) ?? []) {
    const folders =
      moved.length === 0 ? [{ path: cwd, pattern: false }] : moved.flatMap((word) => resolveWord(word, { cwd, home, windows }) ?? []);
    for (const folder of folders)
      for (const each of [folder.path, ...(paths.follow(folder, true) ?? [])]) {
        const other = otherRepository(each, places.workspaceRoots, files);
        if (other !== null) return other;
      }
  }
  return null;
}

/** The folder of a repository that is not the workspace's own, or null. */
function otherRepository(folder: string, roots: readonly string[], view: FileView): string | null {
  let at = folder;
  for (let names = 0; names < MAX_PATH_NAMES; names++) {
    const dotGit = view.look(`${at === '/' ? '' : at}/.git`);
    if (dotGit.type !== 'none') return isOwn(at, dotGit.type, roots, view) ? null : at;
    if (isBare(at, view)) return isOwnFolder(at, roots) ? null : at;
    if (at === '/') return null;
    at = parentOf(at);
  }
  return folder;
}

function isBare(folder: string, view: FileView): boolean {
  const has = (name: string) => view.look(`${folder === '/' ? '' : folder}/${name}`).type !== 'none';
  return has('HEAD') && has('objects') && has('refs');
}

/** The `.git` of the workspace itself. */
function isOwnFolder(folder: string, roots: readonly string[]): boolean {
  return roots.some((root) => folder.endsWith('/.git') && isWithin(root, parentOf(folder)));
}

/** A repository that holds a root of the workspace; or a submodule, whose parts lie in that one's `.git`. */
function isOwn(folder: string, type: string, roots: readonly string[], view: FileView): boolean {
  if (roots.some((root) => isWithin(root, folder))) return type === 'folder' || type === 'file';
  if (type !== 'file') return false;
  const file = view.read(`${folder}/.git`);
  const target = file.type === 'text' ? /^gitdir: ([^\n]+)\n?$/.exec(file.text)?.[1] : undefined;
  if (target === undefined) return false;
  const place = foldPath(target.startsWith('/') ? target : `${folder}/${target}`);
  return roots.some((root) => [...foldersAbove(root)].some((each) => isWithin(place, `${each === '/' ? '' : each}/.git`)));
}

function* foldersAbove(folder: string): Generator<string> {
  for (let at = folder; ; at = parentOf(at)) {
    yield at;
    if (at === '/') return;
  }
}
