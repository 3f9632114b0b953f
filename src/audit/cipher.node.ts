/**
 * Encryption of entries at rest: AES-256-GCM with a random nonce for each, bound to the place in the chain.
 *
 * SECURITY: nonces are random, never counted, since a sequence number can come back after a torn line; one key is good for 2^32 entries.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Cipher {
  /** Says which key it was without saying what it is. */
  readonly keyId: string;
  /** Base64 of nonce, ciphertext and tag. */
  seal(text: string, place: string): string;
  /** Null where key, place or data is not the one. */
  open(data: string, place: string): string | null;
}

export function createCipher(key: Uint8Array): Cipher {
  const keyId = createHash('sha256').update('portcullis audit key ').update(key).digest('hex').slice(0, 16);
  return { keyId, seal: (text, place) => seal(key, text, place), open: (data, place) => open(key, data, place) };
}

function seal(key: Uint8Array, text: string, place: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(place));
  const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final()];
  return Buffer.concat([...sealed, cipher.getAuthTag()]).toString('base64');
}

function open(key: Uint8Array, data: string, place: string): string | null {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}
