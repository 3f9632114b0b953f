/**
 * The key of an encrypted log: 32 bytes from a file that nobody else may read, or from the environment; as hexadecimal digits or base64.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type Diagnostic, MAX_AUDIT_KEY_BYTES } from '../base/index.ts';
import { KEY_BYTES } from './cipher.node.ts';
import { NOFOLLOW } from './folder.node.ts';

/** The variable that holds the key where no file is named. */
const AUDIT_KEY_VARIABLE = 'PORTCULLIS_AUDIT_KEY';

export interface LoadedKey {
  /** Null where there is none, or it cannot be used. */
  readonly value: Uint8Array | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function loadAuditKey(file: string | null, env: Readonly<Record<string, string | undefined>>): LoadedKey {
  if (file !== null) return readKeyFile(file);
  const text = env[AUDIT_KEY_VARIABLE];
  return text ? parseKey(text, `$${AUDIT_KEY_VARIABLE}`) : { value: null, diagnostics: [] };
}

function readKeyFile(file: string): LoadedKey {
  let fd: number | null = null;
  try {
    fd = openSync(file, constants.O_RDONLY | NOFOLLOW | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(fd);
    if (!stats.isFile()) return refuse(`\`${file}\` is no file`, 'name a file');
    if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0)
      return refuse(`\`${file}\` may be read by others`, `run \`chmod 600\` on it`);
    const bytes = Buffer.alloc(MAX_AUDIT_KEY_BYTES);
    return parseKey(bytes.toString('latin1', 0, readSync(fd, bytes)), `\`${file}\``);
  } catch (error) {
    return refuse(`\`${file}\` cannot be read: ${(error as Error).message}`, 'check the path; a link is not followed');
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

function parseKey(text: string, source: string): LoadedKey {
  const trimmed = text.trim();
  const bytes = /^[\da-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64');
  const isKey = bytes.length === KEY_BYTES && /^[\w+/-]+=*$/.test(trimmed);
  return isKey
    ? { value: new Uint8Array(bytes), diagnostics: [] }
    : refuse(`${source} holds no key of ${KEY_BYTES} bytes`, 'make one with `openssl rand -hex 32`');
}

function refuse(message: string, help: string): LoadedKey {
  return { value: null, diagnostics: [{ code: 'AU004', severity: 'error', message, help }] };
}
