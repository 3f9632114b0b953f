/**
 * The content of one `.codex` folder of a project, and the record of the content that the user has trusted.
 *
 * INVARIANT: a digest covers every byte that could change an answer and the name it stands under. A record holds the trusted files
 * themselves, so that taking a rule out of the folder does not loosen anything before the user agrees.
 */
import { decodeSource, digestText, MAX_TRUST_RECORD_BYTES } from '../base/index.ts';

/** A file of the folder, by its path within it. */
export interface ContentFile {
  readonly path: string;
  readonly text: string;
}

export interface TrustRecord {
  /** The `.codex` folder. */
  readonly folder: string;
  readonly digest: string;
  /** When the user agreed, ISO 8601. */
  readonly trustedAt: string;
  readonly files: readonly ContentFile[];
}

/** The digest of a folder's content; the order in which its files were found does not matter. */
export function digestContent(files: readonly ContentFile[]): string {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return digestText(JSON.stringify(sorted.map(({ path, text }) => [path, digestText(text)])));
}

const VERSION = 1;

export function formatTrustRecord(record: TrustRecord): string {
  return `${JSON.stringify({ version: VERSION, ...record }, null, 2)}\n`;
}

/** A record as it was saved, or null for anything else: a damaged record trusts nothing. */
export function parseTrustRecord(bytes: Uint8Array): TrustRecord | null {
  if (bytes.length > MAX_TRUST_RECORD_BYTES) return null;
  const { value: text } = decodeSource('trust record', bytes);
  const record = text === null ? null : parseJson(text);
  if (!isRecord(record)) return null;
  return digestContent(record.files) === record.digest ? record : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is TrustRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { version, folder, digest, trustedAt, files } = value as Readonly<Record<string, unknown>>;
  return (
    version === VERSION &&
    [folder, digest, trustedAt].every((each) => typeof each === 'string') &&
    Array.isArray(files) &&
    files.every(isFile)
  );
}

function isFile(value: unknown): value is ContentFile {
  if (typeof value !== 'object' || value === null) return false;
  const { path, text } = value as Readonly<Record<string, unknown>>;
  return typeof path === 'string' && typeof text === 'string';
}
