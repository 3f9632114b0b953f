/**
 * From one file of the user's to rows of a corpus: its commands, redacted, each labelled with the decision of today.
 *
 * SECURITY: a text is redacted before anything else sees it, and nothing but the rows leaves here. The labels are a record of what was
 * decided, so that a later version can say what changed; nobody has reviewed them, and `why` says so.
 */
import { MAX_CORPUS_TEXT, VERSION } from '../../base/index.ts';
import type { Engine } from '../../engine/index.ts';

import type { CorpusRow } from './corpus-row.ts';
import { agentTranscripts } from './source/agent-transcript.ts';
import { dockerfileRuns } from './source/dockerfile-run.ts';
import type { CommandSource } from './source/found-command.ts';
import { makefileRecipes } from './source/makefile-recipe.ts';
import { packageScripts } from './source/package-script.ts';
import { shellHistories } from './source/shell-history.ts';
import { workflowSteps } from './source/workflow-step.ts';

/** A file belongs to the first that knows it. */
const SOURCES: readonly CommandSource[] = [
  packageScripts,
  makefileRecipes,
  workflowSteps,
  dockerfileRuns,
  shellHistories,
  agentTranscripts,
];

/** Whether commands can be collected from a file of this path. */
export function isCommandFile(path: string): boolean {
  return SOURCES.some((source) => source.matches(path));
}

export interface CollectOptions {
  readonly engine: Engine;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
  /** Texts that earlier files have given; new ones are added. */
  readonly seen: Set<string>;
}

export async function collectRows(path: string, text: string, { engine, redact, seen }: CollectOptions): Promise<readonly CorpusRow[]> {
  const source = SOURCES.find((each) => each.matches(path));
  const found = source ? await source.read(text, path) : [];
  return found.flatMap(({ text: given, shell }): CorpusRow[] => {
    const command = given.length > MAX_CORPUS_TEXT || given.trim() === '' ? '' : redact(given);
    const key = `${shell} ${command}`;
    if (command === '' || seen.has(key)) return [];
    seen.add(key);
    const { decision, reason } = engine.evaluate({ command, shell });
    return [
      {
        text: command,
        shell,
        origin: redact(`${source?.name}: ${path}`),
        licence: 'unstated',
        label: decision,
        why: redact(`as decided by portcullis ${VERSION}, not reviewed: ${reason}`),
      },
    ];
  });
}
