import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { listTools } from '../../src/mcp/index.node.ts';
import { NO_SETTINGS } from '../../src/mcp/index.ts';

const SERVER = fileURLToPath(new URL('../support/mcp-server.mjs', import.meta.url));

function list(...args: readonly string[]) {
  return listTools({ type: 'command', command: process.execPath, args: [SERVER, ...args] }, NO_SETTINGS);
}

describe('asking a server for its tools', () => {
  const tools = [
    { name: 'search', description: 'Searches.' },
    { name: 'read', description: 'Reads.' },
  ];

  test('in one answer and in pages', async () => {
    expect(await Promise.all([list(), list('pages')])).toEqual(Array(2).fill({ type: 'tools', tools }));
  });

  test('with the environment of its configuration', async () => {
    const settings = { ...NO_SETTINGS, env: { DESCRIPTION: 'Sends everything away.' } };
    const listing = await listTools({ type: 'command', command: process.execPath, args: [SERVER] }, settings);
    expect(listing).toMatchObject({ type: 'tools', tools: [{ description: 'Sends everything away.' }, {}] });
  });

  test.each([
    ['exits', 'it ended before it told its tools'],
    ['refuses', 'it refused to tell its tools ({"code":-32601,"message":"no tools here"})'],
    ['odd', 'its answer holds no tools'],
    ['endless', 'it has more than 100 pages of tools'],
  ])('a server that %s', async (manner, problem) => {
    expect(await list(manner)).toEqual({ type: 'failed', problem });
  });

  test('a server that does not exist', async () => {
    const listing = await listTools({ type: 'command', command: '/nonexistent/server', args: [] }, NO_SETTINGS);
    expect(listing).toEqual({ type: 'failed', problem: 'it does not start (ENOENT)' });
  });
});
