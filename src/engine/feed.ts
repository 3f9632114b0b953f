/**
 * Texts that commands of a request hand to each other, where the text of the request fixes them: through pipes (`echo 'rm x' | sh`), as the
 * output of a substitution (`$(echo rm)`), as a file (`source <(echo …)`).
 * INVARIANT: null for everything that is not certain; nothing is run. LIMIT: MAX_PIPED_TEXT units, MAX_NESTING commands back.
 */
import { MAX_NESTING, MAX_PIPED_TEXT } from '../base/index.ts';
import { stdinOf } from '../programs/index.ts';
import type { Analysis, Invocation, Word } from '../shell/index.ts';
import { WRITERS } from './writer.ts';

export class Feed {
  readonly #byScope = new Map<number, Invocation[]>();
  /** By pipeline and index, for pipes of any length. */
  readonly #byPlace = new Map<string, Invocation>();
  /** Puts known values into words. */
  #known: (word: Word) => Word = (word) => word;
  #depth = 0;

  constructor({ invocations }: Analysis) {
    for (const each of invocations) {
      const inside = this.#byScope.get(each.scope);
      if (inside) inside.push(each);
      else this.#byScope.set(each.scope, [each]);
      this.#byPlace.set(`${each.position.pipeline}:${each.position.index}`, each);
    }
  }

  /** Words are read with what is known at this point. */
  useValues(known: (word: Word) => Word): void {
    this.#known = known;
  }

  /** What a pipe carries into a command; null where there is no pipe or nobody knows. */
  piped(reader: Invocation): string | null {
    const { pipeline, index } = reader.position;
    if (index === 0) return null;
    const before = this.#byPlace.get(`${pipeline}:${index - 1}`);
    return before === undefined ? null : this.#outputOf(before);
  }

  /** What the commands of a scope write, where it is one pipeline; final newlines stay. */
  output(scope: number): string | null {
    const inside = this.#byScope.get(scope) ?? [];
    const last = inside.at(-1);
    if (last === undefined || !inside.every((each) => each.position.pipeline === last.position.pipeline)) return null;
    return this.#outputOf(last);
  }

  #outputOf(writer: Invocation): string | null {
    if (this.#depth > MAX_NESTING || writer.assignments.length > 0) return null;
    if (writer.redirections.some(({ operator }) => operator.startsWith('>') || operator.startsWith('&'))) return null;
    this.#depth++;
    try {
      const [program, ...args] = writer.argv.map((word) => this.#known(word).value);
      if (program === undefined || program === null || args.includes(null)) return null;
      const write = WRITERS.get(program.slice(program.lastIndexOf('/') + 1));
      const text = write?.(args as string[], () => this.#inputOf(writer)) ?? null;
      return text === null || text.length > MAX_PIPED_TEXT ? null : text;
    } finally {
      this.#depth--;
    }
  }

  #inputOf(reader: Invocation): string | null {
    const stdin = stdinOf(reader.redirections);
    if (stdin.type === 'text') return this.#known(stdin.word).value;
    return stdin.type === 'inherited' ? this.piped(reader) : null;
  }
}
