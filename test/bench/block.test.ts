/** Blocks of contenders in turn. No time itself is compared. */
import { describe, expect, it } from 'vitest';
import { spreadTasks } from '../../bench/block.ts';

/** Names of tasks, each as often as it ran in a row without another one between. */
function inTurn(ran: readonly string[]): string[] {
  return ran.filter((name, i) => name !== ran[i - 1]);
}

describe('blocks', () => {
  it('begin with another task in every round', async () => {
    const ran: string[] = [];
    const tasks = ['a', 'b', 'c'].map((name) => () => ran.push(name));
    const spreads = await spreadTasks(tasks, { rounds: 3, roundMs: 0.01 });
    // First all warm up; a block that ends a round and one that begins the next are never of one task.
    expect({ count: spreads.length, turns: inTurn(ran).join('') }).toEqual({ count: 3, turns: 'abcabcbcacab' });
    for (const { best, low, median, high } of spreads)
      expect([best, low, median, high]).toEqual([best, low, median, high].toSorted((x, y) => x - y));
  });

  it('run asynchronous tasks one after the other', async () => {
    let running = 0;
    let most = 0;
    let calls = 0;
    const later = async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      calls++;
    };
    await spreadTasks([later, later], { rounds: 3, roundMs: 0.01 });
    expect({ most, isRun: calls >= 8 }).toEqual({ most: 1, isRun: true });
  });
});
