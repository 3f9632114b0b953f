/**
 * Reads all of stdin, as the bytes that came. LIMIT: MAX_HOOK_INPUT_BYTES; what is larger is a fault.
 *
 * The read runs on a thread of its own so that the guard's clock keeps ticking; streams would do the same and cost a tenth of Node's start.
 */
import { read, readFileSync } from 'node:fs';
import { MAX_HOOK_INPUT_BYTES } from '../base/index.ts';
import type { Guard } from './guard.node.ts';
import type { HookFault } from './request.ts';

const CHUNK_BYTES = 65_536;

/** `isBegun`: the beginning stands on descriptor 3. */
export async function readStdin(guard: Guard, isBegun: boolean): Promise<Buffer | HookFault> {
  return join(chunksOf(guard, isBegun ? readBeginning() : null));
}

/** What the shell has read; it puts a newline behind it. */
function readBeginning(): Uint8Array {
  return readFileSync(3).subarray(0, -1);
}

/** The same by a stream, for a process that a guard may have to end while nothing comes. */
export function streamInput(): Promise<Buffer | HookFault> {
  return join(process.stdin);
}

async function* chunksOf(guard: Guard, beginning: Uint8Array | null): AsyncGenerator<Uint8Array> {
  if (beginning !== null) yield beginning;
  for (let chunk = await readChunk(guard); chunk.length > 0; chunk = await readChunk(guard)) yield chunk;
}

async function join(input: AsyncIterable<Uint8Array>): Promise<Buffer | HookFault> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.length;
    if (size > MAX_HOOK_INPUT_BYTES) return { fault: `stdin is longer than ${MAX_HOOK_INPUT_BYTES} bytes` };
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readChunk(guard: Guard): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    guard.isReading = true;
    read(0, Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, null, (error, length, bytes) => {
      guard.isReading = false;
      if (error && error.code !== 'EOF') reject(error);
      else resolve(bytes.subarray(0, length));
    });
  });
}
