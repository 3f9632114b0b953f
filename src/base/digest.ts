/**
 * Digests of plain data: the same data, whatever the order of its keys, always has the same digest.
 *
 * The digest is computed in JavaScript because it is needed at once, in browsers too, where the platform only answers later.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { MAX_JSON_DEPTH } from './limits.ts';

/** SHA-256 of a text, as `sha256:` and 64 hexadecimal digits. */
export function digestText(text: string): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`;
}

/** Whether a text has the form of a digest. */
export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

/**
 * JSON with sorted keys and without blanks, or null for what JSON cannot hold or what is nested deeper than {@link MAX_JSON_DEPTH}.
 * LIMIT: recursion is as deep as that.
 */
export function canonicalJson(value: unknown, depth = 0): string | null {
  if (depth > MAX_JSON_DEPTH) return null;
  if (Array.isArray(value))
    return joinParts(
      value.map((element) => canonicalJson(element, depth + 1)),
      '[',
      ']',
    );
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value).sort();
    const parts = keys.map((key) => {
      const text = canonicalJson((value as Record<string, unknown>)[key], depth + 1);
      return text === null ? null : `${JSON.stringify(key)}:${text}`;
    });
    return joinParts(parts, '{', '}');
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  return value === null || SCALARS.has(typeof value) ? JSON.stringify(value) : null;
}

const SCALARS: ReadonlySet<string> = new Set(['string', 'number', 'boolean']);

function joinParts(parts: readonly (string | null)[], open: string, close: string): string | null {
  return parts.every((part) => part !== null) ? open + parts.join(',') + close : null;
}
