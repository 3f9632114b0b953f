/** What a request fixes for all of its invocations: folders, platform, settings, and the policy's answers about paths and hosts. */
import type { Decision } from '../base/index.ts';
import type { Target } from '../network/index.ts';
import type { RuleTable } from '../rules/index.ts';
import type { Core, Shell } from '../shell/index.ts';
import type { FileView } from './file-view.ts';
import type { ResolvedPath } from './path.ts';
import { isWithin } from './path.ts';
import type { Places } from './place.ts';
import type { EffectiveSettings } from './settings.ts';
import type { Value } from './variable-table.ts';

/**
 * What the last answer was made with, for V8: it drops compiled code that relies on the shape of objects when a full collection finds none of
 * that shape alive. All of these would be gone between two answers, and the next thousand would run many times slower.
 */
export interface LastMade {
  walk: object | null;
  order: object | null;
  evaluation: object | null;
}

export interface EngineContext {
  readonly core: Core;
  readonly table: RuleTable;
  readonly shell: Shell;
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly windows: boolean;
  readonly cwd: string;
  readonly home: string;
  /** What a shell knows that begins there. */
  readonly variables: ReadonlyMap<string, Value>;
  readonly places: Places;
  readonly settings: EffectiveSettings;
  /** Null: paths are judged by their text alone, and no script is looked into. */
  readonly files: FileView | null;
  /** The SHA-256 of a text, as `digestText` gives it. */
  readonly digest: (text: string) => string;
  /** The engine's own, whatever the context. */
  readonly last: LastMade;
  isInWorkspace(path: string): boolean;
  /** Whether policy denies reading a path; `tree`: what is below it is read as well. */
  deniesRead(path: ResolvedPath, tree: boolean): boolean;
  /** What network policy says of a host that a command names; null where it says nothing. */
  decideTarget(target: Target): Decision | null;
  /** Whether a path to a program is one that an allow rule for its base name covers. */
  isTrustedPath(path: string, name: string): boolean;
}

/** Whether a path lies in one of the workspace's roots. */
export function inRoots(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => isWithin(path, root));
}
