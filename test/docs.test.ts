/** Pages of `docs/` that are made from tables; `npm run docs` writes them anew. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CODES } from '../src/base/index.ts';
import { COMMANDS } from '../src/cli/commands.node.ts';
import { formatExitCodePage } from '../src/cli/exit-code.ts';
import { formatCodePages } from '../src/report/index.ts';
import { formatDifferencePage } from './codex/difference-page.ts';
import { ROOT } from './support/cli.ts';

describe('docs', () => {
  it.each([
    ['codes.md', formatCodePages()],
    ['exit-codes.md', formatExitCodePage(COMMANDS)],
  ])('%s is up to date', async (file, text) => {
    await expect(text).toMatchFileSnapshot(join(ROOT, 'docs', file));
  });

  it('codex-differences.md is up to date', async () => {
    await expect(await formatDifferencePage()).toMatchFileSnapshot(join(ROOT, 'docs/codex-differences.md'));
  });

  it('explains every code', () => {
    const explained = Array.from(formatCodePages().matchAll(/^### (\w+)\n\n\S/gm), ([, code]) => code);
    expect(explained.toSorted()).toEqual(Object.keys(CODES).toSorted());
  });
});
