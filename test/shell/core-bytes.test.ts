import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../src/shell/core-bytes.ts';
import { CORE_BINARY } from '../../wasm/core-binary.ts';

describe('bytes from base64', () => {
  it('are those of the core', () => {
    expect(Buffer.from(decodeBase64(CORE_BINARY)).equals(Buffer.from(CORE_BINARY, 'base64'))).toBe(true);
  });

  it('are any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect([...decodeBase64(Buffer.from(bytes).toString('base64'))]).toEqual([...bytes]);
      }),
      { seed: 9, numRuns: 500 },
    );
  });

  it('are as many as there are, however many', () => {
    const bytes = Uint8Array.from({ length: 500_000 }, (_, i) => (i * 7) & 255);
    expect(Buffer.from(decodeBase64(Buffer.from(bytes).toString('base64'))).equals(bytes)).toBe(true);
  });
});
