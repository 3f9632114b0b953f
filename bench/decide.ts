/**
 * Decisions about commands: the bare one against the explained one, against the number of rules, and beside other engines in one process.
 */
import { createEngine, type Engine, parsePolicy, starterPolicy } from '../src/engine/index.ts';
import { CORPUS_PLACE } from '../src/policy-tools/index.ts';
import { LONG_WARM_UP } from './block.ts';
import { CLASSES, rulesOf, textsOf } from './fixtures.ts';
import { compete, type Effort, over, type Result, type Row, ratiosTo } from './scenario.ts';

const RULES = 1_000;
/** Each begins with a long warm-up. */
const MOST_ROUNDS = 9;
const GROWTH = [10, 1_000, 100_000];
/** Engines that are alive and asked in turn where a process is said to be mixed. */
const MIXED = 4;

/** An engine over rules of the bench. */
export function engineWith(rules: number): Engine {
  const { value } = parsePolicy(rulesOf(rules));
  if (value === null) throw new Error('the rules of the bench are broken');
  return createEngine(value, { seed: 1, defaults: { shell: 'bash' } });
}

export async function benchDecide({ timing }: Effort): Promise<Result> {
  const engine = engineWith(RULES);
  const rows: Row[] = [];
  const measures: Record<string, number> = {};
  for (const name of CLASSES) {
    const texts = textsOf(name);
    const found = await compete(
      name,
      texts.length,
      [
        { name: 'decide', run: over(texts, (text) => engine.decide(text)) },
        { name: 'evaluate', run: over(texts, (text) => engine.evaluate({ command: text })), note: 'effects, facts and reasons included' },
      ],
      { rounds: Math.min(timing.rounds, MOST_ROUNDS), roundMs: timing.roundMs, warmUpMs: timing.roundMs * LONG_WARM_UP },
    );
    rows.push(...found);
    Object.assign(measures, ratiosTo(found, 'decide'));
  }
  const grown = await growth(timing);
  const mixed = await mixedRows(timing);
  const [few, , many] = grown;
  return {
    rows: [...rows, ...grown, ...mixed],
    measures: {
      ...measures,
      'decide 100000 / 10 rules': (many?.time.median ?? NaN) / (few?.time.median ?? NaN),
      ...ratiosTo(mixed, 'decide, one engine'),
      ...decidedAlone(),
    },
    skipped: [],
  };
}

function growth(timing: Effort['timing']): Promise<Row[]> {
  const texts = textsOf('mid');
  const contenders = GROWTH.map((rules) => {
    const engine = engineWith(rules);
    return { name: `decide, ${rules} rules`, run: over(texts, (text) => engine.decide(text)) };
  });
  return compete('mid', texts.length, contenders, timing);
}

function mixedRows(timing: Effort['timing']): Promise<Row[]> {
  const texts = textsOf('mid');
  const engines = Array.from({ length: MIXED }, () => engineWith(RULES));
  let turn = 0;
  const run = over(texts, (text) => engines[turn++ % MIXED]?.decide(text));
  const one = over(texts, (text) => engines[0]?.decide(text));
  return compete(
    'mid',
    texts.length,
    [
      { name: 'decide, one engine', run: one },
      { name: 'decide, four engines in turn', run },
    ],
    timing,
  );
}

/** Shares of texts that the core decides by itself. */
function decidedAlone(): Record<string, number> {
  const shares: Record<string, number> = {};
  for (const name of CLASSES) shares[`decided by the core alone, ${name}`] = shareAlone(engineWith(RULES), textsOf(name));
  return shares;
}

/** Longer texts are not tried: the core reserves room for so many bytes. */
const TRIED_BYTES = 16_384;

/** The texts for which the core needs nothing else. */
export function textsDecidedAlone(engine: Engine, texts: readonly string[]): string[] {
  const decider = engine.decider({ command: '' });
  if (decider === null) return [];
  const encoder = new TextEncoder();
  return texts.filter((text) => {
    const bytes = encoder.encode(text);
    if (bytes.length > TRIED_BYTES) return false;
    decider.memory().set(bytes, decider.address);
    return decider.decide(bytes.length) !== null;
  });
}

/** The share of texts for which the core needs nothing else. */
export function shareAlone(engine: Engine, texts: readonly string[]): number {
  return textsDecidedAlone(engine, texts).length / Math.max(texts.length, 1);
}

/** An engine with the policy that holds where none is set up. */
export function starterEngine(): Engine {
  return createEngine(starterPolicy(), { defaults: { ...CORPUS_PLACE, shell: 'bash' } });
}
