/**
 * Looks whether files and folders of policy are still what they were, at once and without the event loop: for the loop that blocks it.
 *
 * INVARIANT: a change is never missed for good: what changed so lately that a later change could carry the same stamp counts as changed.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_FOLDER_ENTRIES } from '../base/index.ts';
import { UNSETTLED_MS } from '../config/index.ts';

/** A folder of policy, and `rules/` in it. */
const LEVELS = 2;

export class PolicyStamps {
  #last: string | null = null;
  #isSettled = true;

  /** Whether anything at these paths may have changed since the last look; the first look only remembers. */
  mayHaveChanged(paths: readonly string[]): boolean {
    this.#isSettled = true;
    const now = paths.map((path) => this.#stampOf(path, LEVELS)).join();
    const isSame = now === this.#last;
    const isFirst = this.#last === null;
    this.#last = now;
    return !isFirst && !(isSame && this.#isSettled);
  }

  #stampOf(path: string, levels: number): string {
    try {
      const { dev, ino, size, mtimeMs, ctimeMs, isDirectory } = withKind(path);
      if (ctimeMs > Date.now() - UNSETTLED_MS) this.#isSettled = false;
      const own = `${dev}:${ino}:${size}:${mtimeMs}:${ctimeMs}`;
      return isDirectory && levels > 0 ? `${own}(${this.#stampsIn(path, levels - 1)})` : own;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? 'unknown';
    }
  }

  #stampsIn(folder: string, levels: number): string {
    const names = readdirSync(folder).slice(0, MAX_FOLDER_ENTRIES);
    return names.map((name) => `${name}:${this.#stampOf(join(folder, name), levels)}`).join();
  }
}

function withKind(path: string) {
  const stats = statSync(path);
  const { dev, ino, size, mtimeMs, ctimeMs } = stats;
  return { dev, ino, size, mtimeMs, ctimeMs, isDirectory: stats.isDirectory() };
}
