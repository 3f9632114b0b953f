/** The table of formats that a sandbox can be written in. */
import { formatBwrap } from './format-bwrap.ts';
import { formatCodex } from './format-codex.ts';
import { formatRuntime } from './format-runtime.ts';
import { formatSeatbelt } from './format-seatbelt.ts';
import type { FormatSandbox } from './format-target.ts';

export type SandboxFormat = 'bwrap' | 'seatbelt' | 'sandbox-runtime' | 'codex';

export const SANDBOX_FORMATS: Readonly<Record<SandboxFormat, FormatSandbox>> = {
  bwrap: formatBwrap,
  seatbelt: formatSeatbelt,
  'sandbox-runtime': formatRuntime,
  codex: formatCodex,
};
