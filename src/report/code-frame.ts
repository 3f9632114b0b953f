/**
 * Source text with marks below it:
 *
 *     1 │ cd app && git push --force
 *       │           ^^^^^^^^^^^^^^^^
 *
 * Lines without a mark are left out, long lines are cut around their first mark.
 */
import { LineIndex, MAX_EXCERPT_COLUMNS, MAX_FRAME_LINES, type Span } from '../base/index.ts';
import type { Paint, Style } from './paint.ts';
import { visible, widthOf } from './visible.ts';

export interface Mark {
  readonly span: Span;
  readonly style: Style;
}

/** The marked lines of a text, ready to print; empty where nothing is marked. */
export function formatFrame(text: string, marks: readonly Mark[], paint: Paint): string {
  const lines = new LineIndex(text);
  const marked = new Set(marks.flatMap(({ span }) => linesOf(lines, span)));
  const shown = [...marked].toSorted((a, b) => a - b);
  const width = String(shown.at(-1) ?? 1).length;
  const frames = shown.slice(0, MAX_FRAME_LINES).map((line) => formatLine(lines, line, marks, width, paint));
  if (shown.length > MAX_FRAME_LINES) frames.push(paint('faint', `${' '.repeat(width)} │ … ${shown.length - MAX_FRAME_LINES} more lines`));
  return frames.join('\n');
}

/** The first lines a span touches; more than a frame holds are not asked for. */
function linesOf(lines: LineIndex, { start, end }: Span): number[] {
  const first = lines.locate(start).line;
  const last = lines.locate(Math.max(start, end - 1)).line;
  return Array.from({ length: Math.min(last - first, MAX_FRAME_LINES) + 1 }, (_, i) => first + i);
}

function formatLine(lines: LineIndex, line: number, marks: readonly Mark[], width: number, paint: Paint): string {
  const start = lines.offset(line, 1);
  const text = lines.text.slice(start, lines.offset(line + 1, 1)).replace(/\n$/, '');
  const stretches = marks.flatMap((mark) => within(mark, start, text.length));
  const cut = cutAround(text, Math.min(...stretches.map(({ from }) => from)));
  const { shown, columns } = layOut(cut.text);
  const columnOf = (offset: number) => columns[Math.min(Math.max(offset - cut.from, 0), columns.length - 1)] ?? 0;
  const placed = stretches.map(({ from, to, style }) => ({ from: columnOf(from), to: Math.max(columnOf(to), columnOf(from) + 1), style }));
  const gutter = (label: string) => paint('faint', `${label.padStart(width)} │ `);
  return `${gutter(String(line))}${shown}\n${gutter('')}${underline(placed, paint)}`;
}

/** The part of a mark on the line that begins at `start`; an empty mark still points at its place. */
function within({ span, style }: Mark, start: number, length: number): Stretch[] {
  const from = Math.max(span.start - start, 0);
  const to = Math.min(span.end - start, length);
  return from > length || span.end < start || (span.end === start && span.start < start) ? [] : [{ from, to: Math.max(to, from), style }];
}

function cutAround(text: string, offset: number): { text: string; from: number } {
  const from = offset > MAX_EXCERPT_COLUMNS / 2 ? offset - MAX_EXCERPT_COLUMNS / 2 : 0;
  return { text: text.slice(from, from + MAX_EXCERPT_COLUMNS), from };
}

/** The text as a terminal may show it, and the column in which each of its UTF-16 units begins (and the end). */
function layOut(text: string): { shown: string; columns: readonly number[] } {
  const columns: number[] = [];
  let shown = '';
  let column = 0;
  for (const char of text) {
    for (let i = 0; i < char.length; i++) columns.push(column);
    const fit = char === '\t' ? ' ' : visible(char);
    shown += fit;
    column += fit === char ? widthOf(char) : fit.length;
  }
  return { shown, columns: [...columns, column] };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly style: Style;
}

/** Carets under every stretch; where two overlap the later one wins. */
function underline(stretches: readonly Stretch[], paint: Paint): string {
  const styles: (Style | null)[] = [];
  for (const { from, to, style } of stretches) {
    while (styles.length < to) styles.push(null);
    styles.fill(style, from, to);
  }
  let text = '';
  for (let from = 0, to = 0; from < styles.length; from = to) {
    const style = styles[from] ?? null;
    for (to = from; to < styles.length && (styles[to] ?? null) === style; ) to++;
    text += style === null ? ' '.repeat(to - from) : paint(style, '^'.repeat(to - from));
  }
  return text;
}
