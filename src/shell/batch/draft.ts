/** What is found while a text is read: commands, what encloses them, and what is not understood. */
import { CODES, type Code } from '../../base/index.ts';
import type { Analysis, Invocation, Position, Refusal, Scope } from '../invocation.ts';

export type OpenPosition = { -readonly [K in keyof Position]: Position[K] };

export class AnalysisDraft {
  readonly invocations: Invocation[] = [];
  readonly scopes: Scope[];
  readonly #cautions = new Map<Code, Refusal>();
  #refused: Refusal | null = null;
  #pipelines = 0;

  constructor(length: number) {
    const position = this.position(this.nextPipeline(), 0, false);
    this.scopes = [{ type: 'text', parent: 0, name: '', words: [], redirections: [], position, span: { start: 0, end: length } }];
  }

  nextPipeline(): number {
    return this.#pipelines++;
  }

  position(pipeline: number, index: number, conditional: boolean): OpenPosition {
    return { pipeline, index, piped: false, conditional, background: false, negated: false };
  }

  /** Returns the index of the new scope. */
  open(scope: Scope): number {
    return this.scopes.push(scope) - 1;
  }

  /** The first refusal of a text counts. */
  refuse(code: Code, start: number, end: number): void {
    this.#refused ??= { code, message: CODES[code], span: { start, end } };
  }

  /** The first caution of each kind counts. */
  caution(code: Code, start: number, end: number): void {
    if (!this.#cautions.has(code)) this.#cautions.set(code, { code, message: CODES[code], span: { start, end } });
  }

  finish(): Analysis {
    return { invocations: this.invocations, scopes: this.scopes, refused: this.#refused, cautions: [...this.#cautions.values()] };
  }
}
