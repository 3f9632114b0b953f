/**
 * Functions that a text defines, for calls with arguments: what the body does with `$1` and `"$@"` is in the words of the call.
 * LIMIT: MAX_KNOWN_FUNCTIONS definitions of MAX_FOLLOWED_BODY units, and MAX_FOLLOWED_CALLS calls; beyond them a body is judged where it stands.
 */
import { MAX_CALL_WORDS, MAX_FOLLOWED_BODY, MAX_FOLLOWED_CALLS, MAX_KNOWN_FUNCTIONS } from '../base/index.ts';
import type { Analysis, Scope } from '../shell/index.ts';
import type { Parts } from './step.ts';

/** Whether a text names a positional parameter, or all of them. */
const ARGUMENTS = /\$(?:[1-9@*]|\{[#!]?[1-9@*])|\bfor\s+\w+\s*(?:;|\n|do\b)/;

export interface FunctionCall {
  readonly body: string;
  readonly args: readonly string[];
}

export class FunctionCalls {
  /** Of two with one name, one after the other. */
  #bodies: Map<string, string> | null = null;
  #definitions = 0;
  /** Calls that may still be followed: guesses take nothing from what the text says. */
  readonly #left = { said: MAX_FOLLOWED_CALLS, guessed: MAX_FOLLOWED_CALLS };

  /** A function is defined; its body is the compound in it. */
  define(scope: Scope, text: string, { scopes }: Analysis): void {
    if (this.#definitions++ >= MAX_KNOWN_FUNCTIONS) return;
    const index = scopes.indexOf(scope);
    const start = scopes.find(({ parent }, at) => at > index && parent === index)?.span.start ?? scope.span.end;
    const body = text.slice(start, scope.span.end);
    if (body.length > MAX_FOLLOWED_BODY || !ARGUMENTS.test(body)) return;
    this.#bodies ??= new Map();
    const known = this.#bodies.get(scope.name) ?? '';
    if (known.length + body.length <= MAX_FOLLOWED_BODY) this.#bodies.set(scope.name, known === '' ? body : `${known}\n${body}`);
  }

  /** The body that an invocation runs with its words for arguments; null where it is none, or not all of them are known. */
  follow({ argv }: Parts, isSaid: boolean): FunctionCall | null {
    if (this.#bodies === null || argv.length < 2 || argv.length > MAX_CALL_WORDS + 1) return null;
    const [program, ...rest] = argv;
    const body = this.#bodies.get(program?.value ?? '');
    const args = body === undefined ? [] : rest.flatMap(({ value }) => value ?? []);
    if (body === undefined || args.length < rest.length) return null;
    const kind = isSaid ? 'said' : 'guessed';
    if (this.#left[kind]-- <= 0) return null;
    return { body, args };
  }
}
