/**
 * The MCP server over our own standard input and output: one message a line, nothing else on stdout.
 *
 * INVARIANT: every request gets exactly one answer, a bug of ours included; input is not read while answers are left unread.
 */
import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { FrameReader } from '../frame-reader.node.ts';
import { watchProcess } from '../parent-process.node.ts';
import { formatError, readMessage, rpcError } from '../rpc.ts';
import type { Service } from '../service.node.ts';
import { answerMcp } from './mcp-session.ts';
import type { ToolContext } from './tool.ts';

export interface McpStdioOptions {
  readonly input?: Readable;
  readonly output?: Writable;
  /** A process that the server is not to outlive. */
  readonly parent: number | null;
}

/** Serves until the input ends. */
export async function serveMcp(
  service: Service,
  { input = process.stdin, output = process.stdout, parent }: McpStdioOptions,
): Promise<void> {
  const stop = parent === null ? () => {} : watchProcess(parent, () => input.destroy());
  // Nobody reads answers any more.
  output.on('error', () => input.destroy());
  const texts: (string | null)[] = [];
  // Every line is looked at in full: questions here come one at a time.
  const lines = {
    message: (bytes: Buffer, start: number, end: number) => texts.push(readText(bytes.subarray(start, end))),
    ordinary: (_: Buffer, start: number) => start,
    fault: () => texts.push(null),
  };
  const reader = new FrameReader(lines);
  try {
    for await (const chunk of input as AsyncIterable<Buffer>) {
      reader.push(chunk);
      await answerAll(texts.splice(0), service, output);
    }
    reader.end();
    await answerAll(texts.splice(0), service, output);
  } catch {
    // The input was destroyed: there is nobody to answer.
  }
  stop();
}

async function answerAll(texts: readonly (string | null)[], service: Service, output: Writable): Promise<void> {
  if (texts.length === 0) return;
  const { state } = await service.hold(service.host.cwd);
  const context = { engine: state.engines.engine, cwd: service.host.cwd };
  const answers = texts.flatMap((text) => answerLine(text, context) ?? []);
  if (answers.length > 0 && !output.write(`${answers.join('\n')}\n`)) await once(output, 'drain');
}

/** Null: bytes that are no text. */
function readText(bytes: Buffer): string | null {
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}

function answerLine(text: string | null, context: ToolContext): string | null {
  if (text !== null && text.trim() === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    return formatError(null, rpcError('parseError', 'a message is one JSON object in a line'));
  }
  const message = readMessage(value);
  try {
    return answerMcp(message, context);
  } catch (error) {
    process.stderr.write(`portcullis: bug: ${error instanceof Error ? error.stack : String(error)}\n`);
    return 'id' in message ? formatError(message.id, rpcError('internalError', 'a bug in portcullis; the report is on stderr')) : null;
  }
}
