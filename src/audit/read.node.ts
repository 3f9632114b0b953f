/**
 * Reads a log: entries of all chains in the order of time, each with what is wrong with it where something is.
 *
 * INVARIANT: nothing is left out silently: a line that cannot be read comes out as a fault.
 */
import type { Diagnostic } from '../base/index.ts';
import { placeOf } from './chain.node.ts';
import { type Cipher, createCipher } from './cipher.node.ts';
import { parseContent } from './content.ts';
import type { AuditContent, AuditEntry } from './entry.ts';
import { listSegments, type Segment } from './folder.node.ts';
import { type AuditLine, parseLine } from './line.ts';
import { readLines } from './line-reader.node.ts';
import { type AuditQuery, meetsQuery } from './query.ts';

export interface AuditReadOptions {
  /** Without it, encrypted decisions are read as `sealed`. */
  readonly key?: Uint8Array | null;
}

/** What stands in a line of a segment. */
export interface SegmentLine {
  readonly segment: Segment;
  readonly number: number;
  readonly end: number;
  /** As it stands there; null where it is too long. */
  readonly text: string | null;
  /** Null where it is no line of a log. */
  readonly line: AuditLine | null;
  readonly isComplete: boolean;
}

export type AuditRead =
  | { readonly type: 'entry'; readonly entry: AuditEntry }
  | { readonly type: 'fault'; readonly diagnostic: Diagnostic };

export async function* readSegment(segment: Segment, start = 0): AsyncGenerator<SegmentLine, void, undefined> {
  for await (const { text, number, isComplete, end } of readLines(segment.path, start)) {
    yield { segment, number, end, text, line: text === null || !isComplete ? null : parseLine(text), isComplete };
  }
}

/** Entries that meet a query, in the order of time; the last `limit` of them where there is a limit. */
export async function* queryAudit(folder: string, query: AuditQuery, { key = null }: AuditReadOptions = {}): AsyncGenerator<AuditRead> {
  const cipher = key && createCipher(key);
  const chains = [...listSegments(folder).values()];
  const sources = chains.map((segments) =>
    query.limit === undefined ? readChain(segments, query, cipher) : readEnd(segments, query, cipher),
  );
  const merged = withoutSealed(mergeByTime(sources));
  yield* query.limit === undefined ? merged : lastOf(query.limit, merged);
}

/** Encrypted entries cannot be asked about; the first one stands for all. */
async function* withoutSealed(reads: AsyncGenerator<AuditRead>): AsyncGenerator<AuditRead> {
  let hasSealed = false;
  for await (const read of reads) {
    if (read.type === 'fault' || read.entry.content.type !== 'sealed') yield read;
    else if (!hasSealed) {
      hasSealed = true;
      yield { type: 'fault', diagnostic: sealed() };
    }
  }
}

function sealed(): Diagnostic {
  return {
    code: 'AU019',
    severity: 'error',
    message: 'entries are encrypted, and the key is missing or another one',
    help: 'name the key file with `--key-file`',
  };
}

async function* readChain(segments: readonly Segment[], query: AuditQuery, cipher: Cipher | null): AsyncGenerator<AuditRead> {
  for (const segment of segments) {
    for await (const each of readSegment(segment)) {
      const read = interpret(each, cipher);
      if (read && isAskedFor(read, query)) yield read;
    }
  }
}

function isAskedFor(read: AuditRead, query: AuditQuery): boolean {
  return read.type === 'fault' || read.entry.content.type === 'sealed' || meetsQuery(read.entry, query);
}

/** The last entries of a chain, without reading what stands before them. */
async function* readEnd(segments: readonly Segment[], query: AuditQuery, cipher: Cipher | null): AsyncGenerator<AuditRead> {
  const limit = query.limit ?? 0;
  let found: readonly AuditRead[] = [];
  for (const segment of segments.toReversed()) {
    if (found.length >= limit) break;
    const inSegment: AuditRead[] = [];
    for await (const read of lastOf(limit, readChain([segment], query, cipher))) inSegment.push(read);
    found = [...inSegment, ...found];
  }
  yield* found;
}

async function* lastOf(limit: number, reads: AsyncGenerator<AuditRead>): AsyncGenerator<AuditRead> {
  let kept: AuditRead[] = [];
  for await (const read of reads) {
    kept.push(read);
    if (kept.length >= 2 * limit + 1_000) kept = kept.slice(-limit);
  }
  yield* limit === 0 ? [] : kept.slice(-limit);
}

/** What a line says, or what is wrong with it; null for the incomplete line of a writer that is at work or was interrupted. */
export function interpret({ segment, number, line, isComplete }: SegmentLine, cipher: Cipher | null): AuditRead | null {
  if (!isComplete) return null;
  const content = line && contentOf(line, cipher);
  if (line === null || content === null) return { type: 'fault', diagnostic: noEntry(segment.path, number) };
  const { sequence, at, hash } = line;
  return { type: 'entry', entry: { chain: segment.chain, sequence, at, hash, content } };
}

/** Null where the line holds no content of ours. */
function contentOf({ payload, previous, sequence }: AuditLine, cipher: Cipher | null): AuditContent | null {
  if (payload.type === 'erased') return { type: 'erased' };
  if (payload.type === 'plain') return parseContent(payload.body);
  if (cipher === null || cipher.keyId !== payload.key) return { type: 'sealed' };
  const body = cipher.open(payload.data, placeOf(previous, sequence));
  return body === null ? null : parseContent(body);
}

export function noEntry(source: string, line: number): Diagnostic {
  return { code: 'AU010', severity: 'error', message: 'this line is no entry of an audit log', place: { source, line, column: 1 } };
}

/** Joins chains, each in the order of time, to one; faults come where they are met. */
async function* mergeByTime(sources: readonly AsyncGenerator<AuditRead>[]): AsyncGenerator<AuditRead> {
  try {
    const heads = await Promise.all(sources.map(async (source) => ({ source, next: await source.next() })));
    for (;;) {
      const open = heads.filter(({ next }) => !next.done);
      const [first] = open.sort((a, b) => compare(timeOf(a.next.value), timeOf(b.next.value)));
      if (!first) return;
      yield first.next.value as AuditRead;
      first.next = await first.source.next();
    }
  } finally {
    // Whoever has seen enough leaves files open behind.
    await Promise.all(sources.map((source) => source.return(undefined)));
  }
}

function timeOf(read: AuditRead | undefined): string {
  return read?.type === 'entry' ? read.entry.at : '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Where a reader that follows the log has got to, by chain. */
export type FollowedPlaces = Map<string, { readonly path: string; readonly end: number; readonly sequence: number }>;

/** What was added since the last call; the first call only finds the ends. */
export async function* readAdded(folder: string, places: FollowedPlaces, { key = null }: AuditReadOptions = {}): AsyncGenerator<AuditRead> {
  const cipher = key && createCipher(key);
  for (const [chain, segments] of listSegments(folder)) {
    const place = places.get(chain);
    for (const segment of place ? segments.filter(({ path }) => path >= place.path) : segments) {
      const start = segment.path === place?.path ? place.end : 0;
      for await (const each of readSegment(segment, start)) {
        if (each.isComplete) places.set(chain, { path: segment.path, end: each.end, sequence: each.line?.sequence ?? 0 });
        const read = interpret(each, cipher);
        if (read) yield read;
      }
    }
  }
}
