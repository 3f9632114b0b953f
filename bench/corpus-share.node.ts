/**
 * Commands as agents type them, under the starter policy: what share the core decides by itself, and what deciding them takes. The second
 * set has another licence and is read only where it lies beside the project.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shareAlone, starterEngine } from './decide.ts';
import { compete, type Effort, over, type Result, type Row, ratiosTo } from './scenario.ts';

/** Thousands of texts a round: that takes longer than a block. */
const MOST_ROUNDS = 7;

const SETS: readonly (readonly [name: string, file: string])[] = [
  ['corpus', 'corpus/commands.jsonl'],
  ['real commands', '../shared/oracle/shell/real-commands.jsonl'],
];

function textsIn(path: string): string[] {
  const rows = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return [
    ...new Set(
      rows.map((line) => {
        const { text, command } = JSON.parse(line) as { readonly text?: string; readonly command?: string };
        return text ?? command ?? '';
      }),
    ),
  ];
}

export async function benchCorpus({ root, timing }: Effort): Promise<Result> {
  const rows: Row[] = [];
  const measures: Record<string, number> = {};
  const skipped: string[] = [];
  const engine = starterEngine();
  for (const [name, file] of SETS) {
    const path = join(root, file);
    if (!existsSync(path)) {
      skipped.push(`${name}: not beside the project`);
      continue;
    }
    const texts = textsIn(path);
    measures[`decided by the core alone, ${name}`] = shareAlone(engine, texts);
    const contenders = [
      { name: 'decide', run: over(texts, (text) => engine.decide(text)) },
      { name: 'evaluate', run: over(texts, (text) => engine.evaluate({ command: text })) },
    ];
    rows.push(...(await compete(name, texts.length, contenders, { ...timing, rounds: Math.min(timing.rounds, MOST_ROUNDS) })));
  }
  return { rows, measures: { ...measures, ...ratiosTo(rows, 'decide') }, skipped };
}
