/**
 * Files that a text writes, found by what a command runs: their paths, and the names that its program loads on its own.
 *
 * INVARIANT: what is written by too many copies to list counts as every file. LIMIT: MAX_COPIES of one command, MAX_LISTED_COPIES in all.
 */
import { MAX_COPIES, MAX_LISTED_COPIES, matchWildcard } from '../base/index.ts';
import type { EffectReport } from './effect-findings.ts';
import { loadedPatterns } from './loaded-file.ts';
import type { Step } from './step.ts';

interface WrittenFile {
  readonly path: string;
  /** How many were written before it. */
  readonly order: number;
  /** What has copied it there, if copying is what it does: what a command reads as its own configuration it does not copy. */
  readonly copier: Step | null;
}

export class WrittenFiles {
  readonly #byPath = new Map<string, WrittenFile[]>();
  readonly #byName = new Map<string, WrittenFile[]>();
  readonly #byPattern = new Map<string, readonly WrittenFile[]>();
  /** One for each command that copies more than is listed. */
  readonly #unlisted: WrittenFile[] = [];
  #count = 0;
  #room = MAX_LISTED_COPIES;

  /** What a command writes, and what lies in the folders among that if it copies what it reads; `step` null: what compounds write. */
  note(step: Step | null, { contents, reads }: EffectReport): void {
    const [first] = contents;
    if (first === undefined) return;
    for (const path of contents) this.#add(path, null);
    const copies = contents.length * reads.length;
    if (copies > MAX_COPIES || copies > this.#room) this.#unlisted.push({ path: first, order: this.#count++, copier: step });
    else {
      this.#room -= copies;
      for (const folder of contents) for (const path of reads) this.#add(`${folder}/${nameOf(path)}`, step);
    }
  }

  #add(path: string, copier: Step | null): void {
    const file = { path, order: this.#count++, copier };
    addTo(this.#byPath, path, file);
    addTo(this.#byName, nameOf(path), file);
  }

  /** The first file that a command may run: by one of these paths, or because its program loads it. Null where there is none. */
  usedBy(step: Step, paths: readonly string[]): string | null {
    const found = [
      this.#unlisted,
      ...paths.map((path) => this.#byPath.get(path)),
      ...loadedPatterns(step.name ?? '').map((pattern) => this.#named(pattern)),
    ].flatMap((files) => files?.find(({ copier }) => copier !== step) ?? []);
    return found.sort((a, b) => a.order - b.order)[0]?.path ?? null;
  }

  #named(pattern: string): readonly WrittenFile[] {
    let files = this.#byPattern.get(pattern);
    if (files === undefined) {
      const names = pattern.includes('*') ? [...this.#byName.keys()].filter((name) => matchWildcard(pattern, name)) : [pattern];
      files = names.flatMap((name) => this.#byName.get(name) ?? []).sort((a, b) => a.order - b.order);
      this.#byPattern.set(pattern, files);
    }
    return files;
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function addTo(files: Map<string, WrittenFile[]>, key: string, file: WrittenFile): void {
  const known = files.get(key);
  if (known === undefined) files.set(key, [file]);
  else known.push(file);
}
