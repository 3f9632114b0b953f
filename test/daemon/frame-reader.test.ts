import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_HEADER_BYTES, MAX_MESSAGE_BYTES } from '../../src/base/index.ts';
import { FrameReader } from '../../src/daemon/frame-reader.node.ts';

/** What a reader makes of chunks: messages, and faults in brackets (`!` where nothing more can be read). */
function read(...chunks: readonly (string | Buffer)[]): { readonly told: string[]; readonly reader: FrameReader } {
  const told: string[] = [];
  const reader = new FrameReader({
    message: (bytes, start, end) => told.push(bytes.toString('latin1', start, end)),
    fault: (reason, fatal) => told.push(`[${reason}]${fatal ? '!' : ''}`),
  });
  for (const chunk of chunks) reader.push(Buffer.from(chunk as string, 'latin1'));
  return { told, reader };
}

const block = (text: string): string => `Content-Length: ${text.length}\r\n\r\n${text}`;

describe('lines', () => {
  it('are messages, whatever chunks they come in', () => {
    const text = '{"a":1}\n\n  {"b":2}\r\n[3]\n';
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        const { told, reader } = read(...at.slice(1).map((end, i) => text.slice(at[i], end)));
        expect(told).toEqual(['{"a":1}', '', '  {"b":2}\r', '[3]']);
        expect(reader.isHalfway).toBe(false);
      }),
    );
  });

  it('need no newline at the end of the stream', () => {
    const { told, reader } = read('{"a":1}\n{"b"', ':2}');
    reader.end();
    expect(told).toEqual(['{"a":1}', '{"b":2}']);
  });

  it('that are too long are told once, skipped, and cost no memory', () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const { told, reader } = read(...Array(MAX_MESSAGE_BYTES / piece.length).fill(piece), 'x', piece, 'x\n{"a":1}\n');
    expect(told).toEqual([`[longer than ${MAX_MESSAGE_BYTES} bytes]`, '{"a":1}']);
    expect(reader.isHalfway).toBe(false);
  });
});

describe('blocks behind headers', () => {
  it('are messages, whatever chunks they come in', () => {
    const text = `${block('{"a":1}')}content-type: x; y\r\ncontent-length:3\r\n\r\n[1]${block('')}${block('{"b":"\n"}')}`.replace(
      'Content',
      'CONTENT',
    );
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        const { told, reader } = read(...at.slice(1).map((end, i) => text.slice(at[i], end)));
        expect(told).toEqual(['{"a":1}', '[1]', '', '{"b":"\n"}']);
        expect(reader.isHalfway).toBe(false);
      }),
    );
  });

  it.each([
    ['Content-Length 3\r\n\r\n{}', 'a header has no colon'],
    ['Content-Length: -3\r\n\r\n{}', '`Content-Length` must be one whole number'],
    ['Content-Length: 1e3\r\n\r\n{}', '`Content-Length` must be one whole number'],
    ['Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}', '`Content-Length` must be one whole number'],
    ['Content-Type: x\r\n\r\n{}', 'the headers lack `Content-Length`'],
    [`C${'x'.repeat(MAX_HEADER_BYTES)}`, 'the headers before a message are too long'],
    ['Content-Length: 99999999999\r\n\r\n{}', `longer than ${MAX_MESSAGE_BYTES} bytes`],
  ])('%j ends the stream: nobody knows where the next message begins', (text, reason) => {
    expect(read(text, block('{}')).told).toEqual([`[${reason}]!`]);
  });

  it('that are too long are told once and skipped', () => {
    const long = Buffer.alloc(MAX_MESSAGE_BYTES + 1, 'x');
    const { told } = read(`Content-Length: ${long.length}\r\n\r\n`, long.subarray(0, 1000), long.subarray(1000), block('{"a":1}'));
    expect(told).toEqual([`[longer than ${MAX_MESSAGE_BYTES} bytes]`, '{"a":1}']);
  });

  it('that stop in the middle are a fault', () => {
    const { told, reader } = read('Content-Length: 5\r\n\r\n{}');
    expect(reader.isHalfway).toBe(true);
    reader.end();
    expect(told).toEqual(['[the stream ended within a message]!']);
  });
});
