export { SANDBOX_FORMATS, type SandboxFormat } from './format.ts';
export { bwrapArguments } from './format-bwrap.ts';
export type { FormatSandbox, FormattedSandbox, PathProbe } from './format-target.ts';
export { foldCase, isWithin, normalisePath, type PathBase } from './path.ts';
export { compileGlob, isGlob, type PathGlob } from './path-glob.ts';
export { refuseAccess, refuseRead, type SandboxAccess, type SandboxRefusal } from './refusal.ts';
export {
  type DeniedRead,
  type LocatedPath,
  PROTECTED_NAMES,
  type ResolvedSandbox,
  resolveSandbox,
  type Sandbox,
  type SandboxNetwork,
} from './sandbox.ts';
export type {
  DeniedPath,
  ListedNetwork,
  Machine,
  Platform,
  ProfileEntry,
  SandboxMode,
  SandboxProfile,
  SandboxSettings,
  Stated,
} from './settings.ts';
