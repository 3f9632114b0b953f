export { analyse, readAnalysis, scan } from './analyse.ts';
export { type Build, type Core, createCore, POLICY_START } from './core.ts';
export { refusedFeatures } from './dialect.ts';
export { hasFrontEnd } from './front-end.ts';
export {
  type Analysis,
  type Assignment,
  type Invocation,
  isShell,
  type Piece,
  type Position,
  type Redirection,
  type Refusal,
  type Scope,
  SHELLS,
  type Shell,
  shellOf,
  type Word,
} from './invocation.ts';
export { BLOCK, SPLAT } from './powershell/marks.ts';
export { SourceText, writeText } from './source.ts';
