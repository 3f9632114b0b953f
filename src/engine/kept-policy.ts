/**
 * A loaded policy as bytes, for processes that come later: a header of numbers, what it is for, the policy as JSON, its rules compiled.
 *
 * INVARIANT: what comes back is what was kept, or nothing: a policy that does not survive the way out and back is not kept, and bytes that
 * are damaged are no policy. Compiled rules have sums of their own. Who may keep and who may believe it is decided in `kept-policy.node.ts`.
 */
import { CORE_DIGEST } from '../../wasm/core-binary.ts';
import { MAX_KEPT_POLICY_BYTES, sumWords, VERSION } from '../base/index.ts';
import { type RuleRows, readRows, rowsOf } from './kept-rules.ts';
import { decodeValue, encodeValue } from './kept-value.ts';
import { type Policy, type SettingsSources, settingsOf } from './policy.ts';

/** What a kept policy is for. */
export interface KeptFor {
  /** Everything beside files that chose what was loaded. */
  readonly circumstances: readonly (string | null)[];
  /** Every path that was looked at, with what it was; null: nothing. */
  readonly looks: readonly (readonly [path: string, identity: string | null])[];
}

export interface KeptPolicy {
  readonly policy: Policy;
  /** What its settings come from; null for a policy without configuration. */
  readonly sources: SettingsSources | null;
  /** Where the hash of the compiled rules starts. */
  readonly seed: number;
  /** For the option `compiled` of the engine; null where compiling is as fast. */
  readonly compiled: Uint8Array | null;
}

/** A function makes the settings, and functions are not kept. */
type PlainPolicy = Omit<Policy, 'settings' | 'rules'>;

/** Who wrote it. */
const MAKER = `${VERSION} ${CORE_DIGEST}`;

const MAGIC = 0x504b5054;
/** Raised whenever these bytes change their form; what they hold changes with the version. */
const FORMAT = 3;
/** Magic, format, two sums, the lengths of the three parts. */
const HEADER_WORDS = 7;
const HEADER_BYTES = HEADER_WORDS * 4;

/** Null where the policy holds what is no plain data. */
export function formatKept({ policy, sources, seed, compiled }: KeptPolicy, keptFor: KeptFor): Uint8Array | null {
  const { settings, rules, ...plain } = policy;
  const body = encodeBody({ plain, sources, rules, seed });
  return body === null ? null : joinParts(asciiOf([MAKER, keptFor]), asciiOf(body), compiled ?? new Uint8Array(0));
}

interface Body {
  readonly plain: PlainPolicy;
  readonly sources: KeptPolicy['sources'];
  readonly rules: Policy['rules'];
  readonly seed: number;
}

function encodeBody({ plain, sources, rules, seed }: Body): unknown {
  try {
    const { prefixRules, ...others } = rules;
    return [encodeValue({ plain, sources }), others, rowsOf(prefixRules), seed];
  } catch {
    return null;
  }
}

/** JSON of ASCII alone, padded to whole words. */
function asciiOf(value: unknown): Uint8Array {
  const text = JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return new TextEncoder().encode(text.padEnd((text.length + 3) & ~3, ' '));
}

function joinParts(head: Uint8Array, body: Uint8Array, compiled: Uint8Array): Uint8Array {
  const parts = [head, body, compiled];
  const bytes = new Uint8Array(HEADER_BYTES + parts.reduce((sum, { length }) => sum + length, 0));
  let at = HEADER_BYTES;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const words = new Int32Array(bytes.buffer);
  words.set([MAGIC, FORMAT, 0, 0, ...parts.map(({ length }) => length)]);
  words.set(sumWords(words.subarray(0, (bytes.length - compiled.length) >> 2)), 2);
  return bytes;
}

/** What bytes are for and what they hold, each read when it is asked for; null where they are no kept policy of this version. */
export interface KeptBytes {
  readonly keptFor: KeptFor;
  readonly read: () => KeptPolicy;
}

export function parseKept(bytes: Uint8Array): KeptBytes | null {
  const parts = splitParts(bytes);
  if (parts === null) return null;
  const [head, body, compiled] = parts;
  const [maker, keptFor] = JSON.parse(textOf(head)) as [string, KeptFor];
  if (maker !== MAKER) return null;
  return { keptFor, read: () => readBody(textOf(body), compiled.length === 0 ? null : compiled) };
}

function splitParts(bytes: Uint8Array): readonly [Uint8Array, Uint8Array, Uint8Array] | null {
  if (bytes.length < HEADER_BYTES || bytes.length > MAX_KEPT_POLICY_BYTES || bytes.length % 4 !== 0) return null;
  // Views of words begin at whole words.
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Int32Array(whole.buffer, whole.byteOffset, whole.length >> 2);
  const [magic, format, a, b, head = 0, body = 0, compiled = 0] = words;
  const isWhole = [head, body, compiled].every((length) => length >= 0) && HEADER_BYTES + head + body + compiled === bytes.length;
  if (magic !== MAGIC || format !== FORMAT || !isWhole) return null;
  words[2] = 0;
  words[3] = 0;
  const [first, second] = sumWords(words.subarray(0, (HEADER_BYTES + head + body) >> 2));
  if (first !== a || second !== b) return null;
  const at = HEADER_BYTES + head;
  return [whole.subarray(HEADER_BYTES, at), whole.subarray(at, at + body), whole.subarray(at + body)];
}

function textOf(ascii: Uint8Array): string {
  return new TextDecoder('latin1').decode(ascii);
}

function readBody(text: string, compiled: Uint8Array | null): KeptPolicy {
  const [encoded, others, rows, seed] = JSON.parse(text) as [unknown, Omit<Policy['rules'], 'prefixRules'>, RuleRows, number];
  const { plain, sources } = decodeValue(encoded) as Pick<Body, 'plain' | 'sources'>;
  const rules = { ...others, prefixRules: readRows(rows) };
  return { policy: { ...plain, rules, settings: sources && settingsOf(sources) }, sources, seed, compiled };
}
