/**
 * Rules made to be slow to look through: all about one program, where a matcher with a row for each program tries every one, and words that
 * differ in one letter, where a weak hash puts all in one place. The seed is a random one, as whoever writes rules does not know it.
 */
import { createEngine, parsePolicy } from '../src/engine/index.ts';
import type { BenchRule } from './fixtures.ts';
import { randomFrom } from './random.ts';
import { compete, type Effort, medianOf, over, type Result, type Row } from './scenario.ts';

/** The longest row of a program where 100,000 rules are spread as people use programs. */
const ROW = 6_575;
const MANY = 100_000;
const PROGRAMS = 200;
const QUESTIONS = 2_000;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

type Words = (i: number) => readonly [program: string, word: string];

/** A word of so many letters that says a number; the first letters are alike in all. */
function alike(i: number, length: number): string {
  let rest = i;
  let word = '';
  for (let left = 4; left > 0; left--) {
    word = `${LETTERS[rest % LETTERS.length]}${word}`;
    rest = Math.floor(rest / LETTERS.length);
  }
  return word.padStart(length, 'a');
}

/** A word of so many letters that has little in common with the others. */
function unlike(i: number, length: number): string {
  const random = randomFrom(i);
  return `${alike(i, 4)}${Array.from({ length: length - 4 }, () => LETTERS[random(LETTERS.length)]).join('')}`;
}

const SHAPES: readonly (readonly [name: string, count: number, words: Words])[] = [
  ['200 programs', ROW, (i) => [`p${i % PROGRAMS}x`, unlike(i, 8)]],
  ['one program', ROW, (i) => ['p1x', unlike(i, 8)]],
  ['one program, words alike', ROW, (i) => ['p1x', alike(i, 8)]],
  ['one program', MANY, (i) => ['p1x', unlike(i, 8)]],
  ['one program, words alike', MANY, (i) => ['p1x', alike(i, 8)]],
];

export async function benchHostileRules({ timing }: Effort): Promise<Result> {
  const contenders = SHAPES.map(([name, count, words]) => ({
    name: `${name}, ${count} rules`,
    run: over(questions(count, words), deciderFor(count, words)),
  }));
  const rows: Row[] = await compete('decide', QUESTIONS, contenders, timing);
  const base = contenders[0]?.name ?? '';
  return {
    rows,
    measures: Object.fromEntries(rows.slice(1).map(({ name }) => [`${name} / ${base}`, medianOf(rows, name) / medianOf(rows, base)])),
    skipped: [],
  };
}

function deciderFor(count: number, words: Words): (text: string) => unknown {
  const rules = Array.from({ length: count }, (_, i): BenchRule => ({ pattern: words(i), decision: 'allow' }));
  const { value } = parsePolicy(rules);
  if (value === null) throw new Error('the rules of the bench are broken');
  const engine = createEngine(value, { defaults: { shell: 'bash' } });
  return (text) => engine.decide(text);
}

/** Half of them match a rule. */
function questions(count: number, words: Words): string[] {
  const random = randomFrom(3);
  return Array.from({ length: QUESTIONS }, (_, i) => {
    const [program, word] = words(random(count));
    return `${program} ${word}${i % 2 === 0 ? '' : 'z'}`;
  });
}
