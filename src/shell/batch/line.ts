/**
 * Text in one of the phases in which cmd.exe reads it: characters with the places they come from, and marks where nobody knows the text.
 *
 * INVARIANT: `text`, `places` and `unknowns` have one entry for each character; a place never lies in front of the one before it.
 */

/** Stands in `text` for something of any length; the text of a request never holds one. A lone `%` is marked as not known, too. */
export const UNKNOWN = '\0';

/** What stands behind a mark. */
export interface UnknownText {
  /** Variable, upper case; `%i` for that of a loop. */
  readonly name: string;
  /** Empty where the engine may know the value, else what cmd.exe makes of it. */
  readonly operator: string;
  /** Whether it holds no blanks for certain: it stays one word. */
  readonly single: boolean;
  /** A number, whatever it is. */
  readonly isNumber?: true;
}

export interface Line {
  readonly text: string;
  readonly places: readonly number[];
  readonly unknowns: readonly (UnknownText | null)[];
  /** Where the text behind it begins. */
  readonly end: number;
}

/** A line that is put together. */
export class LineDraft {
  #parts: string[] = [];
  readonly #places: number[] = [];
  readonly #unknowns: (UnknownText | null)[] = [];

  get length(): number {
    return this.#places.length;
  }

  get first(): string | undefined {
    return this.#parts[0];
  }

  add(character: string, place: number, unknown: UnknownText | null = null): void {
    this.#parts.push(character);
    this.#places.push(place);
    this.#unknowns.push(unknown);
  }

  /** Text that stands at one place: what a variable is replaced by. */
  addText(text: string, place: number): void {
    for (let i = 0; i < text.length; i++) this.add(text[i] ?? '', place);
  }

  /** `quoted`: whatever is unknown stays one word. */
  addFrom(line: Line, at: number, quoted = false): void {
    const unknown = line.unknowns[at] ?? null;
    this.add(line.text[at] ?? '', line.places[at] ?? line.end, quoted && unknown !== null ? { ...unknown, single: true } : unknown);
  }

  /** The character so many from the end. */
  last(back = 1): string | undefined {
    return this.#parts[this.#parts.length - back];
  }

  dropLast(): number {
    this.#parts.pop();
    this.#unknowns.pop();
    return this.#places.pop() ?? 0;
  }

  finish(end: number): Line {
    return { text: this.#parts.join(''), places: this.#places, unknowns: this.#unknowns, end };
  }
}

/** Text as it stands in a request. */
export function plainLine(text: string, start: number): Line {
  const places = Array.from({ length: text.length }, (_, i) => start + i);
  return { text, places, unknowns: new Array(text.length).fill(null), end: start + text.length };
}

export function sliceLine(line: Line, from: number, to = line.text.length): Line {
  return {
    text: line.text.slice(from, to),
    places: line.places.slice(from, to),
    unknowns: line.unknowns.slice(from, to),
    end: line.places[to] ?? line.end,
  };
}

/** Where a part of a line stands in the request. */
export function spanOf(line: Line, from = 0, to = line.text.length): { start: number; end: number } {
  const start = line.places[from] ?? line.end;
  const last = to > from ? (line.places[to - 1] ?? line.end) + 1 : start;
  return { start, end: Math.max(start, Math.min(last, Math.max(line.places[to] ?? line.end, last))) };
}

/** Characters between the words of a command. */
export function isDelimiter(character: string | undefined): boolean {
  return character !== undefined && character !== '' && DELIMITERS.includes(character);
}

const DELIMITERS = ' \t,;=\u000b\u000c\u00a0';

export function isBlank(character: string | undefined): boolean {
  return character !== undefined && character !== '' && ' \t\u000b\u000c\u00a0'.includes(character);
}
