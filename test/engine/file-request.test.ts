/** Files that a tool of the agent opens: the path rules of commands, whoever opens the file. */
import { describe, expect, it } from 'vitest';
import type { FileRequest } from '../../src/engine/index.ts';
import { engineUnder, HOME, makeEngine, WORKSPACE } from '../support/command.ts';
import { viewOf } from '../support/file-view.ts';

const PLACE = { cwd: WORKSPACE, home: HOME, platform: 'linux', approvalPolicy: 'on-request', sandboxMode: 'workspace-write' } as const;

async function ask(request: FileRequest, line = 'forbid read ~/notes') {
  const { decision, path, findings } = (await engineUnder(line)).evaluateFile({ ...PLACE, ...request });
  return { decision, path, codes: findings.map(({ code }) => code) };
}

describe('a file request', () => {
  it.each([
    ['read', 'src/main.ts', 'allow', `${WORKSPACE}/src/main.ts`, []],
    ['read', '.env', 'prompt', `${WORKSPACE}/.env`, ['EN007']],
    ['read', '/home/dev/notes/today.md', 'forbidden', '/home/dev/notes/today.md', ['EN008']],
    ['read', '../../home/dev/notes/today.md', 'forbidden', '/home/dev/notes/today.md', ['EN008']],
    ['read', '~/notes/today.md', 'forbidden', '/home/dev/notes/today.md', ['EN008']],
    ['search', '/home/dev', 'forbidden', '/home/dev', ['EN008']],
    ['search', 'src', 'allow', `${WORKSPACE}/src`, []],
    ['write', 'src/main.ts', 'allow', `${WORKSPACE}/src/main.ts`, []],
    ['write', '.git/hooks/pre-commit', 'prompt', `${WORKSPACE}/.git/hooks/pre-commit`, ['EN005']],
    ['write', '/etc/hosts', 'prompt', '/etc/hosts', ['EN004']],
    ['delete', 'src/main.ts', 'allow', `${WORKSPACE}/src/main.ts`, []],
    ['delete', WORKSPACE, 'prompt', WORKSPACE, ['EN014']],
  ] as const)('to %s %s: %s', async (access, path, decision, named, codes) => {
    expect(await ask({ access, path })).toEqual({ decision, path: named, codes });
  });

  it('is answered with the basis `sandbox`, which approves nothing', async () => {
    const engine = await engineUnder('allow ls');
    expect(engine.evaluateFile({ ...PLACE, access: 'write', path: 'a' })).toMatchObject({ decision: 'allow', basis: 'sandbox' });
  });

  it('is forbidden instead of asked where nobody may be asked', async () => {
    expect(await ask({ access: 'read', path: '.env', approvalPolicy: 'never' })).toMatchObject({ decision: 'forbidden', codes: ['EN007'] });
  });

  it('follows links', async () => {
    const engine = await makeEngine({}, viewOf({ [`${WORKSPACE}/out`]: { link: '/etc' } }));
    const { decision, findings } = engine.evaluateFile({ ...PLACE, access: 'write', path: 'out/hosts' });
    expect([decision, findings.map(({ code }) => code)]).toEqual(['prompt', ['EN004']]);
  });

  it.each([
    [{ access: 'open', path: 'a' }, '`access` must be read, search, write or delete'],
    [{ access: 'read', path: 'a\0b' }, '`path` must be a path'],
    [{ access: 'read' }, 'a file request has an `access` and a `path`'],
    [{ access: 'read', path: 'a', comand: 'x' }, 'unknown field `comand` (known fields are '],
  ])('with a fault is forbidden: %j', async (request, message) => {
    const { decision, reason } = (await engineUnder('allow ls')).evaluateFile(request as FileRequest);
    expect(decision).toBe('forbidden');
    expect(reason.startsWith(message)).toBe(true);
  });
});
