import { describe, expect, test } from 'vitest';
import { MAX_JSON_DEPTH } from '../../src/base/index.ts';
import { parseJsonDocument } from '../../src/mcp/index.ts';

async function faultOf(text: string): Promise<string | null> {
  const { value, diagnostics } = await parseJsonDocument('c.json', text);
  return value === null ? (diagnostics[0]?.message ?? 'none') : null;
}

describe('a document that is nested too deep', () => {
  const TOO_DEEP = `nested more than ${MAX_JSON_DEPTH} deep`;
  const many = 200_000;

  test('is refused, and one that is not is read', async () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(await faultOf(nested(MAX_JSON_DEPTH))).toBeNull();
    expect(await faultOf(nested(MAX_JSON_DEPTH + 1))).toBe(TOO_DEEP);
    expect(await faultOf(`[${`${nested(2)},`.repeat(1_000)}1]`)).toBeNull();
  });

  test.each([
    ['brackets that close nothing stand before', `{"a": ${']'.repeat(many)}, "b": ${'['.repeat(many)}`],
    ['braces close what brackets opened', `${'[}'.repeat(many)}`],
    ['brackets close what braces opened', `${'{"a":]'.repeat(many / 2)}`],
  ])('is refused where %s', async (_, text) => {
    expect(await faultOf(text)).toBe(TOO_DEEP);
  });
});
