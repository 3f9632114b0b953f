/** Plain calls of `check`, answered by a policy that was kept. */
import { describe, expect, it } from 'vitest';
import { checkKept } from '../../src/cli/kept-check.node.ts';
import type { PlainCheck } from '../../src/cli/plain-check.ts';
import type { KeptPolicy } from '../../src/engine/index.node.ts';
import { type Policy, starterPolicy } from '../../src/engine/index.ts';

const CALL: PlainCheck = { command: 'git push --force', cwd: '/', shell: 'bash', json: false, rules: [] };
const PIPES = { stdout: false, stderr: false };

const keep = (policy: Policy) => (): KeptPolicy => ({ policy, sources: null, seed: 1, compiled: null });

describe('a plain call', () => {
  it('is answered on stdout, with the reason on stderr', () => {
    expect(checkKept(CALL, PIPES, keep(starterPolicy()))).toEqual({
      stdout: expect.stringMatching(/^forbidden {2}\S[\s\S]*\n$/),
      stderr: expect.stringMatching(/^portcullis: forbidden: .*\n$/),
      exit: 2,
    });
    expect(checkKept({ ...CALL, command: 'git status' }, PIPES, keep(starterPolicy()))).toMatchObject({ stderr: '', exit: 0 });
  });

  it('says the reason once where one person sees both', () => {
    expect(checkKept(CALL, { stdout: true, stderr: true }, keep(starterPolicy()))).toMatchObject({ stderr: '', exit: 2 });
  });

  it.each<[string, PlainCheck, () => KeptPolicy | null]>([
    ['nothing is kept', CALL, () => null],
    ['the shell is misspelt', { ...CALL, shell: 'bsh' }, keep(starterPolicy())],
    [
      'there is something to be said about the policy',
      CALL,
      keep({ ...starterPolicy(), diagnostics: [{ code: 'CF001', severity: 'warning', message: 'odd' }] }),
    ],
  ])('is not answered where %s', (_, call, read) => {
    expect(checkKept(call, PIPES, read)).toBeNull();
  });
});
