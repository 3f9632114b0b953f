/**
 * Decides every row of a corpus again and says which labels no longer hold.
 *
 * INVARIANT: rows are decided in one stated place, so that the same corpus gives the same answers on every machine.
 */
import type { Decision } from '../../base/index.ts';
import { createEngine, type Engine, type Policy, packTexts } from '../../engine/index.ts';
import type { PlacedRow } from './corpus-row.ts';

/** A row whose label is not what is decided now. */
export interface LabelChange {
  readonly row: PlacedRow;
  readonly decision: Decision;
  readonly reason: string;
  /** Whether it is looser than the label: what matters most. */
  readonly isLooser: boolean;
}

/** Where the commands of a corpus run: a workspace below a home folder on Linux; no file is looked at. */
export const CORPUS_PLACE = { platform: 'linux', cwd: '/home/dev/project', home: '/home/dev' } as const;

/** The engine that labels are compared with. */
export function corpusEngine(policy: Policy): Engine {
  return createEngine(policy, { defaults: CORPUS_PLACE });
}

const STRICTNESS: readonly Decision[] = ['allow', 'prompt', 'forbidden'];

export function verifyCorpus(rows: readonly PlacedRow[], engine: Engine): readonly LabelChange[] {
  const decided = decideByShell(rows, engine);
  return rows.flatMap((row): LabelChange[] => {
    // Only what is not as labelled needs a reason.
    if (decided.get(row) === row.label) return [];
    const { decision, reason } = engine.evaluate({ command: row.text, shell: row.shell });
    if (decision === row.label) return [];
    return [{ row, decision, reason, isLooser: STRICTNESS.indexOf(decision) < STRICTNESS.indexOf(row.label) }];
  });
}

/** What the core decides by itself of all rows, those of a shell in one go. */
function decideByShell(rows: readonly PlacedRow[], engine: Engine): ReadonlyMap<PlacedRow, Decision> {
  const decided = new Map<PlacedRow, Decision>();
  for (const shell of new Set(rows.map((row) => row.shell))) {
    const own = rows.filter((row) => row.shell === shell);
    const decisions = engine.decider({ command: '', shell })?.decideAll(packTexts(own.map(({ text }) => text))) ?? [];
    for (const [i, decision] of decisions.entries()) if (decision !== null) decided.set(own[i] as PlacedRow, decision);
  }
  return decided;
}
