/**
 * Finding the rules for words: our table against every rule in turn, and against rules in a row by program, which is the shape of Codex's
 * own matcher (the shape, not its code). Rules and questions prefer the same programs, so that some rows are long.
 */
import { createEngine, parsePolicy } from '../src/engine/index.ts';
import { type PrefixRule, RuleTable } from '../src/rules/index.ts';
import { createCore } from '../src/shell/index.ts';
import type { BenchRule } from './fixtures.ts';
import { bucketsOf, linearRulesOf, strictestInBucket, strictestLinear } from './linear-matcher.ts';
import { randomFrom } from './random.ts';
import { compete, type Effort, medianOf, type Result, type Row } from './scenario.ts';

const SIZES = [10, 1_000, 10_000, 100_000];
const PROGRAMS = 200;
const QUESTIONS = 2_000;
/** Beyond this, trying every rule takes too long to be worth knowing. */
const MOST_LINEAR = 1_000;
/** Questions that a row-by-row matcher is asked at a time. */
const FEW = 100;

/** A program by how much it is used: the one of number n about 1/n of the time. No digit ends it: that could be a version. */
function programOf(random: ReturnType<typeof randomFrom>): string {
  return `p${Math.floor(PROGRAMS ** (random(1_000_000) / 1_000_000)) - 1}x`;
}

function skewedRules(count: number): BenchRule[] {
  const random = randomFrom(7);
  return Array.from({ length: count }, (_, i) => {
    const decision = i % 10 === 9 ? 'prompt' : 'allow';
    const last = `w${random(count)}`;
    return { pattern: [programOf(random), random(7) === 0 ? [`s${i % 40}`, `t${i % 40}`] : `s${i % 40}`, last], decision };
  });
}

/** Words of which some are in no rule; half of the others match one. */
function questions(rules: readonly BenchRule[]): (readonly string[])[] {
  const random = randomFrom(11);
  return Array.from({ length: QUESTIONS }, (_, i) => {
    if (i % 7 === 0) return [`p${random(PROGRAMS)}y`, 'run', 'all'];
    const words = (rules[random(rules.length)] as BenchRule).pattern.map((each) => (typeof each === 'string' ? each : (each[0] ?? '')));
    return i % 2 === 0 ? [...words, '--json'] : [words[0] ?? '', words[1] ?? '', 'other'];
  });
}

export async function benchLookup({ timing }: Effort): Promise<Result> {
  const rows: Row[] = [];
  for (const size of SIZES) rows.push(...(await lookupRows(size, timing)));
  const at = (name: string, size: number) => medianOf(rows, name, `${size} rules`);
  return {
    rows,
    measures: {
      'lookup 100000 / 10 rules': at('lookup', 100_000) / at('lookup', 10),
      'rows by program / lookup, 100000 rules': at('rows by program', 100_000) / at('lookup', 100_000),
      'every rule / lookup, 1000 rules': at('every rule', MOST_LINEAR) / at('lookup', MOST_LINEAR),
    },
    skipped: [],
  };
}

async function lookupRows(size: number, timing: Effort['timing']): Promise<Row[]> {
  const rules = skewedRules(size);
  const { value } = parsePolicy(rules);
  if (value === null) throw new Error('the rules of the bench are broken');
  const asked = questions(rules);
  const texts = asked.map((words) => words.join(' '));
  const table = tableOf(value.rules.prefixRules);
  const engine = createEngine(value, { seed: 1, defaults: { shell: 'bash' } });
  const linear = linearRulesOf(rules);
  const buckets = bucketsOf(linear);
  checkAgreement(asked, table, buckets);
  const of = `${size} rules`;
  const quick = await compete(
    of,
    QUESTIONS,
    [
      { name: 'lookup', run: () => asked.map((words) => table.match(words, always)), note: 'the matching rules of an argv, as objects' },
      {
        name: 'lookup from text',
        run: () => texts.map((text) => engine.decide(text)),
        note: 'the whole decision about the words as a text',
      },
    ],
    timing,
  );
  const few = asked.slice(0, FEW);
  const slow = [{ name: 'rows by program', run: () => few.map((words) => strictestInBucket(buckets, words)) }];
  if (size <= MOST_LINEAR) slow.push({ name: 'every rule', run: () => few.map((words) => strictestLinear(linear, words)) });
  return [...quick, ...(await compete(of, FEW, slow, timing))];
}

const always = () => true;

function tableOf(rules: readonly PrefixRule[]): RuleTable {
  return new RuleTable(createCore(), rules, { platform: 'posix', folds: false, today: '2026-01-01', seed: 1 });
}

const RANKS = { allow: 1, prompt: 2, forbidden: 3 } as const;

/** No time counts where the answers differ. */
function checkAgreement(asked: readonly (readonly string[])[], table: RuleTable, buckets: ReturnType<typeof bucketsOf>): void {
  for (const words of asked) {
    const found = table.match(words, always).exact.reduce((rank, { decision }) => Math.max(rank, RANKS[decision]), 0);
    if (found !== strictestInBucket(buckets, words)) throw new Error(`matchers differ on \`${words.join(' ')}\``);
  }
}
