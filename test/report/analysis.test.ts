import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/index.ts';
import { formatAnalysis, plain } from '../../src/report/index.ts';
import type { Analysis, Invocation, Piece, Position, Scope, Word } from '../../src/shell/index.ts';

const ALONE: Position = { pipeline: 0, index: 0, piped: false, conditional: false, background: false, negated: false };

/** The span of a piece of a text. */
function at(text: string, piece: string): { start: number; end: number } {
  const start = text.indexOf(piece);
  return { start, end: start + piece.length };
}

function word(text: string, source: string, pieces: readonly Piece[] = []): Word {
  const known = pieces.length === 0;
  return {
    value: known ? source : null,
    single: known || source.startsWith('"'),
    quoted: source.startsWith('"'),
    span: at(text, source),
    pieces,
  };
}

function invocation(text: string, source: string, fields: Partial<Invocation>): Invocation {
  return { argv: [], assignments: [], redirections: [], scope: 0, position: ALONE, span: at(text, source), ...fields };
}

function scope(type: Scope['type'], parent: number, text: string, source: string, fields: Partial<Scope> = {}): Scope {
  return { type, parent, name: '', words: [], redirections: [], position: ALONE, span: at(text, source), ...fields };
}

describe('formatAnalysis', () => {
  it('shows the tree of commands with their places and what is not known about their words', () => {
    const text = 'cd app && FOO=1 npm test 2>&1 | tee "$log" &\nf() { rm $(ls); }';
    const analysis: Analysis = {
      invocations: [
        invocation(text, 'cd app', { argv: [word(text, 'cd'), word(text, 'app')] }),
        invocation(text, 'FOO=1 npm test 2>&1', {
          argv: [word(text, 'npm'), word(text, 'test')],
          assignments: [{ name: 'FOO', append: false, subscript: null, value: word(text, '1'), elements: null, span: at(text, 'FOO=1') }],
          redirections: [{ operator: '>&', fd: 2, target: word(text, '1'), span: at(text, '2>&1') }],
          position: { ...ALONE, piped: true, conditional: true },
        }),
        invocation(text, 'tee "$log"', {
          argv: [
            word(text, 'tee'),
            word(text, '"$log"', [{ type: 'parameter', name: 'log', operator: '', quoted: true, span: at(text, '$log') }]),
          ],
          position: { ...ALONE, index: 1, background: true, conditional: true },
        }),
        invocation(text, 'rm $(ls)', {
          scope: 1,
          argv: [word(text, 'rm'), word(text, '$(ls)', [{ type: 'command', scope: 2, quoted: false, span: at(text, '$(ls)') }])],
        }),
        invocation(text, 'ls', { scope: 2, argv: [word(text, 'ls')] }),
      ],
      scopes: [
        scope('text', 0, text, text),
        scope('function', 0, text, 'f() { rm $(ls); }', { name: 'f' }),
        scope('substitution', 1, text, '$(ls)'),
        scope('subshell', 0, text, 'cd'),
      ],
      refused: null,
      cautions: [],
    };
    expect(formatAnalysis(analysis, text, plain)).toBe(`5 commands

1 │ cd app && FOO=1 npm test 2>&1 | tee "$log" &
  │ ^^^^^^    ^^^^^^^^^^^^^^^^^^^   ^^^^^^^^^^
2 │ f() { rm $(ls); }
  │       ^^^^^^^^

1:1 cd app
1:11 FOO=1 npm test 2>&1  (writes a pipe, may not run)
1:33 tee …  (reads a pipe, may not run, in the background)
  unknown \`"$log"\`: the value of \`log\`; one word
2:1 function f
  2:7 rm …
    unknown \`$(ls)\`: what a command prints; zero or more words
  2:10 substitution
    2:12 ls`);
  });

  it('says first what is refused, what is odd, and still lists what was understood', () => {
    const text = 'ls; "';
    const analysis: Analysis = {
      invocations: [invocation(text, 'ls', { argv: [word(text, 'ls')] })],
      scopes: [scope('text', 0, text, text)],
      refused: { code: 'NW001', message: 'a quote without its end', span: at(text, '"') },
      cautions: [{ code: 'NW002', message: 'looks odd', span: at(text, 'ls') }],
    };
    expect(formatAnalysis(analysis, text, plain)).toBe(`refused  NW001 a quote without its end; 1 command understood

caution  NW002 looks odd

1 │ ls; "
  │ ^^  ^

1:1 ls`);
  });

  it('stands any depth', () => {
    const scopes = Array.from({ length: 50_000 }, (_, i) => scope('subshell', Math.max(i - 1, 0), '(', '('));
    const analysis: Analysis = { invocations: [invocation('(', '(', { scope: scopes.length - 1 })], scopes, refused: null, cautions: [] };
    expect(formatAnalysis(analysis, '(', plain).split('\n').length).toBeGreaterThan(50_000);
  });

  it('stands any number of words', () => {
    const many = 200_000;
    const text = `a ${'$x '.repeat(many)}`;
    expect(formatAnalysis(analyse(text), text, plain).split('\n').length).toBeGreaterThan(many);
  });

  it('says that a text holds no command', () => {
    expect(formatAnalysis({ invocations: [], scopes: [scope('text', 0, '', '')], refused: null, cautions: [] }, '', plain)).toBe(
      '0 commands',
    );
  });
});
