/** How many real commands consist of programs that the tables know. The commands have other licences and lie beside the checkout. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasSpec } from '../../src/programs/index.ts';
import { ROOT } from '../support/cli.ts';

const FILE = join(ROOT, '../shared/oracle/shell/real-commands.jsonl');

interface Row {
  readonly source: string;
  readonly kind: string;
  readonly shfmt: { readonly programs?: readonly string[] };
}

function readRows(): Row[] {
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

function isKnown(program: string): boolean {
  const name = program.slice(program.lastIndexOf('/') + 1);
  return hasSpec(name.endsWith('.exe') ? name.slice(0, -4) : name);
}

/** Percentage of rows of which every program is known, and the names that are missing most. */
function coverage(rows: readonly Row[]): { percent: number; missing: string[] } {
  const missing = new Map<string, number>();
  let known = 0;
  for (const { shfmt } of rows) {
    const unknown = (shfmt.programs ?? []).filter((program) => !isKnown(program));
    if (unknown.length === 0) known++;
    for (const name of new Set(unknown)) missing.set(name, (missing.get(name) ?? 0) + 1);
  }
  const names = [...missing].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return { percent: (100 * known) / rows.length, missing: names.slice(0, 20) };
}

describe.skipIf(!existsSync(FILE))('the programs of real commands', () => {
  it.each([
    ['NL2Bash', (row: Row) => row.source.startsWith('TellinaTool/nl2bash'), 97],
    ['npm scripts', (row: Row) => row.kind === 'npm-script', 95],
  ] as const)('of %s are known', (name, belongs, least) => {
    const rows = readRows().filter(belongs);
    const { percent, missing } = coverage(rows);
    console.log(`${name}: every program known in ${percent.toFixed(2)} % of ${rows.length} rows; missing: ${missing.join(' ')}`);
    expect(rows.length).toBeGreaterThan(500);
    expect(percent).toBeGreaterThanOrEqual(least);
  });
});
