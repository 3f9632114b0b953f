/**
 * Plain data as JSON that comes back the same: maps, sets, what is undefined, and tables without a prototype, which hold keys from outside.
 *
 * INVARIANT: anything else is an exception on the way out, and whatever JSON holds is data on the way back. LIMIT: MAX_JSON_DEPTH.
 */
import { MAX_JSON_DEPTH } from '../base/index.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The key under which the kind of what is no plain value stands. */
const KIND = '$';

export function encodeValue(value: unknown, depth = 0): Json {
  if (depth > MAX_JSON_DEPTH) throw new Error('too deep to keep');
  const inner = (each: unknown): Json => encodeValue(each, depth + 1);
  if (value === undefined) return { [KIND]: 'undefined' };
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value !== 'object') throw new Error('no data to keep');
  if (Array.isArray(value)) return value.map(inner);
  if (value instanceof Map) return { [KIND]: 'map', of: [...value].map((entry) => entry.map(inner)) };
  if (value instanceof Set) return { [KIND]: 'set', of: [...value].map(inner) };
  const entries = Object.entries(value);
  if (Object.getPrototypeOf(value) === null) return { [KIND]: 'bare', of: entries.map((entry) => entry.map(inner)) };
  if (Object.getPrototypeOf(value) !== Object.prototype || entries.some(([key]) => key === KIND || key === '__proto__'))
    throw new Error('no data to keep');
  return Object.fromEntries(entries.map(([key, each]) => [key, inner(each)]));
}

/** What was encoded. Throws for what was not. */
export function decodeValue(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(decodeValue);
  const { [KIND]: kind, of } = json as { readonly [KIND]?: unknown; readonly of?: unknown };
  if (kind !== undefined) return decodeKind(kind, Array.isArray(of) ? of : []);
  for (const [key, each] of Object.entries(json)) (json as Record<string, unknown>)[key] = decodeValue(each);
  return json;
}

function decodeKind(kind: unknown, of: readonly unknown[]): unknown {
  if (kind === 'undefined') return undefined;
  if (kind === 'set') return new Set(of.map(decodeValue));
  const entries = of.map(decodeValue) as [string, unknown][];
  if (kind === 'map') return new Map(entries);
  if (kind !== 'bare') throw new Error('kept by something else');
  const bare: Record<string, unknown> = Object.create(null);
  for (const [key, each] of entries) bare[key] = each;
  return bare;
}
