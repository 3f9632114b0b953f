/**
 * The hash chain: each entry's hash covers the one before, its place and the digest of its content.
 *
 * INVARIANT: whoever knows the last hash of a chain knows every entry before it; whoever can write the file and knows nothing else can still
 * write a whole new chain (docs/audit.md says what that means).
 */
import { hash, randomFillSync } from 'node:crypto';
import type { Cipher } from './cipher.node.ts';
import type { AuditLine, LinePayload } from './line.ts';

/** Where a chain has got to. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** What the first entry of a chain follows from. */
export function genesisOf(chain: string): ChainHead {
  return { sequence: 0, hash: sha256(`portcullis audit chain ${chain}`) };
}

/** The next line of a chain; encrypted where there is a cipher. */
export function appendLine(head: ChainHead, at: string, body: string, cipher: Cipher | null): AuditLine {
  const sequence = head.sequence + 1;
  const payload: LinePayload = cipher
    ? { type: 'sealed', key: cipher.keyId, data: cipher.seal(body, placeOf(head.hash, sequence)) }
    : { type: 'plain', salt: nextSalt(), body };
  const digest = digestOf(payload) ?? '';
  return { sequence, at, previous: head.hash, digest, hash: hashOf(head.hash, sequence, at, digest), payload };
}

/** What an encrypted entry is bound to: moved elsewhere it cannot be opened. */
export function placeOf(previous: string, sequence: number): string {
  return `${previous} ${sequence}`;
}

/** Whether a line has the hash that its parts give, and its content the digest; a tombstone has no content to compare. */
export function isIntact({ previous, sequence, at, digest, hash, payload }: AuditLine): boolean {
  return hash === hashOf(previous, sequence, at, digest) && (digestOf(payload) ?? digest) === digest;
}

/** Whether a line is the next one. */
export function isNext({ sequence, previous }: AuditLine, head: ChainHead): boolean {
  return sequence === head.sequence + 1 && previous === head.hash;
}

function hashOf(previous: string, sequence: number, at: string, digest: string): string {
  return sha256(`${previous}\n${sequence}\n${at}\n${digest}`);
}

/** The salt keeps a digest that outlives its content from saying what the content was. */
function digestOf(payload: LinePayload): string | null {
  if (payload.type === 'erased') return null;
  return sha256(payload.type === 'plain' ? `${payload.salt}\n${payload.body}` : `${payload.key}\n${payload.data}`);
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

const SALT_BYTES = 16;
const salts = Buffer.alloc(SALT_BYTES * 256);
let usedSalts = salts.length;

/** Random bytes are cheap by the page and dear one by one. */
function nextSalt(): string {
  if (usedSalts === salts.length) {
    randomFillSync(salts);
    usedSalts = 0;
  }
  usedSalts += SALT_BYTES;
  return salts.toString('hex', usedSalts - SALT_BYTES, usedSalts);
}
