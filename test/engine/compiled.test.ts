/** A compiled policy as bytes: an engine that loads it is the engine that saved it, and nothing of damaged bytes is used. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine, type Engine, type Policy, parsePolicy, type RuleInput, starterPolicy } from '../../src/engine/index.ts';
import { createCore, POLICY_START } from '../../src/shell/index.ts';
import { BUILDS } from '../core/builds.ts';

const RULES: readonly RuleInput[] = [
  { pattern: ['git', ['status', 'log']] },
  { pattern: ['git', 'push'], decision: 'prompt' },
  { pattern: ['git', 'push', '--force'], decision: 'forbidden' },
  { pattern: ['/bin/rm', '-rf'], decision: 'forbidden' },
  { pattern: ['tool', 'a', 'b', 'c'] },
  { pattern: ['npm', { any: ['publish'], subtokens: ['now'] }], decision: 'forbidden' },
  { pattern: ['docker', 'run'], decision: 'prompt' },
  // Several rules that end at one place.
  { pattern: ['docker', 'run'] },
  { pattern: ['docker', ['run', 'ps']], decision: 'prompt' },
];

const TEXTS = [
  'git status',
  'git push',
  'git push --force',
  'git "$x"',
  'rm -rf x',
  '/bin/rm -rf x',
  'tool a b c',
  'tool a b',
  'npm publish --now',
  'docker run x',
  'docker ps',
  'ls',
  'sudo git push --force',
  'nobody knows',
  'echo $HOME && git log',
];

function policyOf(rules: readonly RuleInput[] = RULES): Policy {
  const { value } = parsePolicy(rules);
  if (value === null) throw new Error('the rules of the test are broken');
  return value;
}

const answersOf = (engine: Engine) => TEXTS.map((text) => [text, engine.decide(text), engine.evaluate({ command: text })]);

describe.each(BUILDS)('a compiled policy (%s)', (build) => {
  const policy = policyOf();
  const options = { build, seed: 7 } as const;
  const built = createEngine(policy, options);
  const saved = built.save();
  const wanted = answersOf(built);

  it('answers as the engine that saved it, whether that had decided before or not', () => {
    for (const bytes of [saved, built.save()]) {
      const loaded = createEngine(policy, { build, compiled: bytes });
      expect(loaded.compiledFault).toBeNull();
      expect(answersOf(loaded)).toEqual(wanted);
    }
  });

  it('is the same bytes again from the engine that loaded it', () => {
    expect(createEngine(policy, { build, compiled: saved }).save()).toEqual(saved);
  });

  it('serves the other build', () => {
    const loaded = createEngine(policy, { build: build === 'wasm' ? 'js' : 'wasm', compiled: saved });
    expect([loaded.compiledFault, answersOf(loaded)]).toEqual([null, wanted]);
  });

  it('is not used for other rules, another platform, another profile or other sources', () => {
    const [first, ...rest] = RULES;
    const others = [
      createEngine(policyOf(rest), { build, compiled: saved }),
      createEngine({ ...policyOf(rest), fingerprint: policy.fingerprint }, { build, compiled: saved }),
      createEngine({ ...policy, fingerprint: 'sha256:0' }, { build, compiled: saved }),
      createEngine({ ...policy, profile: 'codex' }, { build, compiled: saved }),
      createEngine(policy, { build, compiled: saved, defaults: { platform: 'darwin' } }),
      createEngine(starterPolicy(), { build, compiled: saved }),
    ];
    expect(first).toBeDefined();
    expect(others.map((engine) => engine.compiledFault?.code)).toEqual(others.map(() => 'RL013'));
  });

  it('does not outlive a rule: where one has expired since, the rules that are left are compiled anew', () => {
    const ending = policyOf([...RULES, { pattern: ['late'], expires: '2026-06-15' }]);
    const before = createEngine(ending, { build, today: '2026-06-15' });
    const loaded = ['2026-06-15', '2026-06-16'].map((today) => createEngine(ending, { build, today, compiled: before.save() }));
    expect(before.decide('late')).toBe('allow');
    expect(loaded.map((engine) => [engine.compiledFault?.code, engine.decide('late')])).toEqual([
      [undefined, 'allow'],
      ['RL013', 'prompt'],
    ]);
  });

  it('is refused where bytes were changed, cut off or added, and the rules are compiled anew', () => {
    for (let at = 0; at < saved.length; at += 7) {
      const bytes = saved.slice();
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at & 7));
      const engine = createEngine(policy, { ...options, compiled: bytes });
      expect(['RL012', 'RL013']).toContain(engine.compiledFault?.code);
      if (at % 70 === 0) expect(engine.decide('git push --force')).toBe('forbidden');
      if (at > 3_000) at += saved.length >> 7;
    }
    for (const bytes of [
      saved.subarray(0, 0),
      saved.subarray(0, 23),
      saved.subarray(0, saved.length - 4),
      new Uint8Array([...saved, 0, 0, 0, 0]),
    ])
      expect(createEngine(policy, { ...options, compiled: bytes }).compiledFault?.code).toBe('RL012');
  });

  it('cannot mislead a walk even where whoever changed it repaired the check sums', () => {
    const words = fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        // Where another word is put instead: what is right elsewhere misleads most.
        copied: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        value: fc.oneof(fc.integer(), fc.integer({ min: -4, max: 600 }), fc.constantFrom(0x7ffffffc, -1, 1 << 24)),
      }),
      { minLength: 1, maxLength: 3 },
    );
    const [refused, found] = [{ count: 0 }, { count: 0 }];
    const property = fc.property(words, fc.constantFrom('header', 'filled', 'any'), (changes, where) => {
      const bytes = saved.slice();
      const view = new DataView(bytes.buffer);
      const from = arenaOf(saved);
      const filled = filledWords(saved);
      const pick = (fraction: number) => filled[Math.floor(fraction * (filled.length - 1))] ?? from;
      for (const { at, value, copied } of changes) {
        const span = where === 'header' ? 64 : bytes.length - from - 4;
        const place = where === 'filled' ? pick(at) : from + (Math.floor(at * span) & ~3);
        view.setInt32(place, copied === null ? value : view.getInt32(pick(copied), true), true);
      }
      const engine = createEngine(policy, { ...options, compiled: repaired(bytes) });
      if (engine.compiledFault !== null) refused.count++;
      for (const text of TEXTS) engine.decide(text);
      // What stands at a node is checked against the rules, so that a rule that is still found says what it said.
      for (const { invocations } of TEXTS.map((text) => engine.evaluate({ command: text })))
        for (const { matches } of invocations)
          for (const { rule, decision } of matches) {
            expect(decision).toBe(RULES[rule.line - 1]?.decision ?? 'allow');
            found.count++;
          }
    });
    fc.assert(property, { numRuns: build === 'wasm' ? 400 : 150 });
    expect([refused.count > 20, found.count > 100]).toEqual([true, true]);
  });
});

/** Where the arena begins. */
function arenaOf(saved: Uint8Array): number {
  return 24 + ((new DataView(saved.buffer, saved.byteOffset).getInt32(20, true) + 3) & ~3);
}

/** Where the words of the arena are that are not empty. */
function filledWords(saved: Uint8Array): readonly number[] {
  const view = new DataView(saved.buffer, saved.byteOffset);
  const filled: number[] = [];
  for (let at = arenaOf(saved); at + 4 <= saved.length; at += 4) if (view.getInt32(at, true) !== 0) filled.push(at);
  return filled;
}

/** The same bytes with check sums that fit. */
function repaired(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer);
  const core = createCore('js');
  core.exports.setTapeStart(POLICY_START);
  core.exports.reserve(bytes.length);
  const arena = bytes.subarray(arenaOf(bytes));
  const behind = POLICY_START + arena.length;
  core.bytes().set(arena, POLICY_START);
  core.exports.policySums(arena.length, behind);
  for (const i of [0, 1]) view.setInt32(12 + i * 4, core.words()[(behind >> 2) + i] ?? 0, true);
  return bytes;
}
