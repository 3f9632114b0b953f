/**
 * The segment that a writer adds to. Lines are added at the end and nowhere else; what a crash left behind the last complete line is cut off.
 *
 * INVARIANT: no byte of a complete line is ever written again. A write that did not get through is taken back to the last complete line.
 */
import { closeSync, constants, fdatasyncSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { MAX_AUDIT_LINE_BYTES } from '../base/index.ts';
import { type ChainHead, genesisOf, isIntact } from './chain.node.ts';
import { FILE_MODE, isForeign, NOFOLLOW, type Segment, segmentPath } from './folder.node.ts';
import { type AuditLine, parseLine } from './line.ts';

const NEWLINE = 0x0a;

/** An open segment. */
export interface OpenSegment {
  readonly fd: number;
  readonly openedMs: number;
  size: number;
}

/** A chain ready for its next line. */
export interface OpenChain {
  readonly segment: OpenSegment;
  readonly head: ChainHead;
  /** When its last line was written; empty where there is none. */
  readonly lastAt: string;
  /** Bytes of an incomplete line that were cut off. */
  readonly torn: number;
}

/** Opens a chain behind its last complete line; null where that line is not one of ours, undamaged. */
export function openChain(folder: string, chain: string, segments: readonly Segment[]): OpenChain | null {
  let torn = 0;
  for (const segment of segments.toReversed()) {
    const fd = openFile(segment.path);
    const { size, end, line } = readTail(fd);
    const last = line === '' ? null : parseLine(line);
    if (line !== '' && (last === null || !isIntact(last))) {
      closeSync(fd);
      return null;
    }
    if (end < size) ftruncateSync(fd, end);
    torn += size - end;
    if (last !== null && segment === segments.at(-1))
      return { ...placeAfter(last), segment: { fd, openedMs: beginningOf(fd), size: end }, torn };
    closeSync(fd);
    if (last !== null) return { ...placeAfter(last), segment: createSegment(folder, chain, last.sequence + 1), torn };
  }
  // Without a single line, a chain whose beginning was deleted cannot be continued.
  if ((segments[0]?.first ?? 1) !== 1) return null;
  return { segment: createSegment(folder, chain, 1), head: genesisOf(chain), lastAt: '', torn };
}

function placeAfter({ sequence, hash, at }: AuditLine): Pick<OpenChain, 'head' | 'lastAt'> {
  return { head: { sequence, hash }, lastAt: at };
}

const BEGINNING_BYTES = 64;

/** When the first line of a segment was written. */
function beginningOf(fd: number): number {
  const bytes = Buffer.alloc(BEGINNING_BYTES);
  const [, at = ''] = /"at":"([^"]+)"/.exec(bytes.toString('latin1', 0, readFully(fd, bytes, 0))) ?? [];
  return Date.parse(at) || Date.now();
}

/** A new segment, or an empty one of that name; its entry in the folder is on the disk before any line is. */
export function createSegment(folder: string, chain: string, first: number): OpenSegment {
  const path = segmentPath(folder, chain, first);
  const fd = openFile(path);
  syncFolder(dirname(path));
  return { fd, openedMs: Date.now(), size: fstatSync(fd).size };
}

function openFile(path: string): number {
  const fd = openSync(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | NOFOLLOW, FILE_MODE);
  const stats = fstatSync(fd);
  if (stats.isFile() && stats.nlink === 1 && !isForeign(stats)) return fd;
  closeSync(fd);
  throw new Error(`\`${path}\` is not a file of our own`);
}

/** Not every system lets a folder be opened. */
export function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, constants.O_RDONLY);
    fsyncSync(fd);
    closeSync(fd);
  } catch {}
}

/** Stands for a line that is none. */
const UNREADABLE = '?';

interface Tail {
  readonly size: number;
  /** Behind the last complete line. */
  readonly end: number;
  /** The last complete line; empty where there is none. */
  readonly line: string;
}

function readTail(fd: number): Tail {
  const { size } = fstatSync(fd);
  const start = Math.max(0, size - 2 * MAX_AUDIT_LINE_BYTES);
  const bytes = Buffer.alloc(size - start);
  const read = readFully(fd, bytes, start);
  const last = bytes.lastIndexOf(NEWLINE, read - 1);
  if (read === 0 || last < 0) return start === 0 ? { size, end: 0, line: '' } : { size, end: size, line: UNREADABLE };
  const before = last === 0 ? -1 : bytes.lastIndexOf(NEWLINE, last - 1);
  return { size, end: start + last + 1, line: bytes.toString('utf8', before + 1, last) || UNREADABLE };
}

function readFully(fd: number, bytes: Buffer, start: number): number {
  let read = 0;
  while (read < bytes.length) {
    const count = readSync(fd, bytes, read, bytes.length - read, start + read);
    if (count === 0) break;
    read += count;
  }
  return read;
}

/** Adds lines. Where they cannot all be written it throws, and takes back what was; a segment that threw is opened anew before it is used again. */
export function writeLines(segment: OpenSegment, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(segment.fd, bytes, written);
  } catch (error) {
    if (written > 0) ftruncateSync(segment.fd, segment.size);
    throw error;
  }
  segment.size += bytes.length;
}

export function syncSegment({ fd }: OpenSegment): void {
  fdatasyncSync(fd);
}

export function closeSegment({ fd }: OpenSegment): void {
  closeSync(fd);
}
