/** `schemas/` is made from the one schema definition; `npx vitest run test/config/json-schema.test.ts --update` writes it anew. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema/config.ts';
import { CONFIG_KEYS, REQUIREMENT_KEYS } from '../../src/config/schema/description.ts';
import { requirementsSchema } from '../../src/config/schema/requirements.ts';
import { ROOT } from '../support/cli.ts';
import { formatJsonSchema, type Published } from '../support/json-schema.ts';

const PUBLISHED: readonly (readonly [string, Published])[] = [
  [
    'requirements.schema.json',
    {
      id: 'requirements.schema.json',
      title: 'Requirements of Codex and Portcullis (requirements.toml)',
      schema: requirementsSchema('strict'),
      descriptions: Object.fromEntries(Object.entries(REQUIREMENT_KEYS).map(([key, { text }]) => [key, text])),
    },
  ],
  [
    'config.schema.json',
    { id: 'config.schema.json', title: 'Configuration of Codex (config.toml)', schema: configSchema, descriptions: CONFIG_KEYS },
  ],
];

describe('schemas', () => {
  test.each(PUBLISHED)('%s is up to date', async (file, published) => {
    await expect(formatJsonSchema(published)).toMatchFileSnapshot(join(ROOT, 'schemas', file));
  });

  test('docs/requirements-fields.md is up to date', async () => {
    const rows = Object.entries(REQUIREMENT_KEYS).map(
      ([key, { text, enforced }]) => `| \`${key}\` | ${enforced ? 'yes' : ''} | ${text} |\n`,
    );
    const page = `# Fields of requirements.toml

All top-level fields. Those marked are enforced by Portcullis; the others are checked, carried through and shown. Made from the one schema
definition; \`schemas/requirements.schema.json\` has every field below them.

| field | enforced | |
|---|---|---|
${rows.join('')}`;
    await expect(page).toMatchFileSnapshot(join(ROOT, 'docs/requirements-fields.md'));
  });

  test('requirements have the 46 fields that Codex knows, two aliases and our own table', () => {
    const keys = Object.keys(requirementsSchema('codex').entries);
    const ours = ['feature_requirements', 'network_proxy', 'portcullis'];
    expect(keys.filter((key) => !ours.includes(key))).toHaveLength(46);
    expect(keys.sort()).toEqual(Object.keys(REQUIREMENT_KEYS).sort());
  });
});
