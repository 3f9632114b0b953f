// A server of the Model Context Protocol over standard streams, for tests: `node mcp-server.mjs MANNER`.
import { createInterface } from 'node:readline';

const manner = process.argv[2] ?? 'plain';
const TOOLS = [
  { name: 'search', description: process.env.DESCRIPTION ?? 'Searches.' },
  { name: 'read', description: 'Reads.' },
];
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

if (manner === 'exits') process.exit(3);
process.stdout.write('a line that is no message\n');
createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (method === 'initialize')
    send({ id, result: { protocolVersion: '2025-06-18', capabilities: {}, serverInfo: { name: 'test', version: '1' } } });
  if (method !== 'tools/list') return;
  if (manner === 'refuses') send({ id, error: { code: -32601, message: 'no tools here' } });
  else if (manner === 'odd') send({ id, result: { tools: 'none' } });
  else if (manner === 'endless') send({ id, result: { tools: [], nextCursor: 'more' } });
  else if (manner === 'pages')
    send(
      params.cursor === undefined
        ? { id, result: { tools: TOOLS.slice(0, 1), nextCursor: '2' } }
        : { id, result: { tools: TOOLS.slice(1) } },
    );
  else send({ id, result: { tools: TOOLS } });
});
