/**
 * Shells with a grammar of their own: the core does not read their texts, a front end does.
 *
 * INVARIANT: a front end never throws and takes time in proportion to its text; what it does not understand is a refusal.
 */
import { readBatch } from './batch/index.ts';
import type { Analysis, Shell } from './invocation.ts';
import { analysePowerShell } from './powershell/analyse-powershell.ts';

type FrontEnd = (text: string) => Analysis;

/** Behind functions, so that the bundles load a front end for the first text of its shell. */
const FRONT_ENDS: Readonly<Partial<Record<Shell, () => FrontEnd>>> = {
  cmd: () => readBatch,
  pwsh: () => analysePowerShell,
};

/** What reads the texts of a shell in place of the core, or null. */
export function frontEndOf(shell: Shell): FrontEnd | null {
  return FRONT_ENDS[shell]?.() ?? null;
}

/** Whether the core knows nothing of a shell's texts that counts. */
export function hasFrontEnd(shell: Shell): boolean {
  return FRONT_ENDS[shell] !== undefined;
}
