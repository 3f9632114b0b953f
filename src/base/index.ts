export { closest } from './closest.ts';
export { CODES, type Code } from './codes/index.ts';
export { DECISIONS, type Decision, isDecision, isLooser, strictest } from './decision.ts';
export { type Diagnostic, formatDiagnostic, hasErrors } from './diagnostic.ts';
export * from './limits.ts';
export { LineIndex, type Place, type Span } from './span.ts';
export { VERSION } from './version.ts';
