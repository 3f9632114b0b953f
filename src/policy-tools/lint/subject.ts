/** What is linted: everything that a policy consists of, however it was found. */
import type { Diagnostic } from '../../base/index.ts';
import type { FileStamp, LayerReport, MergedConfig, Requirements, Settings } from '../../config/index.ts';
import type { RuleSet } from '../../rules/index.ts';

export interface LintedRules {
  readonly type: 'system' | 'user' | 'project' | 'requirements';
  readonly rules: RuleSet;
}

/** A file or folder that decides about policy, as it lies on disk. */
export interface LintedFile {
  readonly path: string;
  /** Whether only an administrator may write there; otherwise the user may as well. */
  readonly managed: boolean;
  readonly stamp: FileStamp;
  readonly link: boolean;
}

export interface LintSubject {
  readonly rules: readonly LintedRules[];
  readonly requirements: Requirements | null;
  readonly config: MergedConfig;
  /** Null where settings could not be resolved. */
  readonly settings: Settings | null;
  readonly layers: readonly LayerReport[];
  readonly files: readonly LintedFile[];
  /** ISO date. */
  readonly today: string;
}

/** One kind of thing to look for. */
export type Lint = (subject: LintSubject) => readonly Diagnostic[];
