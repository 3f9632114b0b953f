export { SANDBOX_FORMATS, type SandboxFormat } from './format.ts';
export { bwrapArguments } from './format-bwrap.ts';
export type { PathProbe } from './format-target.ts';
export { foldCase, isWithin, normalisePath } from './path.ts';
export { compileGlob, isGlob, type PathGlob } from './path-glob.ts';
export { refuseAccess } from './refusal.ts';
export { resolveSandbox, type Sandbox } from './sandbox.ts';
export type { ListedNetwork, Machine, SandboxMode, SandboxProfile, SandboxSettings, Stated } from './settings.ts';
