/** Targets held against measures. */
import { describe, expect, it } from 'vitest';
import { evaluateTargets, TARGETS, type Target } from '../../bench/target.ts';

const fast: Target = { what: 'fast', measures: ['a: x, short', 'a: x, long'], bound: { atLeast: 5 } };
const small: Target = { what: 'small', measures: ['a: y'], bound: { atMost: 2 } };
const share: Target = { what: 'share', measures: ['a: z'], bound: 'reported' };

describe('evaluateTargets', () => {
  it('takes the worst of all measures of a target', () => {
    expect(evaluateTargets([fast, small, share], { 'a: x, short': 9, 'a: x, long': 5, 'a: y': 2, 'a: z': 0.4 })).toEqual([
      { what: 'fast', bound: '>= 5', measured: 5, state: 'met' },
      { what: 'small', bound: '<= 2', measured: 2, state: 'met' },
      { what: 'share', bound: 'reported', measured: 0.4, state: 'reported' },
    ]);
    expect(evaluateTargets([fast, small], { 'a: x, short': 9, 'a: x, long': 4.9, 'a: y': 2.1 })).toEqual([
      { what: 'fast', bound: '>= 5', measured: 4.9, state: 'missed' },
      { what: 'small', bound: '<= 2', measured: 2.1, state: 'missed' },
    ]);
  });

  it('never meets what was not measured, in part or at all', () => {
    const missing = { measured: null, state: 'not measured' };
    expect(evaluateTargets([fast, small, share], { 'a: x, short': 9, 'a: y': Number.NaN })).toEqual([
      { what: 'fast', bound: '>= 5', ...missing },
      { what: 'small', bound: '<= 2', ...missing },
      { what: 'share', bound: 'reported', ...missing },
    ]);
    expect(evaluateTargets([{ what: 'nothing', measures: [], bound: { atMost: 1 } }], {})).toEqual([
      { what: 'nothing', bound: '<= 1', ...missing },
    ]);
  });

  it('does not take measures from a prototype', () => {
    const target: Target = { what: 'odd', measures: ['constructor'], bound: { atMost: 1 } };
    expect(evaluateTargets([target], {})[0]?.state).toBe('not measured');
  });
});

describe('the targets of the project', () => {
  it('each have a name and a measure of their own', () => {
    expect(new Set(TARGETS.map(({ what }) => what)).size).toBe(TARGETS.length);
    expect(TARGETS.filter(({ measures }) => measures.length === 0 || measures.some((name) => !/^[a-z-]+: ./.test(name)))).toEqual([]);
  });
});
