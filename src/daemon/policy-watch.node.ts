/**
 * Watches the files and folders of policy, whether they exist yet or not, and asks for a reload when something may have changed.
 *
 * INVARIANT: a change that no event tells of is found by looking at stamps every few seconds; what is watched is watched through its folder, so
 * that replacement by rename, creation and deletion are seen. A reload compares contents, so an event too many costs a few looks.
 */
import { statSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { MAX_WATCHED_FOLDERS } from '../base/index.ts';
import type { Service } from './service.node.ts';

/** One save is several events. */
const PAUSE_MS = 50;
const LOOK_AGAIN_MS = 5_000;
/** `rules/` and what lies in it, below a folder of policy. */
const LEVELS_BELOW = 2;

export class PolicyWatch {
  #watcher: FSWatcher | null = null;
  #key = '';
  #pause: NodeJS.Timeout | null = null;
  #looking: NodeJS.Timeout | null = null;

  /** Watches what the policies of a service are made of; called again whenever that may have changed. */
  follow(service: Service): void {
    this.#looking ??= setInterval(() => void service.reload(), LOOK_AGAIN_MS).unref();
    void service.held().then((all) => this.#watch([...new Set(all.flatMap(({ paths }) => paths))].toSorted(), service));
  }

  #watch(paths: readonly string[], service: Service): void {
    const folders = [...new Set(paths.map(nearestFolder))];
    const key = JSON.stringify([paths, folders]);
    if (key === this.#key) return;
    this.#key = key;
    void this.#watcher?.close();
    this.#watcher = null;
    if (folders.length === 0 || folders.length > MAX_WATCHED_FOLDERS) return;
    this.#watcher = watch(folders, { ignoreInitial: true, ignored: (path) => !concerns(path, paths), ignorePermissionErrors: true });
    this.#watcher.on('all', () => this.#reloadSoon(service));
    this.#watcher.on('error', () => this.#reloadSoon(service));
  }

  #reloadSoon(service: Service): void {
    this.#pause ??= setTimeout(() => {
      this.#pause = null;
      void service.reload();
    }, PAUSE_MS);
  }

  async close(): Promise<void> {
    if (this.#pause) clearTimeout(this.#pause);
    if (this.#looking) clearInterval(this.#looking);
    await this.#watcher?.close();
  }
}

/** The folder that is there, nearest above a path: in it the path is created, replaced or deleted. */
function nearestFolder(path: string): string {
  for (let folder = dirname(path); ; folder = dirname(folder)) if (folder === dirname(folder) || isFolder(folder)) return folder;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Whether a path of the file system is one of policy, leads to one, or lies in one. */
function concerns(path: string, paths: readonly string[]): boolean {
  const inside = path.endsWith(sep) ? path : path + sep;
  return paths.some((each) => each === path || each.startsWith(inside) || isJustBelow(path, each));
}

function isJustBelow(path: string, folder: string): boolean {
  if (!path.startsWith(folder + sep)) return false;
  return path.slice(folder.length + 1).split(sep).length <= LEVELS_BELOW;
}
