/**
 * Composes commands out of layers, asks for the decision, and finds those that are decided more loosely than the command in their middle.
 *
 * INVARIANT: the same seed gives the same compositions.
 */
import { type Decision, isLooser } from '../../src/base/index.ts';
import { type Random, randomOf } from '../rules-mutation.ts';
import { CONTEXT_LAYERS } from './context.ts';
import { FORMS } from './form.ts';
import { applyLayers, type Layer } from './layer.ts';
import { PROGRAM_SPELLINGS, SPELLINGS } from './quoting.ts';
import { starters } from './starter.ts';

/** A command under rules that say something about it, and nothing but allow everything around it. */
export interface Subject {
  readonly words: readonly string[];
  readonly decision: Decision;
}

export interface Composition {
  readonly subject: Subject;
  /** By the word it is for. */
  readonly spellings: readonly string[];
  readonly form: string;
  readonly layers: readonly Layer[];
}

/** A composition that is decided more loosely than its subject, as small as it still is one. */
export interface Find {
  readonly text: string;
  readonly subject: string;
  readonly expected: Decision;
  readonly decision: Decision;
  readonly layers: readonly string[];
}

export type Decide = (text: string) => Decision;

const MAX_LAYERS = 5;

/** Null where the layers do not fit. */
export function textOf({ subject, spellings, form, layers }: Composition): string | null {
  const words = subject.words.map((word, i) => (i === 0 ? PROGRAM_SPELLINGS : SPELLINGS)[spellings[i] ?? 'plain']?.(word) ?? word);
  const command = FORMS[form]?.(words) ?? null;
  return command === null ? null : (applyLayers(command, layers)?.text ?? null);
}

export function* compose(subjects: readonly Subject[], seed: number, count: number): Generator<Composition> {
  const random = randomOf(seed);
  const known = starters();
  for (let left = count; left > 0; ) {
    const subject = pick(random, subjects);
    const spellings = subject.words.map((_, i) =>
      random() < 0.6 ? 'plain' : pick(random, Object.keys(i === 0 ? PROGRAM_SPELLINGS : SPELLINGS)),
    );
    const form = random() < 0.5 ? 'plain' : pick(random, Object.keys(FORMS));
    const layers = Array.from({ length: Math.floor(random() * (MAX_LAYERS + 1)) }, () =>
      random() < 0.5 ? pick(random, known) : pick(random, CONTEXT_LAYERS),
    );
    const composition = { subject, spellings, form, layers };
    if (textOf(composition) === null) continue;
    left--;
    yield composition;
  }
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** Null where the decision is as strict as the subject's. */
export function check(composition: Composition, decide: Decide): Find | null {
  if (!isTooLoose(composition, decide)) return null;
  const small = minimise(composition, decide);
  const text = textOf(small) ?? '';
  const { words, decision: expected } = small.subject;
  return {
    text,
    subject: words.join(' '),
    expected,
    decision: decide(text),
    layers: [small.form, ...small.layers.map(({ name }) => name)],
  };
}

function isTooLoose(composition: Composition, decide: Decide): boolean {
  const text = textOf(composition);
  return text !== null && isLooser(decide(text), composition.subject.decision);
}

/** Leaves out layers and spellings as long as what is left is decided too loosely. */
function minimise(composition: Composition, decide: Decide): Composition {
  for (const smaller of smallerOnes(composition)) if (isTooLoose(smaller, decide)) return minimise(smaller, decide);
  return composition;
}

function smallerOnes(whole: Composition): Composition[] {
  const { spellings, form, layers } = whole;
  const fewer = layers.map((_, i) => ({ ...whole, layers: layers.toSpliced(i, 1) }));
  const plainer = spellings.flatMap((spelling, i) => (spelling === 'plain' ? [] : [{ ...whole, spellings: spellings.with(i, 'plain') }]));
  return [...fewer, ...plainer, ...(form === 'plain' ? [] : [{ ...whole, form: 'plain' }])];
}
