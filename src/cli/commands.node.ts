/**
 * The table of commands: the one place that names them. Help, completion, "did you mean" and `docs/exit-codes.md` read it.
 *
 * INVARIANT: nothing is imported before it is asked for; a cold start pays for one command only.
 */
import type { Command } from 'commander';
import { ANALYSING, ANSWERING, DECIDING, type ExitCodes, HOOKING, LINTING, PRINTING, SERVING } from './exit-code.ts';

/** What a file of `command/` exports. */
export interface CommandModule {
  /** Declares arguments, options, examples and the action; `commands` is the table itself, for the command that describes the others. */
  define(command: Command, commands: readonly CommandEntry[]): void;
}

export interface CommandEntry {
  readonly name: string;
  /** One line, lower case, no final period. */
  readonly summary: string;
  readonly exits: ExitCodes;
  /** Exit code of a wrong call, where it is not 1. */
  readonly usageExit?: number;
  readonly load: () => Promise<CommandModule>;
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'allow',
    summary: 'add an allow rule for the beginning of a command to a rules file',
    exits: PRINTING,
    load: () => import('./command/allow.node.ts'),
  },
  {
    name: 'analyse',
    summary: 'show every command that a text for a shell could run',
    exits: ANALYSING,
    load: () => import('./command/analyse.node.ts'),
  },
  {
    name: 'audit',
    summary: 'verify, search, export and erase the log of decisions',
    exits: LINTING,
    load: () => import('./command/audit.node.ts'),
  },
  {
    name: 'bench',
    summary: 'measure how fast a policy decides, and what makes it slow',
    exits: PRINTING,
    load: () => import('./command/bench.node.ts'),
  },
  {
    name: 'check',
    summary: 'decide whether a command may run, and say why',
    exits: DECIDING,
    load: () => import('./command/check.node.ts'),
  },
  {
    name: 'completion',
    summary: 'print a completion script for bash, zsh or fish',
    exits: PRINTING,
    load: () => import('./command/completion.node.ts'),
  },
  {
    name: 'config',
    summary: 'check requirement files; show the settings in force and who set them',
    exits: PRINTING,
    load: () => import('./command/config.node.ts'),
  },
  {
    name: 'corpus',
    summary: 'collect, verify and count labelled commands',
    exits: LINTING,
    load: () => import('./command/corpus.node.ts'),
  },
  {
    name: 'execpolicy',
    summary: 'ask rules files, with the answers and exit codes of Codex',
    exits: ANSWERING,
    usageExit: 2,
    load: () => import('./command/execpolicy.node.ts'),
  },
  {
    name: 'hook',
    summary: 'answer the hook of an agent; install, remove and test it',
    exits: HOOKING,
    usageExit: 2,
    load: () => import('./command/hook.node.ts'),
  },
  {
    name: 'init',
    summary: 'write a commented policy to start from',
    exits: PRINTING,
    load: () => import('./command/init.node.ts'),
  },
  {
    name: 'mcp',
    summary: 'check and lock the MCP servers of a client',
    exits: LINTING,
    load: () => import('./command/mcp.node.ts'),
  },
  {
    name: 'mdm',
    summary: 'make and read payloads and profiles of device management',
    exits: PRINTING,
    load: () => import('./command/mdm.node.ts'),
  },
  {
    name: 'network',
    summary: 'check published address ranges',
    exits: PRINTING,
    load: () => import('./command/network.node.ts'),
  },
  {
    name: 'sandbox',
    summary: 'show the sandbox in force, for people or for other programs',
    exits: PRINTING,
    load: () => import('./command/sandbox.node.ts'),
  },
  {
    name: 'serve',
    summary: 'answer requests in JSON-RPC, as a daemon',
    exits: SERVING,
    load: () => import('./command/serve.node.ts'),
  },
  {
    name: 'trust',
    summary: 'agree to what a project asks for',
    exits: PRINTING,
    load: () => import('./command/trust.node.ts'),
  },
  {
    name: 'lint',
    summary: 'find what is questionable about policies that load',
    exits: LINTING,
    load: () => import('./command/lint.node.ts'),
  },
  {
    name: 'doctor',
    summary: 'say whether the deployed policy is in force and can be relied on',
    exits: LINTING,
    load: () => import('./command/doctor.node.ts'),
  },
];
