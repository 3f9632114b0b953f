/** Diagnostics on stderr, as a compiler prints them: one line, then the source line with carets. */
import { type Diagnostic, formatDiagnostic } from '../base/index.ts';
import { paintFor, remark, type TextStyle } from './terminal.node.ts';

const STYLES: Readonly<Record<Diagnostic['severity'], TextStyle>> = { error: 'red', warning: 'yellow', info: 'cyan' };

export function remarkDiagnostics(diagnostics: readonly Diagnostic[]): void {
  const paint = paintFor(process.stderr);
  for (const diagnostic of diagnostics) {
    remark(paint(STYLES[diagnostic.severity], formatDiagnostic(diagnostic)));
    for (const line of diagnostic.excerpt?.split('\n') ?? []) remark(`    ${line}`);
  }
}
