/** Parameters of `def` and `lambda`, and other names that are bound. */
import type { Expression, Name, Parameter } from './ast.ts';
import { type Cursor, eatSymbol, isKind, isSymbol, mark, spanFrom, takeKind } from './cursor.ts';
import { syntaxFault } from './fault.ts';

type Parse = (cursor: Cursor) => Expression;

/** A name that is bound here. */
export function parseName(cursor: Cursor): Name {
  const { start, end, text } = takeKind(cursor, 'identifier', 'a name');
  return { type: 'name', name: text, span: { start, end }, binding: null };
}

/** Parameters up to `end`; `parseType` is null where they have no types (in a lambda). */
export function parseParameters(cursor: Cursor, end: ')' | ':', parseTest: Parse, parseType: Parse | null): readonly Parameter[] {
  const parameters: Parameter[] = [];
  if (isSymbol(cursor, end)) return parameters;
  do parameters.push(parseParameter(cursor, parseTest, parseType));
  while (eatSymbol(cursor, ',') && !isSymbol(cursor, end));
  checkParameters(parameters);
  return parameters;
}

/** `NAME [: TYPE] [= TEST] | *[NAME [: TYPE]] | **NAME [: TYPE] | /` */
function parseParameter(cursor: Cursor, parseTest: Parse, parseType: Parse | null): Parameter {
  const start = mark(cursor);
  const type = parameterType(cursor);
  const named = type === 'regular' || type === 'args' || type === 'kwargs';
  const name = named ? takeKind(cursor, 'identifier', 'a name').text : '';
  const annotation = named && parseType && eatSymbol(cursor, ':') ? parseType(cursor) : null;
  const value = type === 'regular' && eatSymbol(cursor, '=') ? parseTest(cursor) : null;
  return { type, name, annotation, default: value, span: spanFrom(cursor, start) };
}

function parameterType(cursor: Cursor): Parameter['type'] {
  if (eatSymbol(cursor, '/')) return 'slash';
  if (eatSymbol(cursor, '**')) return 'kwargs';
  if (!eatSymbol(cursor, '*')) return 'regular';
  return isKind(cursor, 'identifier') ? 'args' : 'star';
}

/** Names once, defaults last, at most one `*`, `**` at the end. */
function checkParameters(parameters: readonly Parameter[]): void {
  const names = new Set<string>();
  let defaulted = false;
  let starred = false;
  for (const [i, parameter] of parameters.entries()) {
    const { type, name, span } = parameter;
    if (type === 'slash') throw syntaxFault('parameters by position only (`/`) are not part of the language', span);
    if (name !== '' && names.has(name)) throw syntaxFault(`the parameter \`${name}\` stands twice`, span);
    names.add(name);
    if (parameters[i - 1]?.type === 'kwargs') throw syntaxFault('nothing may follow `**` parameters', span);
    if (type === 'regular' && parameter.default === null && defaulted && !starred) {
      throw syntaxFault(`\`${name}\` needs a default, for a parameter before it has one`, span);
    }
    defaulted ||= parameter.default !== null;
    if (type !== 'star' && type !== 'args') continue;
    if (starred) throw syntaxFault('only one `*` parameter is allowed', span);
    starred = true;
    if (type === 'star' && parameters[i + 1]?.type !== 'regular') throw syntaxFault('a name must follow the bare `*`', span);
  }
}
