/** Diagnostics on stderr, as a compiler prints them: one line, then the source line with carets. */
import { type Diagnostic, formatDiagnostic } from '../base/index.ts';
import { type Style, visible } from '../report/index.ts';
import { paintFor, remark } from './terminal.node.ts';

const STYLES: Readonly<Record<Diagnostic['severity'], Style>> = { error: 'forbidden', warning: 'prompt', info: 'mark' };

/** SECURITY: a policy file may come from a repository; what it quotes must not write to the terminal on its own. */
export function remarkDiagnostics(diagnostics: readonly Diagnostic[]): void {
  const paint = paintFor(process.stderr);
  for (const diagnostic of diagnostics) {
    remark(paint(STYLES[diagnostic.severity], visible(formatDiagnostic(diagnostic))));
    for (const line of diagnostic.excerpt?.split('\n') ?? []) remark(`    ${visible(line)}`);
  }
}
