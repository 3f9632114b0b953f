import type { Code } from './codes/index.ts';
import type { Place } from './span.ts';

/**
 * Something wrong with a policy or an input, as a value.
 *
 * `message` is one lower-case line without a final period, user text in backticks; `help` says what to do next.
 * A fault is never thrown across modules: functions return `{ value, diagnostics }`.
 */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly place?: Place;
  /** End of the faulty text, for editors; on the line of `place` unless `line` is given. */
  readonly end?: { readonly line: number; readonly column: number };
  /** The faulty source line with a caret line below, ready to print. */
  readonly excerpt?: string;
  readonly help?: string;
}

/** One line for people: `file:line:column: error RL001: message (help)`. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { place, severity, code, message, help } = diagnostic;
  const where = place ? `${place.source}:${place.line}:${place.column}: ` : '';
  return `${where}${severity} ${code}: ${message}${help ? ` (${help})` : ''}`;
}

/** Whether any diagnostic is an error, that is, whether its source must not be used. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}
