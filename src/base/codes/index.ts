/** The one table of codes: two letters for the area, three digits, an explanation each. `docs/codes.md` is made from it. */
import { AUDIT_CODES } from './audit.ts';
import { CONFIG_CODES } from './config.ts';
import { DAEMON_CODES } from './daemon.ts';
import { ENGINE_CODES } from './engine.ts';
import { HOOKS_CODES } from './hooks.ts';
import { MCP_CODES } from './mcp.ts';
import { NETWORK_CODES } from './network.ts';
import { PROGRAMS_CODES } from './programs.ts';
import { RULES_CODES } from './rules.ts';
import { SANDBOX_CODES } from './sandbox.ts';
import { SHELL_CODES } from './shell.ts';

const AREAS = [
  SHELL_CODES,
  RULES_CODES,
  PROGRAMS_CODES,
  CONFIG_CODES,
  NETWORK_CODES,
  MCP_CODES,
  SANDBOX_CODES,
  ENGINE_CODES,
  AUDIT_CODES,
  DAEMON_CODES,
  HOOKS_CODES,
] as const;

type KeyOf<T> = T extends unknown ? keyof T : never;

/** A code of the table. */
export type Code = KeyOf<(typeof AREAS)[number]>;

/** Without a prototype, which makes a table of it at once: to give an object so many properties one by one takes a cold process longer than all else here. */
export const CODES: Readonly<Record<Code, string>> = Object.assign(Object.create(null), ...AREAS);
