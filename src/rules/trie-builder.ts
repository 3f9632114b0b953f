/**
 * Puts rules into the core's trie: one path of tokens per combination of alternatives, the rule's number at its end.
 *
 * INVARIANT: everything below a node is known at the node (`policyAbove`), so that a walk stopped by an unknown word knows what it misses.
 */
import { ROOT } from '../../wasm/policy.ts';
import { type Core, writeText } from '../shell/index.ts';
import type { PrefixRule } from './prefix-rule.ts';
import { RANK } from './rule-survey.ts';
import { slowPrograms } from './slow-rule.ts';

const SLOW = 16;

export class TrieBuilder {
  readonly #core: Core;
  readonly #strings = new Map<string, number>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** The node behind a token; null where the table needs another seed. */
  step(node: number, token: string): number | null {
    const { exports } = this.#core;
    const length = writeText(this.#core, exports.policyScratch(), token);
    const known = this.#strings.get(token);
    const offset = known ?? exports.policyNextString();
    const next = exports.policyStep(node, length, known ?? -1);
    if (next < 0) return null;
    if (known === undefined && exports.policyNextString() !== offset) this.#strings.set(token, offset);
    return next;
  }

  /** Adds bits to the node of a program; false where the table needs another seed. */
  mark(program: string, bits: number): boolean {
    const node = this.step(ROOT, program);
    if (node === null) return false;
    this.#core.exports.setNodeBits(node, bits);
    return true;
  }

  /** Adds a rule under its number, once for every program name in `programs` and every combination of its other tokens. */
  add(rule: PrefixRule, number: number, programs: readonly string[]): boolean {
    const [, ...rest] = rule.pattern;
    let paths: number[][] = [];
    for (const program of programs) {
      const node = this.step(ROOT, program);
      if (node === null) return false;
      paths.push([node]);
    }
    for (const token of rest) {
      const longer: number[][] = [];
      for (const path of paths) {
        for (const word of new Set(token.any)) {
          const node = this.step(path.at(-1) ?? ROOT, word);
          if (node === null) return false;
          longer.push([...path, node]);
        }
      }
      paths = longer;
    }
    for (const path of paths) this.#end(path, number, RANK[rule.decision]);
    return true;
  }

  #end(path: readonly number[], number: number, rank: number): void {
    const { exports } = this.#core;
    for (const node of path.slice(0, -1)) exports.policyAbove(node, rank);
    if (!exports.policyRule(path.at(-1) ?? ROOT, number, rank)) throw new RangeError('more rules than one table holds');
  }

  /** Marks the programs of a rule that the walk alone cannot match. */
  addSlow(rule: PrefixRule): boolean {
    return slowPrograms(rule).every((program) => this.mark(program, SLOW));
  }
}
