/**
 * Where something stands in a text.
 *
 * Offsets count UTF-16 code units from 0, `end` is exclusive; lines and columns count from 1, as compilers print them.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span resolved for people: the name of the text (usually a file path) with line and column. */
export interface Place {
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** Finds line and column of an offset; build once per text, look up in O(log lines). */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly text: string;

  constructor(text: string) {
    this.text = text;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  /** Line and column (both from 1) of a UTF-16 offset. */
  locate(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  /** The UTF-16 offset of a line and column (both from 1), within the text. */
  offset(line: number, column: number): number {
    return Math.min((this.#starts[line - 1] ?? this.text.length) + column - 1, this.text.length);
  }

  /** The text of a line (from 1) without its line break. */
  lineText(line: number): string {
    const start = this.#starts[line - 1] ?? 0;
    const next = this.#starts[line];
    return this.text.slice(start, next === undefined ? this.text.length : next - 1).replace(/\r$/, '');
  }
}
