import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MAX_BATCH_LINE_BYTES } from '../../src/base/index.ts';
import { type Batch, runBatch } from '../../src/cli/batch.node.ts';

const echo: Batch['answer'] = ({ command }) => ({ heard: command });

async function answers(input: Readable, batch: Omit<Batch, 'input' | 'output'>): Promise<unknown[]> {
  const output = new PassThrough();
  const chunks: Buffer[] = [];
  output.on('data', (chunk: Buffer) => chunks.push(chunk));
  await runBatch({ ...batch, input, output });
  return Buffer.concat(chunks)
    .toString('utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);
}

const bytes = (...parts: (string | Uint8Array)[]) => Readable.from(parts.map((part) => Buffer.from(part)));

let exitCode: typeof process.exitCode;
beforeEach(() => {
  exitCode = process.exitCode;
  process.exitCode = undefined;
});
afterEach(() => {
  process.exitCode = exitCode;
  vi.restoreAllMocks();
});

describe('runBatch', () => {
  it('answers each line with its id and leaves the exit code alone', async () => {
    const input = bytes('{"id":"a","command":"ls"}\n\n  \n{"id":2,"command":"pwd"}\n{"command":"no id"}\n');
    expect(await answers(input, { answer: echo })).toEqual([
      { id: 'a', heard: 'ls' },
      { id: 2, heard: 'pwd' },
      { id: null, heard: 'no id' },
    ]);
    expect(process.exitCode).toBeUndefined();
  });

  it('reads lines and characters cut anywhere, and a last line without its newline', async () => {
    const text = Buffer.from('{"id":1,"command":"höhe 🏰"}\r\n{"id":2,"command":"ende"}');
    const cut = Array.from(text, (_, i) => text.subarray(i, i + 1));
    expect(await answers(bytes(...cut), { answer: echo })).toEqual([
      { id: 1, heard: 'höhe 🏰' },
      { id: 2, heard: 'ende' },
    ]);
  });

  it('answers bad lines with their number and goes on', async () => {
    const input = bytes('nonsense\n[1]\n', Buffer.from([0x22, 0xff, 0x22, 0x0a]), '{"id":{"a":1}}\n{"id":1,"command":"ls"}\n');
    const answered = await answers(input, { answer: echo, answerFault: () => ({ decision: 'forbidden' }) });
    expect(answered).toEqual([
      { id: null, decision: 'forbidden', error: { line: 1, message: expect.stringMatching(/^not JSON: /) } },
      { id: null, decision: 'forbidden', error: { line: 2, message: 'not a JSON object' } },
      { id: null, decision: 'forbidden', error: { line: 3, message: 'not UTF-8' } },
      { id: null, decision: 'forbidden', error: { line: 4, message: 'the id must be a string or a number' } },
      { id: 1, heard: 'ls' },
    ]);
    expect(process.exitCode).toBe(1);
  });

  it('answers a request over which it stumbles as a bug, also where the answer cannot be written, and goes on', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const answer: Batch['answer'] = ({ command }) => {
      if (command === 'throw') throw new Error('broken');
      return command === 'circle' ? circle : { heard: command };
    };
    const input = bytes('{"id":1,"command":"throw"}\n{"id":2,"command":"circle"}\n{"id":3,"command":"ls"}\n');
    const message = 'a bug in portcullis; the report is on stderr';
    expect(await answers(input, { answer, answerFault: ({ bug }) => ({ bug }) })).toEqual([
      { id: 1, bug: true, error: { line: 1, message } },
      { id: 2, bug: true, error: { line: 2, message } },
      { id: 3, heard: 'ls' },
    ]);
    expect(process.exitCode).toBe(2);
    expect(stderr.mock.calls.map(([text]) => String(text).split('\n')[0])[0]).toBe('portcullis: bug: Error: broken');
  });

  it('drops a line over the limit and reads the next', async () => {
    const block = Buffer.alloc(1024 * 1024, 'x');
    const input = Readable.from([...Array(MAX_BATCH_LINE_BYTES / block.length).fill(block), Buffer.from('x\n{"id":1,"command":"ls"}\n')]);
    expect(await answers(input, { answer: echo })).toEqual([
      { id: null, error: { line: 1, message: 'longer than 16777216 bytes' } },
      { id: 1, heard: 'ls' },
    ]);
  });

  it('takes a line of exactly the limit', async () => {
    const frame = '{"id":1,"command":""}';
    const command = 'x'.repeat(MAX_BATCH_LINE_BYTES - frame.length);
    const [answer] = await answers(bytes(`{"id":1,"command":"${command}"}\n`), {
      answer: ({ command: text }) => ({ length: String(text).length }),
    });
    expect(answer).toEqual({ id: 1, length: command.length });
  });

  it('waits for a slow reader instead of piling answers up', async () => {
    const output = new PassThrough({ highWaterMark: 64 });
    let answered = 0;
    const answer: Batch['answer'] = () => ({ n: ++answered, padding: 'x'.repeat(100) });
    const input = Readable.from(Array.from({ length: 50 }, () => Buffer.from('{}\n')));
    const done = runBatch({ answer, input, output });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(answered).toBeLessThan(10);
    output.resume();
    await done;
    expect(answered).toBe(50);
  });

  it('gives a key named __proto__ no power', async () => {
    const [answer] = await answers(bytes('{"__proto__":{"command":"ls"},"id":1}\n'), {
      answer: ({ command }) => ({ command: command ?? null }),
    });
    expect(answer).toEqual({ id: 1, command: null });
  });
});
