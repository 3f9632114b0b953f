/** A view of the file system that counts how often it is asked, so that answers which rest on no file can be told from those that do. */
import type { FileText, FileView, Look } from '../engine/index.ts';

export class CountedFiles implements FileView {
  readonly #files: FileView;
  /** Questions so far. */
  count = 0;

  constructor(files: FileView) {
    this.#files = files;
  }

  look(path: string): Look {
    this.count++;
    return this.#files.look(path);
  }

  read(path: string): FileText {
    this.count++;
    return this.#files.read(path);
  }

  list(folder: string): readonly string[] | null {
    this.count++;
    return this.#files.list(folder);
  }
}
