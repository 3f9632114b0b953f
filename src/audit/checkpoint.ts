/**
 * A checkpoint: how far each chain of a log had got, to be kept where whoever can write the log cannot write.
 */
import { canonicalJson, type Diagnostic, digestText, MAX_AUDIT_CHAINS } from '../base/index.ts';

export interface CheckpointChain {
  readonly chain: string;
  readonly sequence: number;
  readonly hash: string;
}

export interface Checkpoint {
  readonly at: string;
  readonly chains: readonly CheckpointChain[];
}

const FORMAT = 'portcullis-audit-1';

/** One line of JSON; its last field is the digest of the others. */
export function formatCheckpoint({ at, chains }: Checkpoint): string {
  const fields = { checkpoint: FORMAT, at, chains: chains.map(({ chain, sequence, hash }) => ({ chain, sequence, hash })) };
  return JSON.stringify({ ...fields, digest: digestText(canonicalJson(fields) ?? '') });
}

export function parseCheckpoint(source: string, text: string): { value: Checkpoint | null; diagnostics: readonly Diagnostic[] } {
  const value = readCheckpoint(text);
  if (value && formatCheckpoint(value) === text.trim()) return { value, diagnostics: [] };
  const message = `\`${source}\` holds no checkpoint, or one that was changed`;
  const help = 'give the line that `portcullis audit checkpoint` printed';
  return { value: null, diagnostics: [{ code: 'AU016', severity: 'error', message, help }] };
}

function readCheckpoint(text: string): Checkpoint | null {
  try {
    const { at, chains } = JSON.parse(text) as Partial<Checkpoint>;
    const isWhole = typeof at === 'string' && Array.isArray(chains) && chains.length <= MAX_AUDIT_CHAINS && chains.every(isChain);
    return isWhole ? { at, chains } : null;
  } catch {
    return null;
  }
}

function isChain(value: unknown): value is CheckpointChain {
  const { chain, sequence, hash } = (value ?? {}) as Partial<CheckpointChain>;
  return typeof chain === 'string' && Number.isSafeInteger(sequence) && typeof hash === 'string';
}
