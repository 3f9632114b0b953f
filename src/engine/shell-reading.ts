/** What the tables say of an invocation in the shell that runs it; which names it gives to programs, and how it writes their paths. */
import { effectsOf, hasSpec, isCommandName, type ProgramReading } from '../programs/index.ts';
import type { RuleTable } from '../rules/index.ts';
import type { Shell, Word } from '../shell/index.ts';
import type { EngineContext } from './context.ts';
import type { Parts, Surroundings } from './step.ts';

export function readingOf(
  view: Parts,
  shell: Shell,
  { platform, windows }: Pick<EngineContext, 'platform' | 'windows'>,
  around: Surroundings | null,
): ProgramReading {
  return effectsOf(view, {
    zsh: shell === 'zsh' || shell === 'sh' || shell === 'unknown',
    foldCase: platform !== 'linux',
    batch: shell === 'cmd',
    powerShell: shell !== 'pwsh' ? null : windows ? 'windows' : 'other',
    piped: () => (around === null ? null : around.feed.piped(around.invocation)),
  });
}

/** Whether a name is that of a program that the tables or rules know; PowerShell looks at no case. */
export function isTaken(name: string, shell: Shell, table: RuleTable): boolean {
  if (shell === 'pwsh') return isCommandName(name) || table.spellingsOf(name.toLowerCase()).length > 0;
  return hasSpec(name) || table.names(name);
}

/** The path of a program that may be a script; PowerShell takes either slash. */
export function scriptPath(program: Word | undefined, shell: Shell): Word | null {
  if (program?.value == null) return null;
  const path = shell === 'pwsh' ? { ...program, value: program.value.replaceAll('\\', '/') } : program;
  return path.value?.includes('/') === true ? path : null;
}
