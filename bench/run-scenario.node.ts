/** One scenario in a process of its own, so that none warms up or fills the heap of another; the result goes to the parent. */
import { checkBuilds } from './agreement.node.ts';
import type { Effort } from './scenario.ts';
import { SCENARIOS } from './scenario-table.node.ts';

export interface Order {
  /** Null: the check that all builds agree. */
  readonly scenario: string | null;
  readonly effort: Effort;
}

process.once('message', async ({ scenario, effort }: Order) => {
  const run = scenario === null ? checkBuilds : SCENARIOS.get(scenario);
  if (run === undefined) throw new Error(`there is no scenario \`${scenario}\``);
  const result = await run(effort);
  process.send?.(result, () => process.exit(0));
});
