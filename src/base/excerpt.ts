import { MAX_EXCERPT_COLUMNS } from './limits.ts';
import type { LineIndex, Span } from './span.ts';

/** The source line of a span with carets below it, ready to print; long lines are cut around the span. */
export function formatExcerpt(lines: LineIndex, span: Span): string {
  const { line, column } = lines.locate(span.start);
  const text = lines.lineText(line).replaceAll('\t', ' ');
  const from = column - 1 > MAX_EXCERPT_COLUMNS / 2 ? column - 1 - MAX_EXCERPT_COLUMNS / 2 : 0;
  const shown = text.slice(from, from + MAX_EXCERPT_COLUMNS);
  const width = Math.max(1, Math.min(span.end - span.start, shown.length - (column - 1 - from)));
  return `${shown}\n${' '.repeat(column - 1 - from)}${'^'.repeat(width)}`;
}
