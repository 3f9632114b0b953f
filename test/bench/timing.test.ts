/** How times of rounds become figures. No time itself is compared. */
import { describe, expect, it } from 'vitest';
import { percentile, spreadOf, timeTasks } from '../../src/policy-tools/bench/timing.ts';

describe('the spread of times', () => {
  it('is the best, the middle one and the quartiles, in whatever order they came', () => {
    expect(spreadOf([50, 10, 40, 20, 30])).toEqual({ best: 10, low: 20, median: 30, high: 40 });
    expect(spreadOf([7])).toEqual({ best: 7, low: 7, median: 7, high: 7 });
  });

  it('has percentiles that never leave the values', () => {
    const sorted = [1, 2, 3, 4];
    expect([0, 0.25, 0.5, 0.99, 1].map((share) => percentile(sorted, share))).toEqual([1, 2, 3, 4, 4]);
    expect(percentile([], 0.5)).toBe(0);
  });
});

describe('timing', () => {
  it('says when each round is over', () => {
    let rounds = 0;
    const times = timeTasks([() => 0, () => 0], { rounds: 4, roundMs: 0.01 }, () => rounds++);
    expect({ rounds, times: times.every((time) => time > 0) }).toEqual({ rounds: 4, times: true });
  });
});
