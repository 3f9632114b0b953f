/**
 * Random numbers of the system, read from where it gives them: Node loads its module for cryptography for several milliseconds first, which is
 * as long as compiling a policy takes.
 */
import { closeSync, openSync, readSync } from 'node:fs';

const SOURCE = '/dev/urandom';

/** A number that nobody outside can guess. */
export function systemSeed(): number {
  const words = new Int32Array(1);
  try {
    if (readSource(new Uint8Array(words.buffer))) return words[0] ?? 1;
  } catch {
    // There is no such file on Windows.
  }
  return crypto.getRandomValues(words)[0] ?? 1;
}

/** Whether all bytes were given. */
function readSource(bytes: Uint8Array): boolean {
  const file = openSync(SOURCE, 'r');
  try {
    return readSync(file, bytes) === bytes.length;
  } finally {
    closeSync(file);
  }
}
