/**
 * A line of the log, from and to text. What is chained is the digest of the content, so that an entry can lose its content and keep its place.
 *
 *     {"n":7,"at":"2026-01-01T00:00:00.000Z","prev":HEX,"digest":HEX,"hash":HEX,"salt":HEX,"body":{…}}
 *                                                                              ,"key":HEX,"sealed":BASE64}
 *                                                                              ,"erased":true}
 *
 * INVARIANT: `formatLine(parseLine(text))` is `text`: one line can be written in one way only, so every reader of JSON sees what was hashed.
 */

/** What an entry holds: readable with the salt of its digest, encrypted, or nothing any more. */
export type LinePayload =
  | { readonly type: 'plain'; readonly salt: string; readonly body: string }
  | { readonly type: 'sealed'; readonly key: string; readonly data: string }
  | { readonly type: 'erased' };

export interface AuditLine {
  readonly sequence: number;
  readonly at: string;
  readonly previous: string;
  readonly digest: string;
  readonly hash: string;
  readonly payload: LinePayload;
}

export function formatLine({ sequence, at, previous, digest, hash, payload }: AuditLine): string {
  const head = `{"n":${sequence},"at":"${at}","prev":"${previous}","digest":"${digest}","hash":"${hash}",`;
  if (payload.type === 'erased') return `${head}"erased":true}`;
  if (payload.type === 'sealed') return `${head}"key":"${payload.key}","sealed":"${payload.data}"}`;
  return `${head}"salt":"${payload.salt}","body":${payload.body}}`;
}

const HEAD =
  /^\{"n":([1-9]\d{0,14}),"at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)","prev":"([\da-f]{64})","digest":"([\da-f]{64})","hash":"([\da-f]{64})",/;
const SEALED = /^"key":"([\da-f]{16})","sealed":"([A-Za-z\d+/]+={0,2})"\}$/;
const PLAIN = /^"salt":"([\da-f]{32})","body":\{/;
const PLAIN_HEAD = '"salt":"","body":'.length + 32;

/** Null where the text is no line of a log. */
export function parseLine(text: string): AuditLine | null {
  const head = HEAD.exec(text);
  if (head === null) return null;
  const [start, n = '', at = '', previous = '', digest = '', hash = ''] = head;
  const payload = parsePayload(text.slice(start.length));
  return payload === null ? null : { sequence: Number(n), at, previous, digest, hash, payload };
}

function parsePayload(text: string): LinePayload | null {
  if (text === '"erased":true}') return { type: 'erased' };
  const [, key, data] = SEALED.exec(text) ?? [];
  if (key !== undefined && data !== undefined) return { type: 'sealed', key, data };
  const [, salt] = PLAIN.exec(text) ?? [];
  if (salt === undefined || !text.endsWith('}}')) return null;
  return { type: 'plain', salt, body: text.slice(PLAIN_HEAD, -1) };
}
