/**
 * Verifies a log: every entry has the digest it was written with and follows from the one before; what is missing or erased was ordered.
 *
 * INVARIANT: the chain is verified without the key; with it, that encrypted entries open is verified too.
 */
import { type Diagnostic, hasErrors, MAX_AUDIT_FAULTS } from '../base/index.ts';
import { type ChainHead, genesisOf, isIntact, isNext } from './chain.node.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type Cipher, createCipher } from './cipher.node.ts';
import type { WrittenContent } from './entry.ts';
import { listSegments, type Segment } from './folder.node.ts';
import { addToRanges, hasOverlap, isInRanges, joinRanges } from './ranges.ts';
import { interpret, noEntry, readSegment, type SegmentLine } from './read.node.ts';

export interface VerifyOptions {
  readonly key?: Uint8Array | null;
  readonly checkpoint?: Checkpoint | null;
}

/** What was found in one chain. */
export interface VerifiedChain {
  readonly chain: string;
  readonly entries: number;
  readonly erased: number;
  /** Decisions that were made and could not be written. */
  readonly lost: number;
  /** Null where the chain has no entry. */
  readonly last: { readonly sequence: number; readonly hash: string; readonly at: string } | null;
}

export interface VerifiedLog {
  readonly chains: readonly VerifiedChain[];
  readonly isIntact: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export async function verifyAudit(folder: string, { key = null, checkpoint = null }: VerifyOptions = {}): Promise<VerifiedLog> {
  const faults = new Faults();
  const cipher = key && createCipher(key);
  const checks: ChainCheck[] = [];
  for (const [chain, segments] of listSegments(folder)) {
    const check = new ChainCheck(chain, { faults, cipher, checkpoint });
    for (const segment of segments) await check.readSegment(segment);
    checks.push(check);
  }
  const orders = checks.flatMap((check) => check.orders);
  for (const check of checks) check.checkOrders(orders);
  for (const point of checkpoint?.chains ?? []) {
    const check = checks.find(({ chain }) => chain === point.chain);
    if (!check?.meets(point.sequence)) faults.add(unmet(point.chain, point.sequence));
  }
  const diagnostics = faults.list();
  return { chains: checks.map((check) => check.result()), isIntact: !hasErrors(diagnostics), diagnostics };
}

/** LIMIT: a log that is damaged throughout has a fault in every line. */
class Faults {
  readonly #found: Diagnostic[] = [];
  #further = 0;

  add(diagnostic: Diagnostic): void {
    if (this.#found.length < MAX_AUDIT_FAULTS) this.#found.push(diagnostic);
    else this.#further++;
  }

  list(): readonly Diagnostic[] {
    if (this.#further === 0) return this.#found;
    return [...this.#found, { code: 'AU010', severity: 'error', message: `${this.#further} further faults are not listed` }];
  }
}

interface CheckContext {
  readonly faults: Faults;
  readonly cipher: Cipher | null;
  readonly checkpoint: Checkpoint | null;
}

/** The state of one chain while it is read. */
class ChainCheck {
  readonly chain: string;
  /** Erasures and prunings that this chain tells of, of any chain. */
  readonly orders: WrittenContent[] = [];
  readonly #context: CheckContext;
  #head: ChainHead;
  #last: VerifiedChain['last'] = null;
  /** What the first line that is there follows from; null before it. */
  #beginning: ChainHead | null = null;
  #entries = 0;
  #lost = 0;
  readonly #erased: [number, number][] = [];
  readonly #kept: [number, number][] = [];
  #isSealReported = false;

  constructor(chain: string, context: CheckContext) {
    this.chain = chain;
    this.#context = context;
    this.#head = genesisOf(chain);
  }

  async readSegment(segment: Segment): Promise<void> {
    for await (const each of readSegment(segment)) this.#readLine(each);
  }

  #readLine(each: SegmentLine): void {
    const { line, segment, number, isComplete } = each;
    if (!isComplete) return this.#report(each, 'AU013', 'the last line is incomplete: its writer was interrupted', 'warning');
    if (line === null) return this.#context.faults.add(noEntry(segment.path, number));
    if (this.#beginning === null) {
      this.#beginning = { sequence: line.sequence - 1, hash: line.previous };
      if (line.sequence > 1) this.#head = this.#beginning;
    }
    if (!isIntact(line)) this.#report(each, 'AU011', `entry ${line.sequence} was changed`);
    if (!isNext(line, this.#head)) this.#report(each, 'AU012', `entry ${line.sequence} does not follow from entry ${this.#head.sequence}`);
    this.#head = { sequence: line.sequence, hash: line.hash };
    this.#last = { ...this.#head, at: line.at };
    this.#entries++;
    this.#compareWithCheckpoint(each);
    this.#readContent(each, line.sequence);
  }

  #compareWithCheckpoint(each: SegmentLine): void {
    const point = this.#context.checkpoint?.chains.find(({ chain }) => chain === this.chain);
    if (point?.sequence === this.#head.sequence && point.hash !== this.#head.hash)
      this.#report(each, 'AU016', `entry ${point.sequence} is not the one of the checkpoint`);
  }

  #readContent(each: SegmentLine, sequence: number): void {
    if (each.line?.payload.type === 'erased') return addToRanges(this.#erased, sequence);
    addToRanges(this.#kept, sequence);
    const read = interpret(each, this.#context.cipher);
    if (read === null || read.type === 'fault') return read ? this.#context.faults.add(read.diagnostic) : undefined;
    const { content } = read.entry;
    if (content.type === 'erasure' || content.type === 'pruning') this.orders.push(content);
    else if (content.type === 'gap') this.#readGap(each, content);
    else if (content.type === 'sealed') this.#reportSealed(each);
  }

  #readGap(each: SegmentLine, { lost, since, reason }: Extract<WrittenContent, { type: 'gap' }>): void {
    this.#lost += lost;
    this.#report(each, 'AU018', `${lost} decisions since ${since} are missing: ${reason}`, 'warning');
  }

  #reportSealed(each: SegmentLine): void {
    if (this.#context.cipher === null || this.#isSealReported) return;
    this.#isSealReported = true;
    this.#report(each, 'AU019', 'this entry is encrypted with another key');
  }

  #report({ segment, number }: SegmentLine, code: Diagnostic['code'], message: string, severity: Diagnostic['severity'] = 'error'): void {
    this.#context.faults.add({ code, severity, message, place: { source: segment.path, line: number, column: 1 } });
  }

  /** Whether all that is missing was ordered to be, and all that was ordered is missing. */
  checkOrders(orders: readonly WrittenContent[]): void {
    const erasures = orders.flatMap((order) => (order.type === 'erasure' && order.chain === this.chain ? order.ranges : []));
    const ordered = joinRanges(erasures);
    for (const [first, last] of this.#erased)
      for (let sequence = first; sequence <= last; sequence++)
        if (!isInRanges(ordered, sequence)) this.#add('AU014', `entry ${sequence} of chain ${this.chain} was erased without an order`);
    const kept = ordered.find((range) => hasOverlap(this.#kept, range));
    if (kept) this.#add('AU015', `entries ${kept[0]} to ${kept[1]} of chain ${this.chain} were to be erased and are there`, 'warning');
    this.#checkBeginning(orders);
  }

  #checkBeginning(orders: readonly WrittenContent[]): void {
    const beginning = this.#beginning;
    if (beginning === null || beginning.sequence === 0) return;
    const prunings = orders.flatMap((order) => (order.type === 'pruning' && order.chain === this.chain ? [order] : []));
    const exact = prunings.find(({ sequence }) => sequence === beginning.sequence);
    // Where a pruning was interrupted, more is left than was ordered.
    if (exact ? exact.hash === beginning.hash : prunings.some(({ sequence }) => sequence > beginning.sequence)) return;
    this.#add('AU017', `chain ${this.chain} begins with entry ${beginning.sequence + 1}, and nothing says why`);
  }

  #add(code: Diagnostic['code'], message: string, severity: Diagnostic['severity'] = 'error'): void {
    this.#context.faults.add({ code, severity, message });
  }

  /** Whether the chain has got as far as a checkpoint says. */
  meets(sequence: number): boolean {
    return this.#head.sequence >= sequence;
  }

  result(): VerifiedChain {
    const erased = this.#erased.reduce((sum, [first, last]) => sum + last - first + 1, 0);
    return { chain: this.chain, entries: this.#entries, erased, lost: this.#lost, last: this.#last };
  }
}

function unmet(chain: string, sequence: number): Diagnostic {
  return { code: 'AU016', severity: 'error', message: `chain ${chain} ends before entry ${sequence}, which the checkpoint says was there` };
}
