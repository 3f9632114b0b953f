/** The one call of the core that a decision is, with nothing of the engine around it. */

import { parsePolicy } from '../src/engine/index.ts';
import { RuleTable } from '../src/rules/index.ts';
import { type Core, writeText } from '../src/shell/index.ts';
import { HEAD_FEATURES } from '../wasm/layout.ts';
import type { BenchRule } from './fixtures.ts';

/** Room for any text of the benches. */
const ROOM = 1 << 20;

/** Compiles rules into a core. */
export function compileInto(core: Core, rules: readonly BenchRule[]): RuleTable {
  const { value } = parsePolicy(rules);
  if (value === null) throw new Error('the rules of the bench are broken');
  return new RuleTable(core, value.rules.prefixRules, { platform: 'posix', folds: false, today: '2026-01-01', seed: 1 });
}

/** Decides texts in a core with rules; gives the packed answer. */
export function decisionOf(core: Core): (text: string) => number {
  const address = core.exports.textAddress();
  core.exports.reserve(ROOM);
  return (text) => core.exports.decideText(writeText(core, address, text));
}

/** Features that the last text of a core showed. */
export function featuresIn(core: Core): number {
  return core.words()[HEAD_FEATURES >> 2] ?? 0;
}
