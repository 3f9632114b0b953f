/**
 * Messages for the daemon that are broken in every way, and the check that each got what it should: one answer with its id where it was a
 * request, none where it was not, an error where nobody can tell.
 *
 * INVARIANT: what is expected is worked out by `JSON.parse` and the specification alone, never by the daemon's own code.
 */

/** A generator of numbers below a bound, the same for the same seed. */
export function randomFrom(seed: number): (bound: number) => number {
  let state = seed | 0;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.floor(((state >>> 8) / 0x1000000) * bound);
  };
}

type Random = ReturnType<typeof randomFrom>;

const METHODS = [
  'policy/decide',
  'policy/evaluate',
  'policy/analyse',
  'policy/suggest',
  'policy/validate',
  'sandbox/resolve',
  'server/stats',
  'no/such',
];
const COMMANDS = [
  'git push',
  'ls -la | wc -l',
  'make "$(git push)"',
  'echo \u00fc \u{1F3F0}',
  'x'.repeat(300),
  'for i in 1 2; do rm $i; done',
  '',
];
const IDS: readonly unknown[] = [0, 1, -1, 1.5, 'a', '', 'ü"\\', null, Number.MAX_SAFE_INTEGER + 1, 1e300, true, {}, [], 'x'.repeat(300)];
const VALUES: readonly unknown[] = [null, 0, 'text', [], {}, true, [1], { a: { b: {} } }];
const PIECES = ['"', '\\', '{', '}', '[', ']', ',', ':', '\0', '\u00ff', '\\u0000', '\\ud800', '\t', 'null', '1e999', '{"a":'];

export interface FuzzMessage {
  /** One line, without its newline. */
  readonly bytes: Buffer;
  /** Ids that must come back, as JSON; `null` stands for an answer that has no id to give. Empty: no answer. */
  readonly ids: readonly string[];
}

/** Message number so and so of a seed. */
export function fuzzMessage(seed: number, number: number): FuzzMessage {
  const random = randomFrom(seed * 1_000_003 + number);
  for (let i = 0; i < 3; i++) random(2);
  const isBatch = random(12) === 0;
  const value = isBatch ? Array.from({ length: random(4) }, () => message(random)) : message(random);
  let bytes: Buffer = Buffer.from(JSON.stringify(value));
  for (let left = random(3) === 0 ? 1 + random(3) : 0; left > 0; left--) bytes = mutated(bytes, random);
  // A newline would make two messages of it.
  bytes = Buffer.from(bytes.filter((byte) => byte !== 0x0a));
  return { bytes, ids: expectedIds(bytes) };
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)] as T;
}

function message(random: Random): Record<string, unknown> {
  const made: Record<string, unknown> = { jsonrpc: '2.0' };
  if (random(10) > 0) made.id = random(3) === 0 ? pick(random, IDS) : random(1_000_000);
  made.method = random(20) === 0 ? pick(random, VALUES) : pick(random, METHODS);
  if (random(10) > 0) made.params = random(8) === 0 ? pick(random, VALUES) : { command: pick(random, COMMANDS) };
  if (random(20) === 0) made[pick(random, ['jsonrpc', 'method', 'result', '__proto__', 'extra'])] = pick(random, VALUES);
  return made;
}

function mutated(bytes: Buffer, random: Random): Buffer {
  const at = random(bytes.length + 1);
  const put = random(4) === 0 ? Buffer.from([random(256)]) : Buffer.from(pick(random, PIECES));
  const end = Math.min(bytes.length, at + random(4));
  if (random(6) === 0) return bytes.subarray(0, at);
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(end)]);
}

const MAX_DEPTH = 64;

/** What the specification says must come back. */
function expectedIds(bytes: Buffer): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return /^[ \t\r]*$/.test(bytes.toString('latin1')) ? [] : ['null'];
  }
  if (depthOf(value) > MAX_DEPTH) return ['null'];
  if (!Array.isArray(value)) return idOf(value);
  return value.length === 0 ? ['null'] : value.flatMap(idOf);
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function idOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['null'];
  const { id, method, jsonrpc, params } = value as Record<string, unknown>;
  const hasId = Object.hasOwn(value, 'id');
  if (hasId && !isId(id)) return ['null'];
  const answered = hasId ? [JSON.stringify(id)] : ['null'];
  if (!Object.hasOwn(value, 'method')) return Object.hasOwn(value, 'result') || Object.hasOwn(value, 'error') ? [] : answered;
  const isSound =
    jsonrpc === '2.0' && typeof method === 'string' && (params === undefined || (typeof params === 'object' && params !== null));
  return isSound && !hasId ? [] : answered;
}

function isId(id: unknown): boolean {
  if (id === null) return true;
  if (typeof id === 'string') return id.length <= 256;
  return typeof id === 'number' && Math.abs(id) <= Number.MAX_SAFE_INTEGER;
}

/** Ids of all answers in one message of the daemon, as JSON; what has neither a result nor an error is no answer. */
export function answeredIds(text: string): readonly string[] {
  const value: unknown = JSON.parse(text);
  const all = (Array.isArray(value) ? value : [value]) as Record<string, unknown>[];
  return all.map((each) => {
    if (each.jsonrpc !== '2.0' || Object.hasOwn(each, 'result') === Object.hasOwn(each, 'error')) throw new Error(`no answer: ${text}`);
    return JSON.stringify(each.id);
  });
}
