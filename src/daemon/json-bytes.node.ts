/**
 * JSON from bytes that came from outside: fatal UTF-8, a bound on nesting before anything is built.
 *
 * SECURITY: bytes that are not UTF-8 would be replaced, and the command judged would not be the command run.
 */
import { isUtf8 } from 'node:buffer';
import { MAX_JSON_DEPTH } from '../base/index.ts';

export type ParsedJson = { readonly type: 'value'; readonly value: unknown } | { readonly type: 'fault'; readonly reason: string };

/** `above`: levels that stand around these bytes. */
export function parseJsonBytes(bytes: Buffer, start: number, end: number, above = 0): ParsedJson {
  if (nestsTooDeep(bytes, start, end, above)) return fault(`nested deeper than ${MAX_JSON_DEPTH} levels`);
  const text = bytes.toString('utf8', start, end);
  if (text.includes('\uFFFD') && !isUtf8(bytes.subarray(start, end))) return fault('not UTF-8');
  try {
    return { type: 'value', value: JSON.parse(text) };
  } catch (error) {
    return fault(`not JSON: ${(error as SyntaxError).message}`);
  }
}

function fault(reason: string): ParsedJson {
  return { type: 'fault', reason };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets outside texts; of bytes that are no JSON the count means nothing, and the parser refuses them. */
function nestsTooDeep(bytes: Buffer, start: number, end: number, above: number): boolean {
  let depth = above;
  let isText = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (isText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > MAX_JSON_DEPTH) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return false;
}

/** Whether there is nothing but JSON's blanks. */
export function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  }
  return true;
}
