/**
 * From the bytes of a policy file to its text: the one place that refuses what is too large or not UTF-8.
 *
 * SECURITY: bytes are never replaced by U+FFFD; a file that cannot be read exactly is not read at all.
 */
import type { Diagnostic } from './diagnostic.ts';
import { MAX_POLICY_FILE_BYTES } from './limits.ts';

/** The text, or null with the diagnostic that says why not. A byte order mark stays: each language decides about it. */
export function decodeSource(source: string, bytes: Uint8Array): { value: string | null; diagnostics: readonly Diagnostic[] } {
  if (bytes.length > MAX_POLICY_FILE_BYTES) return { value: null, diagnostics: [tooLarge(source, bytes.length)] };
  try {
    return { value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), diagnostics: [] };
  } catch {
    return { value: null, diagnostics: [notUtf8(source)] };
  }
}

/** Also for a file that is known to be too large before it is read. */
export function tooLarge(source: string, size: number): Diagnostic {
  return {
    code: 'CF001',
    severity: 'error',
    message: `\`${source}\` has ${size} bytes, more than the ${MAX_POLICY_FILE_BYTES} that a policy file may have`,
    help: 'split the policy, or remove what is generated',
  };
}

/** Also for a text with lone surrogates, which no UTF-8 file can hold. */
export function notUtf8(source: string): Diagnostic {
  return { code: 'CF002', severity: 'error', message: `\`${source}\` is not UTF-8`, help: 'save the file as UTF-8' };
}
