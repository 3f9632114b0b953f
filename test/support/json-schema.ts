/** The published JSON Schemas, made from the schemas that validate; kept out of the product because their maker is needed only here. */
import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';

export interface Published {
  readonly id: string;
  readonly title: string;
  readonly schema: GenericSchema;
  /** One line for each top-level key. */
  readonly descriptions: Readonly<Record<string, string>>;
}

/** The text of the file in `schemas/`. */
export function formatJsonSchema({ id, title, schema, descriptions }: Published): string {
  const json = toJsonSchema(schema, {
    typeMode: 'input',
    errorMode: 'ignore',
    overrideSchema: ({ valibotSchema, jsonSchema }) => {
      if (valibotSchema.type === 'bigint') return { type: 'integer' };
      // Editors should point at keys that would be ignored.
      if (valibotSchema.type === 'object') return { ...jsonSchema, additionalProperties: false };
      return undefined;
    },
    overrideAction: ({ valibotAction, jsonSchema }) => {
      const { type, requirement } = valibotAction as { type: string; requirement?: unknown };
      if (typeof requirement !== 'bigint') return undefined;
      const bound = { min_value: 'minimum', max_value: 'maximum' }[type];
      return bound ? { ...jsonSchema, [bound]: Number(requirement) } : undefined;
    },
  });
  const properties = Object.entries((json.properties ?? {}) as Record<string, JsonSchema>).map(([key, value]) => [
    key,
    { description: descriptions[key], ...value },
  ]);
  const { $schema, ...rest } = json;
  const head = { $schema: 'http://json-schema.org/draft-07/schema#', $id: id, title };
  return `${JSON.stringify({ ...head, ...rest, properties: Object.fromEntries(properties) }, null, 2)}\n`;
}
