/**
 * What decides about the sandbox, as plain data: the input of `resolveSandbox` (reference: codex-semantics §6). The types of the config
 * module fit.
 */
import type { Origin } from '../base/index.ts';

export type SandboxMode = 'read-only' | 'workspace-write' | 'danger-full-access';

/** A value and who said it. */
export interface Stated<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** One entry of a permission profile. */
export interface ProfileEntry {
  /** Absolute, `~/…` or `:name`; may hold `*`, `?` and `[…]` where access is `deny`. */
  readonly path: string;
  /** Below `:workspace_roots`: the relative path; empty elsewhere. */
  readonly below: string;
  readonly access: 'read' | 'write' | 'deny';
  readonly origin: Origin;
}

export interface SandboxProfile {
  readonly name: string;
  /** From the profile itself to its last parent. */
  readonly chain: readonly string[];
  readonly entries: readonly ProfileEntry[];
}

/** A path or glob that nothing may read; `folder` is where a relative one starts. */
export interface DeniedPath {
  readonly pattern: string;
  readonly folder: string;
  readonly origin: Origin;
}

/** Domain lists that a proxy enforces, in the pattern language of the network module. */
export interface ListedNetwork {
  readonly allowedDomains: readonly string[];
  readonly deniedDomains: readonly string[];
  readonly allowedSockets: readonly string[];
  readonly allowAllSockets: boolean;
  readonly allowLocalBinding: boolean;
  readonly origin: Origin;
}

export type Platform = 'linux' | 'darwin' | 'win32';

export interface Machine {
  readonly platform: Platform;
  readonly cwd: string;
  readonly home: string;
  /** `$TMPDIR`, or null where it is not set. */
  readonly tmpdir: string | null;
  /** Never empty. */
  readonly workspaceRoots: readonly string[];
}

export interface SandboxSettings {
  readonly mode: Stated<SandboxMode>;
  /** What requirements leave; null where they say nothing. */
  readonly allowedModes: Stated<readonly string[]> | null;
  /** Null where a mode was chosen. */
  readonly profile: Stated<SandboxProfile> | null;
  readonly writableRoots: Stated<readonly string[]>;
  readonly excludeTmpdirEnvVar: Stated<boolean>;
  readonly excludeSlashTmp: Stated<boolean>;
  readonly networkAccess: Stated<boolean>;
  /** Null where no list is enforced. */
  readonly listedNetwork: ListedNetwork | null;
  readonly deniedReads: readonly DeniedPath[];
  /** Files of our own that must not change below any root: policies, cache, tokens, audit log, hooks. */
  readonly ownFiles: readonly Stated<string>[];
}
