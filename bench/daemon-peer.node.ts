/** The server that vscode-jsonrpc makes of the same engine: `daemon-peer RULES`, behind headers on standard input and output. */
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { filePolicySource, machineFiles } from '../src/engine/index.node.ts';
import { type CommandRequest, createEngine } from '../src/engine/index.ts';

const { policy } = await filePolicySource({ rules: process.argv.slice(2), requirements: [] }).load();
const engine = createEngine(policy, { files: machineFiles, defaults: { cwd: process.cwd(), shell: 'bash' } });
const connection = createMessageConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
connection.onRequest('initialize', () => ({}));
connection.onRequest('policy/evaluate', (request: CommandRequest) => engine.evaluate(request));
connection.onRequest('policy/decide', (request: CommandRequest) => {
  const { decision, policy } = engine.evaluate(request);
  return { decision, policy };
});
connection.listen();
