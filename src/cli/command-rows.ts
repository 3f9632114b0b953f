/**
 * The table of commands: the one place that names and describes them. Help, completion, "did you mean" and `docs/exit-codes.md` read it;
 * `commands.node.ts` says where each is.
 */
import { ANALYSING, ANSWERING, DECIDING, type ExitCodes, HOOKING, LINTING, PRINTING, SERVING } from './exit-code.ts';

export interface CommandRow {
  readonly name: string;
  /** One line, lower case, no final period. */
  readonly summary: string;
  readonly exits: ExitCodes;
  /** Exit code of a wrong call, where it is not 1. */
  readonly usageExit?: number;
}

export const COMMAND_ROWS = [
  {
    name: 'allow',
    summary: 'add an allow rule for the beginning of a command to a rules file',
    exits: PRINTING,
  },
  {
    name: 'analyse',
    summary: 'show every command that a text for a shell could run',
    exits: ANALYSING,
  },
  {
    name: 'audit',
    summary: 'verify, search, export and erase the log of decisions',
    exits: LINTING,
  },
  {
    name: 'bench',
    summary: 'measure how fast a policy decides, and what makes it slow',
    exits: PRINTING,
  },
  {
    name: 'check',
    summary: 'decide whether a command may run, and say why',
    exits: DECIDING,
  },
  {
    name: 'completion',
    summary: 'print a completion script for bash, zsh or fish',
    exits: PRINTING,
  },
  {
    name: 'config',
    summary: 'check requirement files; show the settings in force and who set them',
    exits: PRINTING,
  },
  {
    name: 'corpus',
    summary: 'collect, verify and count labelled commands',
    exits: LINTING,
  },
  {
    name: 'execpolicy',
    summary: 'ask rules files, with the answers and exit codes of Codex',
    exits: ANSWERING,
    usageExit: 2,
  },
  {
    name: 'hook',
    summary: 'answer the hook of an agent; install, remove and test it',
    exits: HOOKING,
    usageExit: 2,
  },
  {
    name: 'init',
    summary: 'write a commented policy to start from',
    exits: PRINTING,
  },
  {
    name: 'mcp',
    summary: 'check and lock the MCP servers of a client',
    exits: LINTING,
  },
  {
    name: 'mdm',
    summary: 'make and read payloads and profiles of device management',
    exits: PRINTING,
  },
  {
    name: 'network',
    summary: 'check published address ranges',
    exits: PRINTING,
  },
  {
    name: 'sandbox',
    summary: 'show the sandbox in force, for people or for other programs',
    exits: PRINTING,
  },
  {
    name: 'serve',
    summary: 'answer requests in JSON-RPC, as a daemon',
    exits: SERVING,
  },
  {
    name: 'trust',
    summary: 'agree to what a project asks for',
    exits: PRINTING,
  },
  {
    name: 'lint',
    summary: 'find what is questionable about policies that load',
    exits: LINTING,
  },
  {
    name: 'doctor',
    summary: 'say whether the deployed policy is in force and can be relied on',
    exits: LINTING,
  },
] as const satisfies readonly CommandRow[];
