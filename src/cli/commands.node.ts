/**
 * The commands with their files.
 *
 * INVARIANT: nothing is imported before it is asked for; a cold start pays for one command only.
 */
import type { Command } from 'commander';
import { COMMAND_ROWS, type CommandRow } from './command-rows.ts';

/** What a file of `command/` exports. */
export interface CommandModule {
  /** Declares arguments, options, examples and the action; `commands` is the table itself, for the command that describes the others. */
  define(command: Command, commands: readonly CommandEntry[]): void;
}

export interface CommandEntry extends CommandRow {
  readonly load: () => Promise<CommandModule>;
}

const FILES: Readonly<Record<(typeof COMMAND_ROWS)[number]['name'], CommandEntry['load']>> = {
  allow: () => import('./command/allow.node.ts'),
  analyse: () => import('./command/analyse.node.ts'),
  audit: () => import('./command/audit.node.ts'),
  bench: () => import('./command/bench.node.ts'),
  check: () => import('./command/check.node.ts'),
  completion: () => import('./command/completion.node.ts'),
  config: () => import('./command/config.node.ts'),
  corpus: () => import('./command/corpus.node.ts'),
  execpolicy: () => import('./command/execpolicy.node.ts'),
  hook: () => import('./command/hook.node.ts'),
  init: () => import('./command/init.node.ts'),
  mcp: () => import('./command/mcp.node.ts'),
  mdm: () => import('./command/mdm.node.ts'),
  network: () => import('./command/network.node.ts'),
  sandbox: () => import('./command/sandbox.node.ts'),
  serve: () => import('./command/serve.node.ts'),
  trust: () => import('./command/trust.node.ts'),
  lint: () => import('./command/lint.node.ts'),
  doctor: () => import('./command/doctor.node.ts'),
};

export const COMMANDS: readonly CommandEntry[] = COMMAND_ROWS.map((row) => ({ ...row, load: FILES[row.name] }));
