/** Checks a request against its schema: the first fault in the words of its definition, as a diagnostic. Only fields that are given cost. */
import * as v from 'valibot';
import { closest, type Diagnostic } from '../base/index.ts';

/** A schema with fields of its own, as `request-schema.ts` makes them. */
export interface RequestSchema {
  readonly entries: Readonly<Record<string, v.GenericSchema>>;
}

/** What is wrong with the fields of a request; null where nothing is. */
export function requestFault({ entries }: RequestSchema, given: object): Diagnostic | null {
  const names = Object.keys(given);
  for (const name of names) if (!Object.hasOwn(entries, name)) return unknownField(name, Object.keys(entries));
  for (const name of names) {
    const entry = entries[name];
    if (entry !== undefined && !v.is(entry, (given as Readonly<Record<string, unknown>>)[name]))
      return badRequest(`\`${name}\` must be ${expectedOf(entry)}`);
  }
  return null;
}

function unknownField(name: string, names: readonly string[]): Diagnostic {
  const meant = closest(name, names);
  return badRequest(`unknown field \`${name}\``, meant === null ? `known fields are ${names.join(', ')}` : `did you mean \`${meant}\`?`);
}

/** The description of a field, which says what it must be. */
function expectedOf(entry: v.GenericSchema): string {
  const { wrapped } = entry as { readonly wrapped?: v.GenericSchema };
  return v.getDescription(wrapped ?? entry) ?? 'something else';
}

export function badRequest(message: string, help?: string): Diagnostic {
  return { code: 'EN030', severity: 'error', message, ...(help === undefined ? {} : { help }) };
}
