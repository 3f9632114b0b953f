/**
 * Reads a request of the ordinary shape from its bytes, without building anything: `jsonrpc`, `id`, `method` and `params`, each once and in any
 * order, all of it ASCII.
 *
 * INVARIANT: true only for bytes that `JSON.parse` and `readMessage` would take for that very request; false says nothing, and they are asked.
 * What stands in `params` is only skipped: whoever uses it knows these bytes, or reads them to the last one.
 */
import { MAX_COPIED_COMMAND, MAX_ID_DIGITS, MAX_SCANNED_ID } from '../base/index.ts';

/** Methods that are worth it; the number of one is its place. */
export const SCANNED_METHODS = ['policy/evaluate', 'policy/decide'] as const;

/** What the last scan found; places in the bytes. */
export class RequestScan {
  /** With its quotes, where it is a text. */
  idStart = 0;
  idEnd = 0;
  method = -1;
  paramsStart = 0;
  paramsEnd = 0;
  /** Of the bytes of `params`. */
  hash = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;

  /** Whether the bytes are a request of the ordinary shape. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
    let seen = 0;
    if (!this.#take(OPEN)) return false;
    do {
      const key = this.#readKey();
      const bit = 1 << key;
      if (key < 0 || (seen & bit) !== 0 || !this.#readValue(key)) return false;
      seen |= bit;
    } while (this.#take(COMMA));
    return seen === ALL && this.#take(CLOSE) && this.#isAtEnd();
  }

  #blanks(): void {
    while (this.#bytes[this.#at] === SPACE && this.#at < this.#end) this.#at++;
  }

  #take(byte: number): boolean {
    this.#blanks();
    if (this.#at >= this.#end || this.#bytes[this.#at] !== byte) return false;
    this.#at++;
    return true;
  }

  #isAtEnd(): boolean {
    this.#blanks();
    if (this.#at < this.#end && this.#bytes[this.#at] === RETURN) this.#at++;
    return this.#at === this.#end;
  }

  /** The number of the key, with its colon read, or -1. */
  #readKey(): number {
    this.#blanks();
    const key = this.#oneOf(KEYS);
    return key >= 0 && this.#take(COLON) ? key : -1;
  }

  /** Which of several texts stands here; none is the beginning of another. */
  #oneOf(texts: readonly Uint8Array[]): number {
    for (let i = 0; i < texts.length; i++) if (this.#literal(texts[i] as Uint8Array)) return i;
    return -1;
  }

  #literal(text: Uint8Array): boolean {
    const bytes = this.#bytes;
    const at = this.#at;
    if (at + text.length > this.#end) return false;
    for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
    this.#at = at + text.length;
    return true;
  }

  #readValue(key: number): boolean {
    this.#blanks();
    if (key === KEY_VERSION) return this.#literal(VERSION_TEXT);
    if (key === KEY_ID) return this.#readId();
    if (key === KEY_METHOD) {
      this.method = this.#oneOf(METHOD_TEXTS);
      return this.method >= 0;
    }
    return this.#skipParams();
  }

  #readId(): boolean {
    this.idStart = this.#at;
    const isRead = this.#bytes[this.#at] === QUOTE ? this.#readTextId() : this.#readNumberId();
    this.idEnd = this.#at;
    return isRead;
  }

  /** A whole number that is written as it is printed. */
  #readNumberId(): boolean {
    const bytes = this.#bytes;
    const first = this.#at + (bytes[this.#at] === MINUS ? 1 : 0);
    let at = first;
    while (at < this.#end && isDigit(bytes[at] as number)) at++;
    const digits = at - first;
    const isCanonical = bytes[first] !== ZERO || (digits === 1 && first === this.#at);
    this.#at = at;
    return digits >= 1 && digits <= MAX_ID_DIGITS && isCanonical;
  }

  #readTextId(): boolean {
    const bytes = this.#bytes;
    let at = this.#at + 1;
    const limit = Math.min(this.#end, at + MAX_SCANNED_ID);
    for (; at < limit && bytes[at] !== QUOTE; at++) {
      const byte = bytes[at] as number;
      if (byte < SPACE || byte > LAST_ASCII || byte === BACKSLASH) return false;
    }
    if (bytes[at] !== QUOTE || at >= limit) return false;
    this.#at = at + 1;
    return true;
  }

  /** An object, to its closing bracket. */
  #skipParams(): boolean {
    const bytes = this.#bytes;
    if (bytes[this.#at] !== OPEN) return false;
    const end = this.#end;
    let depth = 0;
    let isText = false;
    let hash = 0;
    this.paramsStart = this.#at;
    for (let at = this.#at; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte < SPACE || byte > LAST_ASCII) return false;
      hash = (Math.imul(hash, 31) + byte) | 0;
      if (isText) {
        if (byte === QUOTE) isText = false;
        else if (byte === BACKSLASH) {
          const escaped = bytes[++at] as number;
          if (at >= end || escaped < SPACE || escaped > LAST_ASCII) return false;
          hash = (Math.imul(hash, 31) + escaped) | 0;
        }
      } else if (byte === QUOTE) isText = true;
      else if (byte === OPEN || byte === OPEN_LIST) depth++;
      else if ((byte === CLOSE || byte === CLOSE_LIST) && --depth === 0) {
        this.#at = at + 1;
        this.paramsEnd = at + 1;
        this.hash = hash;
        return this.#at <= end;
      }
    }
    return false;
  }
}

const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const SPACE = 0x20;
const RETURN = 0x0d;
const MINUS = 0x2d;
const ZERO = 0x30;
const LAST_ASCII = 0x7e;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(JSON.stringify(text));

const KEYS = ['jsonrpc', 'id', 'method', 'params'].map(bytesOf);
const KEY_VERSION = 0;
const KEY_ID = 1;
const KEY_METHOD = 2;
const ALL = 0b1111;
const VERSION_TEXT = bytesOf('2.0');
const METHOD_TEXTS = SCANNED_METHODS.map(bytesOf);

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}

/** What stands behind a backslash in JSON, and the byte it means; the digits of `\u` are for the parser. */
const ESCAPES = new Uint8Array(128);
for (const [letter, meant] of Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }))
  ESCAPES[letter.charCodeAt(0)] = meant.charCodeAt(0);

const COMMAND_KEY = new TextEncoder().encode('"command"');

/**
 * Where `params` are `{"command": TEXT}` and nothing else, writes the text into a memory at an address that has room for it; returns its
 * length in bytes, or -1.
 */
export function copyCommand(bytes: Uint8Array, start: number, end: number, memory: Uint8Array, address: number): number {
  let at = beginsWith(bytes, start, COMMAND_HEAD) ? start + COMMAND_HEAD.length : findText(bytes, start);
  if (at < 0 || end - at > MAX_COPIED_COMMAND) return -1;
  let to = address;
  for (; at < end; at++) {
    let byte = bytes[at] as number;
    if (byte === QUOTE) break;
    if (byte === BACKSLASH) {
      byte = ESCAPES[bytes[++at] as number] ?? 0;
      if (byte === 0) return -1;
    } else if (byte < SPACE || byte > LAST_ASCII) return -1;
    memory[to++] = byte;
  }
  at = skipBlanks(bytes, at + 1);
  return at === end - 1 && bytes[at] === CLOSE ? to - address : -1;
}

const COMMAND_HEAD = new TextEncoder().encode('{"command":"');

function beginsWith(bytes: Uint8Array, start: number, text: Uint8Array): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text[i]) return false;
  return true;
}

/** Where the text of the command begins, with blanks around its key; -1 where something else stands there. */
function findText(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== OPEN) return -1;
  let at = skipBlanks(bytes, start + 1);
  if (!beginsWith(bytes, at, COMMAND_KEY)) return -1;
  at = skipBlanks(bytes, at + COMMAND_KEY.length);
  if (bytes[at] !== COLON) return -1;
  at = skipBlanks(bytes, at + 1);
  return bytes[at] === QUOTE ? at + 1 : -1;
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === SPACE) at++;
  return at;
}
