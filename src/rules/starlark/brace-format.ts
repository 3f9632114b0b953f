/** `"{} and {name!r}".format(a, name = b)`. */
import { runtimeFault } from './fault.ts';
import type { Machine } from './machine.ts';
import { repr, str } from './repr.ts';
import type { Arguments, Value } from './value.ts';

/** Fields are numbered throughout or not at all. */
interface Fields {
  readonly given: Arguments;
  next: number;
  numbering: 'automatic' | 'manual' | null;
}

/** Fills the braces of a text. */
export function formatBraces(machine: Machine, format: string, given: Arguments): string {
  const fields: Fields = { given, next: 0, numbering: null };
  machine.budget.work(format.length);
  const parts: string[] = [];
  for (let at = 0; at < format.length; ) {
    machine.budget.step();
    const brace = nextBrace(format, at);
    if (brace > at) parts.push(format.slice(at, brace));
    if (brace === format.length) break;
    const character = format.charAt(brace);
    if (format[brace + 1] === character) {
      parts.push(character);
      at = brace + 2;
    } else {
      if (character === '}') throw runtimeFault(`a single \`}\` stands in the format \`${format}\``, 'write `}}` to mean a brace');
      const end = fieldEnd(format, brace);
      parts.push(formatField(machine, format.slice(brace + 1, end), fields));
      at = end + 1;
    }
  }
  machine.budget.text(parts.reduce((length, part) => length + part.length, 0));
  return parts.join('');
}

const BRACE = /[{}]/g;

function nextBrace(format: string, from: number): number {
  BRACE.lastIndex = from;
  return BRACE.exec(format)?.index ?? format.length;
}

/** The `}` of the field that opens at `brace`. */
function fieldEnd(format: string, brace: number): number {
  const end = nextBrace(format, brace + 1);
  if (format[end] !== '}') throw runtimeFault(`a \`{\` is not closed in the format \`${format}\``, 'write `{{` to mean a brace');
  return end;
}

/** `[NUMBER | NAME] [! (s | r)]` */
function formatField(machine: Machine, field: string, fields: Fields): string {
  const bang = field.indexOf('!');
  const name = bang < 0 ? field : field.slice(0, bang);
  const conversion = bang < 0 ? 's' : field.slice(bang + 1);
  if (conversion !== 's' && conversion !== 'r') throw runtimeFault(`\`!${conversion}\` is no conversion`, 'write `!s` or `!r`');
  const value = lookUp(name, fields);
  return conversion === 's' ? str(machine, value) : repr(machine, value);
}

function lookUp(name: string, fields: Fields): Value {
  if (name === '') return positional(fields, 'automatic', fields.next++);
  if (/^[0-9]+$/.test(name)) return positional(fields, 'manual', Number(name));
  const stray = /[.,[\]]/.exec(name)?.[0];
  if (stray !== undefined) throw runtimeFault(`\`${stray}\` cannot stand in the field \`${name}\``);
  const value = fields.given.named.get(name);
  if (value === undefined) throw runtimeFault(`the format has a field \`${name}\`, but no argument of that name is given`);
  return value;
}

function positional(fields: Fields, numbering: 'automatic' | 'manual', index: number): Value {
  if (fields.numbering !== null && fields.numbering !== numbering) throw runtimeFault('`{}` and `{0}` cannot be mixed in one format');
  fields.numbering = numbering;
  const value = fields.given.positional[index];
  if (value === undefined) throw runtimeFault('the format has more fields than there are arguments');
  return value;
}
