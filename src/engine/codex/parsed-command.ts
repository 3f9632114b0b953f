/**
 * From an analysis to the commands that Codex's own parser finds in a script, at any depth: what its search for a forced `rm` looks at.
 *
 * That parser knows less of the shell than the analysis does; where it fails, it finds nothing at all. Reference: codex-semantics §3.1;
 * held by a twin in the tests.
 */
import { MAX_CODEX_LOOK_BEHIND } from '../../base/index.ts';
import type { Analysis, Invocation, Word } from '../../shell/index.ts';
import { isHereDocument, parserFails } from './parser-fault.ts';

/** The words of a command; null for one that holds an expansion. */
export type ParsedWords = readonly (string | null)[];

export function parsedCommands(analysis: Analysis, text: string): readonly ParsedWords[] {
  if (parserFails(analysis, text)) return [];
  const hidden = hiddenScopes(analysis, text);
  const seen = analysis.invocations.filter((each) => each.argv.length > 0 && !hidden.has(each.scope) && !isArgument(each, text));
  return seen.map((each) => parsedWords(each, text));
}

/** Backticks in the body of a here-document are text to the parser; `$(…)` there is not. */
function hiddenScopes({ invocations, scopes }: Analysis, text: string): ReadonlySet<number> {
  const bodies = [...invocations, ...scopes].flatMap((each) => each.redirections.filter(isHereDocument).map(({ target }) => target.span));
  const hidden = new Set<number>();
  for (const [index, { type, span, parent }] of bodies.length === 0 ? [] : scopes.entries()) {
    const isBacktick = type === 'substitution' && text.charAt(span.start) === '`';
    if (hidden.has(parent) || (isBacktick && bodies.some((body) => body.start <= span.start && span.end <= body.end))) hidden.add(index);
  }
  return hidden;
}

/** Words behind a redirection to a file, or behind a here-document, belong to that. */
function parsedWords({ argv, redirections }: Invocation, text: string): ParsedWords {
  const name = argv[0]?.span.start ?? 0;
  const behind = redirections.filter(({ operator, span }) => operator !== '<<<' && span.start > name);
  const end = behind.reduce((first, { span }) => Math.min(first, span.start), Number.POSITIVE_INFINITY);
  return argv.filter((word) => word.span.start <= end).flatMap((word) => valuesOf(word, text));
}

/** Quotes go, backslashes stay, patterns are what they are; a joined line makes two words of one. */
function valuesOf({ pieces, span }: Word, text: string): (string | null)[] {
  if (text.slice(span.start, span.end).includes('$"')) return [null];
  const values = [''];
  let at = span.start;
  for (const piece of pieces) {
    if (!('text' in piece) || piece.type === 'arithmetic') return [null];
    const source = text.slice(piece.span.start, piece.span.end);
    if (piece.type === 'literal' && piece.quoted && source.startsWith("$'")) return [null];
    if (JOINED.test(text.slice(at, piece.span.start))) values.push('');
    values.push((values.pop() ?? '') + (ESCAPE.test(source) ? source : piece.text));
    at = piece.span.end;
  }
  return values;
}

const ESCAPE = /^\\.$/s;
const JOINED = /^\\\r?\n$/;

/** `time` and `coproc` are programs to the parser, and what follows, a brace even, their arguments. */
function isArgument({ span }: Invocation, text: string): boolean {
  return BEHIND_PROGRAM.test(text.slice(Math.max(0, span.start - MAX_CODEX_LOOK_BEHIND), span.start));
}

const BEHIND_PROGRAM = /(?:^|[\s;&|()!])(?:time|coproc(?:[ \t]+\w+(?=[ \t]+\{))?)(?:[ \t]+(?:-p|--|!|\{))*[ \t]+$/;
