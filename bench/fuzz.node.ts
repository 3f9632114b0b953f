/**
 * `npm run fuzz -- [--seed N] [--count M]`: composes commands out of wrappers, contexts, quoting and separators around commands that rules
 * forbid or ask about, and reports every composition that is decided more loosely. Ends with 1 where there is one.
 */
import { parseArgs } from 'node:util';
import { check, compose, type Find } from './composition/compose.ts';
import { engineForSubjects, SUBJECTS } from './composition/subjects.ts';

/** More finds than anybody reads. */
const MOST_FINDS = 50;
const PROGRESS_EVERY = 20_000;

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '100000' } } });
const count = Number(values.count);
const seed = Number(values.seed);
if (!Number.isSafeInteger(count) || !Number.isSafeInteger(seed) || count < 1) {
  console.error('error: `--seed` and `--count` are whole numbers');
  process.exit(2);
}

const engine = await engineForSubjects();
const decide = (text: string) => engine.evaluate({ command: text }).decision;
const finds = new Map<string, Find>();
const start = performance.now();
let done = 0;
for (const composition of compose(SUBJECTS, seed, count)) {
  const find = check(composition, decide);
  if (find !== null) finds.set(`${find.layers.join(' < ')} ${find.subject}`, find);
  if (++done % PROGRESS_EVERY === 0) console.error(`${done} of ${count}, ${finds.size} finds, ${seconds()} s`);
  if (finds.size >= MOST_FINDS) break;
}

for (const { expected, decision, subject, layers, text } of finds.values()) {
  console.log(`${decision} instead of ${expected}: ${JSON.stringify(text)}`);
  console.log(`  \`${subject}\` in ${layers.join(' < ')}`);
}
console.log(`${done} compositions, seed ${seed}: ${finds.size} decided more loosely than what they run, ${seconds()} s`);
if (finds.size > 0) process.exitCode = 1;

function seconds(): string {
  return ((performance.now() - start) / 1000).toFixed(1);
}
