/**
 * The folder of a log and the segments in it: `chain-N.FIRST.jsonl`, where FIRST is the sequence number of the first line.
 *
 * SECURITY: written only where nobody else can have put anything: a folder of our own that others may not enter, and files that are no links.
 */
import { constants, lstatSync, mkdirSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, MAX_AUDIT_CHAINS } from '../base/index.ts';

export const FOLDER_MODE = 0o700;
export const FILE_MODE = 0o600;
export const NOFOLLOW = constants.O_NOFOLLOW ?? 0;

export interface Segment {
  readonly path: string;
  readonly chain: string;
  /** Sequence number of its first line. */
  readonly first: number;
}

/** Makes the folder, or says why it cannot be used. */
export function prepareFolder(folder: string): Diagnostic | null {
  try {
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    const problem = problemOf(lstatSync(folder));
    return problem === null ? null : fault(folder, ...problem);
  } catch (error) {
    return fault(folder, (error as Error).message, 'check the path and its permissions');
  }
}

function problemOf(stats: Stats): readonly [problem: string, help: string] | null {
  if (!stats.isDirectory()) return ['it is no folder', 'name a folder, not a link to one'];
  if (isForeign(stats)) return ['it belongs to somebody else', 'use a folder of your own'];
  if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) return ['others may enter it', 'run `chmod 700` on it'];
  return null;
}

/** Whether a file or folder belongs to another user. */
export function isForeign({ uid }: { readonly uid: number }): boolean {
  return process.getuid !== undefined && uid !== process.getuid();
}

function fault(folder: string, problem: string, help: string): Diagnostic {
  return { code: 'AU001', severity: 'error', message: `the audit folder \`${folder}\` cannot be used: ${problem}`, help };
}

const CHAINS = Array.from({ length: MAX_AUDIT_CHAINS }, (_, index) => String(index + 1));
const SEGMENT = /^chain-(\d{1,2})\.(\d{15})\.jsonl$/;

/** The names that chains can have, in the order in which writers take them. */
export function chainNames(): readonly string[] {
  return CHAINS;
}

export function segmentPath(folder: string, chain: string, first: number): string {
  return join(folder, `chain-${chain}.${String(first).padStart(15, '0')}.jsonl`);
}

/** Every segment of a folder, by chain and in order; other files are nobody's business. */
export function listSegments(folder: string): ReadonlyMap<string, readonly Segment[]> {
  const chains = new Map<string, Segment[]>();
  for (const name of readdirSync(folder).sort()) {
    const [, chain = '', first = ''] = SEGMENT.exec(name) ?? [];
    if (!CHAINS.includes(chain)) continue;
    const segments = chains.get(chain) ?? [];
    segments.push({ path: join(folder, name), chain, first: Number(first) });
    chains.set(chain, segments);
  }
  return new Map([...chains].sort(([a], [b]) => Number(a) - Number(b)));
}
