import { describe, expect, it } from 'vitest';
import { MAX_EXCERPT_COLUMNS, MAX_FRAME_LINES } from '../../src/base/index.ts';
import { formatFrame, type Mark, plain, type Style } from '../../src/report/index.ts';

/** A mark on the n-th place where a piece of text stands. */
function mark(text: string, piece: string, style: Style = 'mark'): Mark {
  const start = text.indexOf(piece);
  expect(start).toBeGreaterThanOrEqual(0);
  return { span: { start, end: start + piece.length }, style };
}

const frame = (text: string, ...marks: Mark[]) => formatFrame(text, marks, plain);

describe('formatFrame', () => {
  it('underlines what is marked', () => {
    const text = 'cd app && git push --force > out.log';
    expect(frame(text, mark(text, 'cd app'), mark(text, 'git push --force'))).toBe(
      `1 │ cd app && git push --force > out.log
  │ ^^^^^^    ^^^^^^^^^^^^^^^^`,
    );
  });

  it('shows marked lines only, with numbers of one width', () => {
    const text = `one\n${'two\n'.repeat(8)}ten;eleven`;
    expect(frame(text, mark(text, 'one'), mark(text, 'ten;eleven'))).toBe(
      ` 1 │ one
   │ ^^^
10 │ ten;eleven
   │ ^^^^^^^^^^`,
    );
  });

  it('underlines a mark over several lines on each, a newline as nothing', () => {
    const text = 'a "b\nc\n\nd" e';
    expect(frame(text, mark(text, '"b\nc\n\nd"'))).toBe(
      `1 │ a "b
  │   ^^
2 │ c
  │ ^
3 │${' '}
  │ ^
4 │ d" e
  │ ^^`,
    );
  });

  it('points at a place even where a mark is empty or stands at the end', () => {
    expect(frame('a b', { span: { start: 2, end: 2 }, style: 'mark' })).toBe('1 │ a b\n  │   ^');
    expect(frame('a "', { span: { start: 3, end: 3 }, style: 'mark' })).toBe('1 │ a "\n  │    ^');
    expect(frame('', { span: { start: 0, end: 0 }, style: 'mark' })).toBe('1 │ \n  │ ^');
  });

  it('keeps carets below their text behind wide, combining, invisible and control characters', () => {
    const text = 'echo 日本 e\u0301 \x1b[2K \u202e\t; rm x\r';
    expect(frame(text, mark(text, 'rm x\r'))).toBe(
      `1 │ echo 日本 e\u0301 \\x1b[2K \\u{202e} ; rm x\\r
  │${' '.repeat(32)}^^^^^^`,
    );
  });

  it('cuts a long line around its first mark', () => {
    const text = `${'x'.repeat(1000)} rm ${'y'.repeat(1000)}`;
    const [source, carets] = frame(text, mark(text, 'rm')).split('\n');
    expect(source).toBe(`1 │ ${'x'.repeat(MAX_EXCERPT_COLUMNS / 2 - 1)} rm ${'y'.repeat(MAX_EXCERPT_COLUMNS / 2 - 3)}`);
    expect(carets).toBe(`  │ ${' '.repeat(MAX_EXCERPT_COLUMNS / 2)}^^`);
  });

  it('cuts a long text and says so', () => {
    const text = 'x\n'.repeat(1000);
    const lines = frame(text, { span: { start: 0, end: text.length }, style: 'mark' }).split('\n');
    expect(lines.length).toBe(2 * MAX_FRAME_LINES + 1);
    expect(lines.at(-1)).toMatch(/ … 1 more lines$/);
  });

  it('paints by style, the later mark over the earlier', () => {
    const text = 'a bcd e';
    const paint = (style: Style, piece: string) => (style === 'faint' ? piece : `<${style} ${piece}>`);
    expect(formatFrame(text, [mark(text, 'a bcd', 'prompt'), mark(text, 'bcd', 'forbidden')], paint)).toBe(
      '1 │ a bcd e\n  │ <prompt ^^><forbidden ^^^>',
    );
  });

  it('is empty where nothing is marked', () => {
    expect(frame('a b')).toBe('');
  });
});
