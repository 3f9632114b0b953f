/**
 * Many requests over one process: a JSON object a line in, a JSON object a line out, each with the id of its request.
 *
 * INVARIANT: every line that is not blank gets exactly one answer. A line that cannot be read, and a request over which we stumble,
 * are answered with what the command says about faults; the lines behind them are answered all the same.
 */
import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { MAX_BATCH_LINE_BYTES } from '../base/index.ts';
import { EXIT_UNDECIDED, EXIT_USAGE } from './exit-code.ts';
import { startProgress } from './progress.node.ts';
import { remark } from './terminal.node.ts';

/** A JSON object from outside; its fields are checked by the command. */
export type BatchRequest = Readonly<Record<string, unknown>>;

/** Why a line has no answer of its own. `bug`: ours, not the caller's. */
export interface BatchFault {
  readonly line: number;
  readonly message: string;
  readonly bug: boolean;
}

export type AnswerFault = (fault: BatchFault) => object;

export interface Batch {
  /** The answer to one request, without its id; a text says what is wrong with the request. */
  readonly answer: (request: BatchRequest) => object | string | Promise<object | string>;
  /** What is answered instead where there is a fault; a command that decides says `forbidden` here. */
  readonly answerFault?: AnswerFault;
  readonly input?: Readable;
  readonly output?: Writable;
}

const NEWLINE = 0x0a;

/** Answers every line of the input; the exit code says whether a line was at fault. */
export async function runBatch({ answer, answerFault = () => ({}), input = process.stdin, output = process.stdout }: Batch): Promise<void> {
  const progress = startProgress('answered');
  for await (const lines of readLines(input)) {
    let text = '';
    for (const line of lines) {
      const reply = await answerLine(line, answer, answerFault);
      if (reply !== null) text += `${reply}\n`;
      progress.advance();
    }
    if (!output.write(text)) await once(output, 'drain');
  }
  progress.end();
}

/** One line of input: its number from 1, and its bytes, or null where there were too many. */
interface Line {
  readonly number: number;
  readonly bytes: Buffer | null;
}

/** Cuts a stream into lines, all that a chunk completes at once; a line over the limit is dropped while it streams in. */
async function* readLines(input: Readable): AsyncGenerator<readonly Line[]> {
  let number = 0;
  let held: Buffer[] = [];
  let size = 0;
  const take = (last: Buffer): Line => {
    const bytes = size + last.length > MAX_BATCH_LINE_BYTES ? null : Buffer.concat([...held, last]);
    held = [];
    size = 0;
    return { number: ++number, bytes };
  };
  for await (const chunk of input as AsyncIterable<Buffer>) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      lines.push(take(chunk.subarray(start, end)));
      start = end + 1;
    }
    size += chunk.length - start;
    if (size <= MAX_BATCH_LINE_BYTES) held.push(chunk.subarray(start));
    else held = [];
    if (lines.length > 0) yield lines;
  }
  if (size > 0) yield [take(Buffer.alloc(0))];
}

/** The reply to a line as JSON, or null for a blank line. */
async function answerLine(line: Line, answer: Batch['answer'], answerFault: AnswerFault): Promise<string | null> {
  const request = parseLine(line);
  if (request === null) return null;
  if (typeof request === 'string') return faultReply(null, { line: line.number, message: request, bug: false }, answerFault);
  const id = request.id ?? null;
  try {
    const reply = await answer(request);
    if (typeof reply === 'string') return faultReply(id, { line: line.number, message: reply, bug: false }, answerFault);
    return JSON.stringify({ id, ...reply });
  } catch (error) {
    remark(`portcullis: bug: ${error instanceof Error ? error.stack : String(error)}`);
    return faultReply(id, { line: line.number, message: 'a bug in portcullis; the report is on stderr', bug: true }, answerFault);
  }
}

function faultReply(id: unknown, fault: BatchFault, answerFault: AnswerFault): string {
  process.exitCode = fault.bug ? EXIT_UNDECIDED : (process.exitCode ?? EXIT_USAGE);
  return JSON.stringify({ id, ...answerFault(fault), error: { line: fault.line, message: fault.message } });
}

/** The request in a line, the fault as a text, or null for a blank line. */
function parseLine({ bytes }: Line): BatchRequest | string | null {
  if (bytes === null) return `longer than ${MAX_BATCH_LINE_BYTES} bytes`;
  // SECURITY: bytes that are not UTF-8 would be replaced, and the command judged would not be the command run.
  if (!isUtf8(bytes)) return 'not UTF-8';
  const text = bytes.toString('utf8');
  if (text.trim() === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not a JSON object';
    return isId((value as BatchRequest).id) ? (value as BatchRequest) : 'the id must be a string or a number';
  } catch (error) {
    return `not JSON: ${(error as SyntaxError).message}`;
  }
}

/** Ids are echoed even where all else fails, so nothing is let in that might not come out. */
function isId(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string' || typeof value === 'number';
}
