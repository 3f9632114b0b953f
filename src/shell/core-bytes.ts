/**
 * The bytes of the WebAssembly core, from the text that holds them.
 *
 * `atob` gives a character for each byte. A loop over them takes longer in a cold process than compiling the core does; so they are encoded as
 * UTF-8, and WebAssembly of a hundred bytes puts the two bytes of a character together again, in place.
 */

const encoder = new TextEncoder();

/** `(c, next) => c < 128 ? c : (c << 6) | (next & 63)` over the bytes of its memory `m`, as `f(length)`; returns how many it made. */
const JOIN =
  'AGFzbQEAAAABBgFgAX8BfwMCAQAFAwEABgcJAgFtAgABZgAACk0BSwEDfwNAIAAgAU1FBEAgAiABLQAAIgNBgAFPBH8gAUEBaiIBLQAAQT9xIANBBnRyBSADCzoAACABQQFqIQEgAkEBaiECDAELCyACCw==';

interface Join {
  readonly m: WebAssembly.Memory;
  readonly f: (length: number) => number;
}

/** The bytes that a text in base64 stands for; no copy of its own is made of them. */
export function decodeBase64(base64: string): Uint8Array {
  const text = atob(base64);
  const { m, f } = new WebAssembly.Instance(new WebAssembly.Module(bytesOf(atob(JOIN))), {}).exports as unknown as Join;
  const memory = new Uint8Array(m.buffer);
  const { read, written } = encoder.encodeInto(text, memory);
  return read === text.length ? memory.subarray(0, f(written)) : bytesOf(text);
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
