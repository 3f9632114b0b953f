/** What the formats for other programs share: what they need to know of the machine, and what they give back. */
import type { Diagnostic } from '../base/index.ts';
import type { Sandbox } from './sandbox.ts';

/** What a real machine knows about paths; formats that are only text do without. */
export interface PathProbe {
  readonly typeOf: (path: string) => 'file' | 'folder' | 'missing';
  /** Paths that a glob covers now, or null where there are too many. */
  readonly expand: (glob: string) => readonly string[] | null;
}

export interface FormattedSandbox {
  /** Null where the target could only be given more than the sandbox allows. */
  readonly value: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

export type FormatSandbox = (sandbox: Sandbox, probe: PathProbe) => FormattedSandbox;
