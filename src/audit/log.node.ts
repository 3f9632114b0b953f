/**
 * The writer of the log: records are redacted and queued, then written together, chained, in one write.
 *
 * INVARIANT: a failure to write never throws, never blocks and is never silent: `fault` says so at once, what is queued is tried again, and what
 * had to be dropped is counted in the chain as soon as it can be written.
 */
import { fdatasync, fstatSync } from 'node:fs';
import { type Diagnostic, MAX_AUDIT_BACKLOG } from '../base/index.ts';
import { appendLine, type ChainHead } from './chain.node.ts';
import { releaseChainLock, takeChainLock } from './chain-lock.node.ts';
import { type Cipher, createCipher, KEY_BYTES } from './cipher.node.ts';
import type { WrittenContent } from './entry.ts';
import { chainNames, listSegments, prepareFolder } from './folder.node.ts';
import { formatLine } from './line.ts';
import type { AuditLog, AuditLogOptions, FsyncPolicy } from './log.ts';
import type { AuditRecord } from './record.ts';
import { createRedactor, type Redactor } from './redact.ts';
import { closeSegment, createSegment, type OpenChain, type OpenSegment, openChain, syncSegment, writeLines } from './segment.node.ts';

const SEGMENT_BYTES = 64 * 1024 * 1024;
const SEGMENT_AGE_MS = 24 * 60 * 60 * 1000;
const TICK_MS = 1_000;

/** Opens a log for writing; null with the reason where its folder cannot be used, or no chain is free. */
export async function openAuditLog(
  options: AuditLogOptions,
): Promise<{ readonly value: AuditLog | null; readonly diagnostics: readonly Diagnostic[] }> {
  const { key = null } = options;
  if (key !== null && key.length !== KEY_BYTES) return { value: null, diagnostics: [badKey(key.length)] };
  const redactor = await createRedactor();
  const connected = connect(options.folder);
  if (connected.value === null) return { value: null, diagnostics: connected.diagnostics };
  const cipher = key && createCipher(key);
  return { value: new Log(options, { redactor, cipher, connection: connected.value }), diagnostics: connected.diagnostics };
}

function badKey(length: number): Diagnostic {
  return {
    code: 'AU004',
    severity: 'error',
    message: `the key of the audit log has ${length} bytes, not ${KEY_BYTES}`,
    help: 'make one with `openssl rand -hex 32`',
  };
}

/** A chain that is ours to write. */
interface Connection {
  readonly chain: string;
  readonly lock: string;
  readonly open: OpenChain;
}

/** Takes the first chain that is free and whole. */
function connect(folder: string): { readonly value: Connection | null; readonly diagnostics: readonly Diagnostic[] } {
  const unusable = prepareFolder(folder);
  if (unusable) return { value: null, diagnostics: [unusable] };
  const diagnostics: Diagnostic[] = [];
  try {
    for (const chain of chainNames()) {
      const lock = takeChainLock(folder, chain);
      if (lock === null) continue;
      const open = openOrRelease(folder, chain, lock);
      if (open !== null) return { value: { chain, lock, open }, diagnostics };
      diagnostics.push(damaged(folder, chain));
    }
    return { value: null, diagnostics: [...diagnostics, noChain(folder)] };
  } catch (error) {
    return { value: null, diagnostics: [...diagnostics, unwritable(folder, (error as Error).message)] };
  }
}

function openOrRelease(folder: string, chain: string, lock: string): OpenChain | null {
  let open: OpenChain | null = null;
  try {
    open = openChain(folder, chain, listSegments(folder).get(chain) ?? []);
    return open;
  } finally {
    if (open === null) releaseChainLock(lock);
  }
}

function damaged(folder: string, chain: string): Diagnostic {
  return {
    code: 'AU006',
    severity: 'warning',
    message: `chain ${chain} of \`${folder}\` ends in a line that cannot be read; records go to another chain`,
    help: 'run `portcullis audit verify`',
  };
}

function noChain(folder: string): Diagnostic {
  return {
    code: 'AU005',
    severity: 'error',
    message: `no chain of \`${folder}\` is free`,
    help: 'remove the `.lock` files of writers that are gone',
  };
}

function unwritable(folder: string, reason: string): Diagnostic {
  return {
    code: 'AU002',
    severity: 'error',
    message: `records cannot be written to \`${folder}\`: ${reason}`,
    help: 'make room, or correct the permissions; records are kept in memory and tried again',
  };
}

function overflow(folder: string, lost: number, reason: string): Diagnostic {
  return {
    code: 'AU003',
    severity: 'error',
    message: `${lost} records for \`${folder}\` are lost: ${reason}`,
    help: 'make room, or correct the permissions',
  };
}

/** Records that could not be kept. */
interface Loss {
  readonly since: string;
  readonly reason: string;
  count: number;
}

/** A content as text, and whether it is encrypted where the log is; what the log says about itself never is. */
interface QueuedContent {
  readonly body: string;
  readonly isSecret: boolean;
}

/** Where a chain has got to, and when. */
type Progress = Pick<OpenChain, 'head' | 'lastAt'>;

/** Chains contents and writes them in one write. Times of a chain never go back, whatever the clock does. */
function writeContents(
  segment: OpenSegment,
  { head, lastAt }: Progress,
  contents: readonly QueuedContent[],
  cipher: Cipher | null,
): Progress {
  const now = new Date().toISOString();
  const at = now < lastAt ? lastAt : now;
  let last = head;
  let text = '';
  for (const { body, isSecret } of contents) {
    const line = appendLine(last, at, body, isSecret ? cipher : null);
    last = { sequence: line.sequence, hash: line.hash };
    text += `${formatLine(line)}\n`;
  }
  writeLines(segment, text);
  return { head: last, lastAt: at };
}

class Log implements AuditLog {
  readonly #folder: string;
  readonly #fsync: FsyncPolicy;
  readonly #maxBytes: number;
  readonly #maxAgeMs: number;
  readonly #redactor: Redactor;
  readonly #cipher: Cipher | null;
  /** Null after a failure, until the log is opened again. */
  #connection: Connection | null = null;
  #chain = '';
  #head: ChainHead = { sequence: 0, hash: '' };
  #lastAt = '';
  #queue: QueuedContent[] = [];
  #queued = 0;
  #loss: Loss | null = null;
  #fault: Diagnostic | null = null;
  #isScheduled = false;
  #isClosed = false;
  #triedMs = 0;
  #syncedMs = 0;
  #isSynced = true;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    { folder, fsync = 'interval', maxSegmentBytes = SEGMENT_BYTES, maxSegmentAgeMs = SEGMENT_AGE_MS }: AuditLogOptions,
    { redactor, cipher, connection }: { readonly redactor: Redactor; readonly cipher: Cipher | null; readonly connection: Connection },
  ) {
    this.#folder = folder;
    this.#fsync = fsync;
    this.#maxBytes = maxSegmentBytes;
    this.#maxAgeMs = maxSegmentAgeMs;
    this.#redactor = redactor;
    this.#cipher = cipher;
    this.#adopt(connection);
  }

  get fault(): Diagnostic | null {
    return this.#fault;
  }

  append(record: AuditRecord): void {
    try {
      this.#add({ type: 'decision', record: this.#redactor.redactRecord(record) });
    } catch (error) {
      this.#lose(`a bug: ${(error as Error).message}`);
    }
  }

  #add(content: WrittenContent): void {
    const body = JSON.stringify(content);
    const isSecret = content.type === 'decision';
    if (this.#isClosed || this.#queued + body.length > MAX_AUDIT_BACKLOG) return this.#lose(this.#fault?.message ?? 'the queue is full');
    this.#queue.push({ body, isSecret });
    this.#queued += body.length;
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.flush();
    });
  }

  flush(): Diagnostic | null {
    if (this.#isClosed || (this.#queue.length === 0 && this.#loss === null)) return this.#fault;
    if (this.#fault !== null && Date.now() - this.#triedMs < TICK_MS) return this.#fault;
    this.#write();
    return this.#fault;
  }

  close(): void {
    if (this.#isClosed) return;
    if (this.#queue.length > 0 || this.#loss !== null) this.#write();
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#connection !== null && this.#fsync !== 'never') this.#syncNow();
    this.#disconnect();
  }

  #lose(reason: string): void {
    this.#loss ??= { since: new Date().toISOString(), reason, count: 0 };
    this.#loss.count++;
    this.#fault = overflow(this.#folder, this.#loss.count, this.#loss.reason);
  }

  /** Tries, and once more with files opened anew where the open ones did not serve. */
  #write(): void {
    this.#triedMs = Date.now();
    this.#tick();
    const wasOpen = this.#connection !== null;
    if (!this.#tryToWrite() && wasOpen) this.#tryToWrite();
  }

  /** Writes the queue, then what was lost after it. */
  #tryToWrite(): boolean {
    try {
      this.#reconnect();
      this.#rotate();
      const loss = this.#loss;
      this.#writeAll(loss === null ? this.#queue : [...this.#queue, gapOf(loss.count, loss.since, loss.reason)]);
      this.#queue = [];
      this.#queued = 0;
      this.#loss = null;
      this.#fault = null;
      this.#isSynced = false;
    } catch (error) {
      this.#fail(error as Error);
      return false;
    }
    this.#syncIfDue();
    return true;
  }

  #writeAll(contents: readonly QueuedContent[]): void {
    const written = writeContents(this.#opened().segment, { head: this.#head, lastAt: this.#lastAt }, contents, this.#cipher);
    this.#head = written.head;
    this.#lastAt = written.lastAt;
  }

  #opened(): OpenChain {
    if (this.#connection === null) throw new Error('the log is not open');
    return this.#connection.open;
  }

  #fail(error: Error): void {
    this.#fault = this.#loss === null ? unwritable(this.#folder, error.message) : overflow(this.#folder, this.#loss.count, error.message);
    this.#disconnect();
  }

  #disconnect(): void {
    if (this.#connection === null) return;
    const { open, lock } = this.#connection;
    this.#connection = null;
    closeSegment(open.segment);
    releaseChainLock(lock);
  }

  /** After a failure the file is looked at anew, as by the next process. */
  #reconnect(): void {
    if (this.#connection !== null) return;
    const { value, diagnostics } = connect(this.#folder);
    if (value === null) throw new Error(diagnostics.at(-1)?.message);
    this.#adopt(value);
  }

  #adopt(connection: Connection): void {
    this.#connection = connection;
    this.#head = connection.open.head;
    this.#lastAt = connection.open.lastAt;
    const { torn } = connection.open;
    const isOwn = connection.chain === this.#chain;
    this.#chain = connection.chain;
    // What we failed to write ourselves is still queued.
    if (torn === 0 || isOwn) return;
    const gap = gapOf(1, connection.open.lastAt || new Date().toISOString(), `a line of ${torn} bytes was not written to its end`);
    this.#queue.unshift(gap);
    this.#queued += gap.body.length;
  }

  /** Begins a new segment where the old one is full, old, or was taken away. */
  #rotate(): void {
    const { segment } = this.#opened();
    const isFull = segment.size >= this.#maxBytes;
    const isOld = segment.size > 0 && Date.now() - segment.openedMs >= this.#maxAgeMs;
    if (!isFull && !isOld && fstatSync(segment.fd).nlink > 0) return;
    syncSegment(segment);
    const connection = this.#connection as Connection;
    const next = createSegment(this.#folder, connection.chain, this.#head.sequence + 1);
    this.#connection = { ...connection, open: { ...connection.open, segment: next } };
    closeSegment(segment);
  }

  #syncIfDue(): void {
    if (this.#fsync === 'always') this.#syncNow();
    else if (this.#fsync === 'interval' && Date.now() - this.#syncedMs >= TICK_MS) this.#syncLater();
  }

  /** What a disk did not take is not written a second time: the lines are there. */
  #syncNow(): void {
    try {
      syncSegment(this.#opened().segment);
      this.#isSynced = true;
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** Off this thread: a slow disk does not hold up decisions. */
  #syncLater(): void {
    this.#syncedMs = Date.now();
    this.#isSynced = true;
    fdatasync(this.#opened().segment.fd, (error) => {
      // A segment that was closed meanwhile was synced before.
      if (error && error.code !== 'EBADF') this.#fail(error);
    });
  }

  /** After each write or attempt: looks once more in a moment, in case nothing else does. */
  #tick(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      if (!this.#isSynced && this.#connection !== null && this.#fsync === 'interval') this.#syncLater();
      this.flush();
    }, TICK_MS).unref();
  }
}

function gapOf(lost: number, since: string, reason: string): QueuedContent {
  return { body: JSON.stringify({ type: 'gap', lost, since, reason } satisfies WrittenContent), isSecret: false };
}

/** Puts orders (erasure, pruning) into the first free chain and onto the disk; null, or why that cannot be done. */
export function writeOrders(folder: string, orders: readonly WrittenContent[]): Diagnostic | null {
  const { value, diagnostics } = connect(folder);
  if (value === null) return diagnostics.at(-1) ?? null;
  try {
    writeContents(
      value.open.segment,
      value.open,
      orders.map((order) => ({ body: JSON.stringify(order), isSecret: false })),
      null,
    );
    syncSegment(value.open.segment);
    return null;
  } catch (error) {
    return unwritable(folder, (error as Error).message);
  } finally {
    closeSegment(value.open.segment);
    releaseChainLock(value.lock);
  }
}
