/** Broken messages in both framings and any chunks: every one gets its answers, with the right ids. `bench/daemon-fuzz.node.ts` sends more. */
import { describe, expect, it } from 'vitest';
import { answeredIds, fuzzMessage, randomFrom } from '../../bench/protocol-fuzz.ts';
import { makeService, TestClient } from '../support/daemon.ts';

const COUNT = 3_000;

/** The messages of one client's output. */
function messagesIn(text: string, framing: 'lines' | 'headers'): string[] {
  if (framing === 'lines') return text.split('\n').filter((line) => line !== '');
  const bytes = Buffer.from(text);
  const found: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = bytes.indexOf('\r\n\r\n', at);
    const length = Number(/^Content-Length: (\d+)$/.exec(bytes.toString('latin1', at, head))?.[1]);
    found.push(bytes.toString('utf8', head + 4, head + 4 + length));
    at = head + 4 + length;
  }
  return found;
}

async function begunClient(framing: 'lines' | 'headers'): Promise<TestClient> {
  const client = new TestClient(makeService('allow make; forbid git push'));
  const begin = Buffer.from('{"jsonrpc":"2.0","id":0,"method":"initialize","params":{}}');
  client.session.push(framed(begin, framing));
  await client.session.settled();
  client.writes.length = 0;
  return client;
}

function framed(bytes: Buffer, framing: 'lines' | 'headers'): Buffer {
  return framing === 'lines'
    ? Buffer.concat([bytes, Buffer.from('\n')])
    : Buffer.concat([Buffer.from(`Content-Length: ${bytes.length}\r\n\r\n`), bytes]);
}

describe('broken messages', () => {
  it.each(['lines', 'headers'] as const)('by %s get every answer that the specification asks for, and no other', async (framing) => {
    const client = await begunClient(framing);
    const random = randomFrom(7);
    const messages = Array.from({ length: COUNT }, (_, i) => fuzzMessage(11, i));
    const stream = Buffer.concat(messages.map(({ bytes }) => framed(bytes, framing)));
    for (let at = 0; at < stream.length; ) {
      const end = Math.min(stream.length, at + 1 + random(5_000));
      client.session.push(Buffer.from(stream.subarray(at, end)));
      at = end;
    }
    await client.session.settled();
    const expected = messages.flatMap(({ ids }) => ids).toSorted();
    expect(expected.length).toBeGreaterThan(COUNT / 2);
    expect(messagesIn(client.text, framing).flatMap(answeredIds).toSorted()).toEqual(expected);
    expect(client.remarks).toEqual([]);
    expect(client.ended).toBeNull();
  });
});
