/**
 * The project around a working folder: its root, the folders from there down that may hold `.codex`, and whether the user trusts it.
 *
 * Nothing here is decided by what the project itself says about its trust (reference: codex-semantics §5.1, §5.2).
 */
import { MAX_PROJECT_DEPTH } from '../base/index.ts';
import { type MergedConfig, statementsOn } from './config-layer.ts';
import { type Platform, pathsOf } from './places.node.ts';
import type { PolicyFiles } from './policy-files.ts';
import { ownEntry } from './requirements.ts';
import type { TrustLevel } from './vocabulary.ts';

export interface Project {
  readonly root: string;
  /** From the root down to the working folder; both count, and are the same where there is no root. */
  readonly folders: readonly string[];
  /** Root of the main work tree, where this is a linked one. */
  readonly mainRoot: string | null;
}

const DEFAULT_MARKERS = ['.git'];

/** Looks upwards for a folder that holds one of the markers. */
export async function findProject(cwd: string, platform: Platform, files: PolicyFiles, config: MergedConfig): Promise<Project> {
  const markers = statementsOn(config, ['project_root_markers'], (checked) => checked.project_root_markers)[0]?.value ?? DEFAULT_MARKERS;
  const paths = pathsOf(platform);
  const upwards: string[] = [];
  for (let folder = paths.normalize(cwd), i = 0; i < MAX_PROJECT_DEPTH; i++) {
    upwards.push(folder);
    if (await hasMarker(folder, markers, paths.join, files)) {
      return { root: folder, folders: upwards.reverse(), mainRoot: await findMainRoot(folder, platform, files) };
    }
    const parent = paths.dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  return { root: cwd, folders: [cwd], mainRoot: null };
}

async function hasMarker(
  folder: string,
  markers: readonly string[],
  join: (...parts: string[]) => string,
  files: PolicyFiles,
): Promise<boolean> {
  for (const marker of markers) if ((await files.stamp(join(folder, marker))) !== null) return true;
  return false;
}

/**
 * A linked work tree has a file `.git` that leads to `MAIN/.git/worktrees/NAME`.
 *
 * SECURITY: any folder could hold such a file and borrow the trust of another project, so the main one must lead back here, as git demands.
 */
async function findMainRoot(root: string, platform: Platform, files: PolicyFiles): Promise<string | null> {
  const paths = pathsOf(platform);
  const link = paths.join(root, '.git');
  const target = await readLine(link, files);
  if (!target?.startsWith('gitdir: ')) return null;
  const folder = paths.resolve(root, target.slice('gitdir: '.length));
  const worktrees = paths.dirname(folder);
  const repository = paths.dirname(worktrees);
  if (paths.basename(worktrees) !== 'worktrees' || paths.basename(repository) !== '.git') return null;
  const back = await readLine(paths.join(folder, 'gitdir'), files);
  return back !== null && paths.resolve(folder, back) === link ? paths.dirname(repository) : null;
}

async function readLine(path: string, files: PolicyFiles): Promise<string | null> {
  const read = await files.readFile(path);
  return read.type === 'file' ? (new TextDecoder().decode(read.bytes).split(/\r?\n/)[0] ?? null) : null;
}

/** What the user says about the working folder, else about the project's root, else about its main work tree. */
export function trustOf(cwd: string, { root, mainRoot }: Project, config: MergedConfig): TrustLevel | null {
  for (const folder of [cwd, root, mainRoot]) {
    if (folder === null) continue;
    const [stated] = statementsOn(config, ['projects', folder, 'trust_level'], ({ projects }) => ownEntry(projects, folder)?.trust_level);
    if (stated) return stated.value;
  }
  return null;
}
