/**
 * Texts that commands of a request hand to each other, where the text of the request fixes them: through pipes (`echo 'rm x' | sh`), as the
 * output of a substitution (`$(echo rm)`), as a file (`source <(echo …)`).
 * INVARIANT: null for everything that is not certain; nothing is run. LIMIT: MAX_PIPED_TEXT units, MAX_NESTING commands back.
 */
import { MAX_NESTING, MAX_PIPED_TEXT } from '../base/index.ts';
import { stdinOf } from '../programs/index.ts';
import type { Analysis, Invocation, Shell, Word } from '../shell/index.ts';
import { isNumber, WRITERS } from './writer.ts';

export class Feed {
  readonly #byScope = new Map<number, Invocation[]>();
  /** By pipeline and index, for pipes of any length. */
  readonly #byPlace = new Map<string, Invocation>();
  /** Puts known values into words. */
  #known: (word: Word) => Word = (word) => word;
  /** Scopes with a compound in them: more may be written than the commands say. */
  readonly #mixed = new Set<number>();
  readonly #isBash: boolean;
  #depth = 0;

  constructor({ invocations, scopes }: Analysis, shell: Shell) {
    this.#isBash = shell === 'bash' || shell === 'bash3';
    for (const { type, parent } of scopes) if (type !== 'substitution' && type !== 'process-substitution') this.#mixed.add(parent);
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
    const last = this.#lastOf(scope);
    return last === null ? null : this.#outputOf(last);
  }

  /** Whether the commands of a scope write a number, whatever it is. */
  isNumber(scope: number): boolean {
    const last = this.#lastOf(scope);
    return last !== null && isNumber(last.argv.map((word) => this.#known(word).value));
  }

  /** The last command of a scope that is one plain pipeline. */
  #lastOf(scope: number): Invocation | null {
    if (scope !== 0 && this.#mixed.has(scope)) return null;
    const inside = this.#byScope.get(scope) ?? [];
    const last = inside.at(-1);
    const isPlain = last !== undefined && !last.position.piped && inside.every((each) => each.position.pipeline === last.position.pipeline);
    return isPlain ? last : null;
  }

  #outputOf(writer: Invocation): string | null {
    if (this.#depth > MAX_NESTING || writer.assignments.length > 0) return null;
    if (writer.redirections.some(({ operator }) => operator.startsWith('>') || operator.startsWith('&'))) return null;
    this.#depth++;
    try {
      const [program, ...args] = writer.argv.map((word) => this.#known(word).value);
      if (program === undefined || program === null || args.includes(null)) return null;
      const write = WRITERS.get(program.slice(program.lastIndexOf('/') + 1));
      const text = write?.(args as string[], () => this.#inputOf(writer), this.#isBash) ?? null;
      // Shells drop NUL bytes, or stop there.
      return text === null || text.length > MAX_PIPED_TEXT || text.includes('\0') ? null : text;
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
