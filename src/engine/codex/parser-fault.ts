/**
 * Texts that bash understands and Codex's own parser does not: it then takes the whole script as opaque, and sees no forced `rm` in it.
 *
 * The common ones of an endless list: over thousands of commands as people write them they leave out none in a thousand (reference:
 * codex-semantics §3.1; the tests run the parser itself beside this).
 */
import { type Code, MAX_CODEX_LOOK_AHEAD, MAX_CODEX_LOOP_HEAD } from '../../base/index.ts';
import type { Analysis, Piece, Redirection, Scope, Word } from '../../shell/index.ts';

/** Whether Codex's parser reports an error somewhere in the text. */
export function parserFails(analysis: Analysis, text: string): boolean {
  const { refused, cautions } = analysis;
  if (refused !== null && SYNTAX.has(refused.code)) return true;
  if (cautions.some(({ code }) => FATAL_CAUTIONS.has(code)) || hasOpenEnd(text)) return true;
  return FAULTS.some((fault) => fault(analysis, text));
}

/** Refusals that are syntax errors to every parser. */
const SYNTAX: ReadonlySet<Code> = new Set(['SH001', 'SH002', 'SH003', 'SH004', 'SH016', 'SH017']);

/** A here-document without its delimiter, `${ …; }`, and a backtick or here-document body with an error of its own. */
const FATAL_CAUTIONS: ReadonlySet<Code> = new Set(['SH005', 'SH015', 'SH021']);

/** A backslash that joins the last line to nothing. */
function hasOpenEnd(text: string): boolean {
  return (OPEN_END.exec(text)?.[1]?.length ?? 0) % 2 === 1;
}

const OPEN_END = /(?<!\\)(\\+)(?:\r?\n)?[\t\v\f\r ]*$/;

const FAULTS = [hasForeignRedirection, hasForeignHereDocument, hasForeignLoop, lacksSeparator, hasForeignWord];

/** `<>` is unknown to it, and so is a here-string behind most compound commands. */
function hasForeignRedirection({ invocations, scopes }: Analysis): boolean {
  return (
    [...invocations, ...scopes].some((each) => each.redirections.some(({ operator }) => operator === '<>')) ||
    scopes.some((scope) => !TAKES_HERE_STRING.has(scope.type) && scope.redirections.some(({ operator }) => operator === '<<<'))
  );
}

const TAKES_HERE_STRING: ReadonlySet<Scope['type']> = new Set(['if', 'while', 'until']);

export function isHereDocument({ operator }: Redirection): boolean {
  return operator === '<<' || operator === '<<-';
}

/** A here-document in front of the program, or with a second one, `;` or `&` behind it on its line. */
function hasForeignHereDocument({ invocations, scopes }: Analysis, text: string): boolean {
  const documents = [...invocations, ...scopes].flatMap(({ redirections }) => redirections.filter(isHereDocument));
  return (
    documents.some(({ span }) => BEHIND_DOCUMENT.test(text.slice(span.end, text.indexOf('\n', span.end)))) ||
    invocations.some(({ argv, redirections }) =>
      redirections.some((each) => isHereDocument(each) && argv[0] !== undefined && each.span.start < argv[0].span.start),
    )
  );
}

const BEHIND_DOCUMENT = /<<(?!<)|;|(?<![&>|])&(?![&>])/;

/** A loop without words, or whose body stands in braces. */
function hasForeignLoop({ scopes }: Analysis, text: string): boolean {
  return scopes.some(
    ({ type, span }) =>
      (type === 'for' || type === 'select') && FOREIGN_LOOP.test(text.slice(span.start, span.start + MAX_CODEX_LOOP_HEAD)),
  );
}

const FOREIGN_LOOP =
  /^(?:for|select)[ \t]+(?:\w+[ \t]*(?:[ \t]in[ \t]*[;\n]|[ \t]do\b|;[ \t]*\{)|\w+[ \t]in[^;\n'"`$()]*[;\n][ \t]*\{|['"])/;

/** In bash a reserved word may follow a compound command directly, to the parser only behind `;` or a newline. */
function lacksSeparator({ scopes }: Analysis, text: string): boolean {
  return scopes.some(
    ({ type, span, redirections }) =>
      COMPOUND.has(type) && redirections.length === 0 && DIRECT_END.test(text.slice(span.end, span.end + MAX_CODEX_LOOK_AHEAD)),
  );
}

const COMPOUND: ReadonlySet<Scope['type']> = new Set([
  'subshell',
  'group',
  'if',
  'while',
  'until',
  'for',
  'select',
  'case',
  'test',
  'arithmetic',
]);
const DIRECT_END = /^[ \t]+(?:\}|(?:then|do|fi|done|else|elif|esac)\b)/;

/** Expansions and patterns that are not in the grammar. */
function hasForeignWord(analysis: Analysis, text: string): boolean {
  const words = wordsOf(analysis);
  return words.some(({ pieces, span }) => pieces.some(isForeign) || EXTENDED_GLOB.test(text.slice(span.start, span.end)));
}

function isForeign(piece: Piece): boolean {
  if (piece.type === 'arithmetic') return EMPTY_ARITHMETIC.test(piece.text);
  return piece.type === 'parameter' && (piece.name === '' || !OPERATOR.test(piece.operator));
}

const EMPTY_ARITHMETIC = /^\$\(\(\s*\)\)$/;
const OPERATOR = /^(?:\[[^\]]*\])?(?:$|:?[-=+?]|[#%,^:/]|@[UuLQEPAKak]$|[@*]$)/;
const EXTENDED_GLOB = /^[^'"\\$`]*[@+?*!]\(/;

/** Every word of a text, wherever it stands. */
function wordsOf({ invocations, scopes }: Analysis): readonly Word[] {
  const assigned = invocations.flatMap((each) => each.assignments.flatMap(({ value, elements }) => elements ?? (value ? [value] : [])));
  const redirected = [...invocations, ...scopes].flatMap((each) => each.redirections.map(({ target }) => target));
  return [...invocations.flatMap((each) => each.argv), ...assigned, ...redirected, ...scopes.flatMap((scope) => scope.words)];
}
