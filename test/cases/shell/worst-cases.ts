/**
 * Texts that make careless scanners slow: each row makes one of about any size.
 *
 * The first are those that were measured against other parsers; the others aim at one loop of ours each.
 */
export interface WorstCase {
  readonly name: string;
  readonly text: (bytes: number) => string;
}

/** One piece over and over, with what opens and closes it. */
function repeated(name: string, piece: string, before = '', after = ''): WorstCase {
  return { name, text: (bytes) => before + piece.repeat(Math.floor(bytes / piece.length)) + after };
}

/** As many of one piece as of another behind them. */
function mirrored(name: string, open: string, close: string, between = '', before = ''): WorstCase {
  return {
    name,
    text: (bytes) => {
      const count = Math.floor(bytes / (open.length + close.length));
      return before + open.repeat(count) + between + close.repeat(count);
    },
  };
}

const MEASURED: readonly WorstCase[] = [
  repeated('here-string operators', '<<<'),
  repeated('words', 'a '),
  repeated('pipes', 'a|'),
  repeated('backticks', '`'),
  repeated('here-document operators', '<<a '),
  repeated('a double quote that never closes', 'a', '"'),
  repeated('a single quote that never closes', 'a', "'"),
  repeated('pairs of double quotes', '""'),
  repeated('an odd number of double quotes', '"', '"'),
  repeated('open parentheses', '('),
  repeated('double parentheses', '(('),
  repeated('arithmetic expansions', '$(('),
  repeated('parameter expansions', '${'),
  repeated('command substitutions', '$('),
  repeated('brace lists joined', '{a,b}'),
  repeated('brace lists apart', '{a,b} '),
  repeated('double brackets', '[[ '),
  repeated('case ends', ';;'),
  mirrored('here-documents on one line', '<<a ', 'a\n', '\n'),
];

const BRACES: readonly WorstCase[] = [
  repeated('open braces', '{'),
  repeated('close braces', '}'),
  repeated('empty braces', '{}'),
  repeated('braces around one letter', '{a}'),
  repeated('braces with a comma and no end', '{,'),
  repeated('brace lists without an end', '{a,b'),
  repeated('sequences without an end', '{1..'),
  repeated('dots in a brace', '..', '{a', '}'),
  repeated('commas in a brace', ',', '{', '}'),
  repeated('a long list of words', 'a,', '{', '}'),
  repeated('sequences', '{1..9}'),
  repeated('large sequences', '{1..999999999} '),
  mirrored('nested braces', '{', '}'),
  mirrored('nested brace lists', '{a,', 'b}'),
  mirrored('nested brace lists over quotes', '{"a",', "'b'}"),
  repeated('braces around quotes', '{"a"'),
  repeated('variables in front of a redirection', '{a}', '', '>f'),
  repeated('what looks like a variable descriptor', '{a '),
];

const QUOTES: readonly WorstCase[] = [
  repeated('single quotes touching letters', "'a"),
  repeated('ANSI-C quotes', "$'a'"),
  repeated('ANSI-C escapes', '\\x41', "$'", "'"),
  repeated('NULs in ANSI-C quotes', '\\0', "$'", "'"),
  repeated('locale quotes', '$"a"'),
  repeated('quoted substitutions', '"`a`" '),
  repeated('escapes', '\\a'),
  repeated('escaped backticks in backticks', '\\`', '`', '`'),
  repeated('backslashes in backticks', '`a\\\\`'),
  repeated('backticks and backslashes', '`\\'),
  repeated('escapes in double quotes', '\\"', '"', '"'),
  repeated('continued lines', '\\\n'),
  repeated('continued lines with blanks', '\\\n '),
  repeated('continued lines in a reserved word', 'i\\\n'),
  repeated('continued lines in digits', '1\\\n', '', '>f'),
];

const EXPANSIONS: readonly WorstCase[] = [
  repeated('defaults in defaults', '${a:-'),
  repeated('quoted defaults with a quote', '"${a:-\''),
  repeated('subscripts', 'a[', '', ''),
  repeated('open brackets', '['),
  repeated('globs with an open bracket', '*['),
  repeated('bracket expressions', '[a]'),
  repeated('tildes', '~'),
  repeated('tildes behind colons', ':~', 'a='),
  repeated('old arithmetic', '$['),
  repeated('parentheses in arithmetic', '(', '$(('),
  mirrored('nested parentheses in arithmetic', '(', ')', '1', '$(('),
  repeated('process substitutions', '<(a) '),
  repeated('process substitutions without an end', '<('),
  repeated('function substitutions', '${ a; }'),
  repeated('function substitutions without an end', '${ '),
  repeated('parameters in double quotes', '$x', '"', '"'),
  repeated('list parameters', '$@', '"', '"'),
  repeated('operators of parameters', '/', '${a', '}'),
];

const COMMANDS: readonly WorstCase[] = [
  repeated('semicolons', ';'),
  repeated('commands', 'a;'),
  repeated('and-lists', 'a&&'),
  repeated('and-lists in the background', 'a&&b&'),
  repeated('a long and-list in the background', 'a&&', '', 'a&'),
  repeated('background commands', 'a&'),
  repeated('ampersands', '&'),
  repeated('newlines', '\n'),
  repeated('comments', '#\n'),
  repeated('negations', '! '),
  repeated('time', 'time '),
  repeated('names with parentheses', 'f()'),
  repeated('functions', 'f(){ a;};'),
  repeated('conditions', 'if '),
  repeated('cases', 'case a in a);; esac;'),
  repeated('patterns of a case', 'a|', 'case a in '),
  repeated('words of a loop', 'b ', 'for a in '),
  repeated('coprocesses', 'coproc '),
  repeated('aliases', 'alias a=b;'),
  repeated('subshells in double parentheses', '((a);'),
  repeated('commands in double parentheses', '((a) );'),
  repeated('arithmetic commands', '((a))\n'),
  { name: 'arithmetic that is none, as often as it is read again', text: (bytes) => `$((${'a'.repeat(bytes / 10)}) );`.repeat(8) },
  mirrored('groups', '{ ', '; }', 'a'),
  mirrored('subshells', '( ', ' )', 'a'),
  repeated('syntax errors', ')\n'),
  repeated('quotes open at the end of a line', "'\n", '', "'"),
  repeated('regular expressions with parentheses', '(', '[[ a =~ '),
  repeated('alternatives of a regular expression', 'a|', '[[ a =~ ', ' ]]'),
  repeated('operators of a condition', 'a && ', '[[ ', ' a ]]'),
  repeated('negations of a condition', '! ', '[[ ', ' a ]]'),
  repeated('extended globs without an end', '@(', 'shopt -s extglob\n'),
  repeated('extended globs', '@(a)', 'shopt -s extglob\n'),
];

const WORDS: readonly WorstCase[] = [
  repeated('one name', 'a'),
  repeated('digits', '1'),
  repeated('numbers', '1 '),
  repeated('assignments', 'a=b '),
  repeated('one assignment', 'a='),
  repeated('subscripted assignments', 'a[0]='),
  repeated('open brackets of a subscript', '[', 'a['),
  repeated('arrays in arrays', 'a=('),
  repeated('elements of an array', 'b ', 'a=(', ')'),
  repeated('declared arrays', 'a=(b) ', 'declare '),
  repeated('redirections', '>a '),
  repeated('redirections of both outputs', '&>a '),
  repeated('carriage returns', '\r'),
  repeated('NULs', '\0'),
  repeated('NULs in lines', 'a\0\n'),
  repeated('letters of two bytes', 'é'),
  repeated('subscripts in a literal', '[', "unset 'a[", "'"),
];

const HEREDOCS: readonly WorstCase[] = [
  repeated('here-documents that share a line with commands', 'cat <<EOF;'),
  repeated('here-documents in substitutions', '$(<<a\na\n)'),
  repeated('lines of a body without its delimiter', 'b\n', '<<a\n'),
  repeated('lines like the delimiter', `${'a'.repeat(100)}\n`, `<<${'a'.repeat(101)}\n`),
  repeated('tabs in a stripped body', '\t\tx\n', '<<-a\n'),
  repeated('continued lines of a body', '\\\n', '<<a\n'),
  repeated('parameters of a body', '$x', '<<a\n'),
  repeated('substitutions of a body', '`a`', '<<a\n', '\na\n'),
  repeated('bodies with an error', '<<a\n$(\na\n'),
  repeated('backticks with an error', '`(`;'),
];

export const WORST_CASES: readonly WorstCase[] = [...MEASURED, ...BRACES, ...QUOTES, ...EXPANSIONS, ...COMMANDS, ...WORDS, ...HEREDOCS];
