/**
 * Takes entries out of a log by age, user or workspace. Whole segments at the beginning of a chain are deleted; elsewhere a tombstone keeps the
 * place, so that the chain still verifies.
 *
 * INVARIANT: the order is in the log and on the disk before the first byte is erased, so that an interrupted erasure looks like one.
 */
import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Diagnostic } from '../base/index.ts';
import { releaseChainLock, takeChainLock } from './chain-lock.node.ts';
import { type Cipher, createCipher } from './cipher.node.ts';
import type { AuditEntry, ErasureCause, WrittenContent } from './entry.ts';
import { FILE_MODE, listSegments, NOFOLLOW, prepareFolder, type Segment } from './folder.node.ts';
import { type AuditLine, formatLine } from './line.ts';
import { writeOrders } from './log.node.ts';
import { isWithin } from './query.ts';
import { addToRanges, isInRanges } from './ranges.ts';
import { interpret, readSegment, type SegmentLine } from './read.node.ts';
import { syncFolder } from './segment.node.ts';

/** What to erase: everything that meets all conditions, of which there is at least one. */
export interface ErasureOrder {
  /** ISO 8601: entries that were written before. */
  readonly before?: string;
  readonly user?: string;
  readonly workspace?: string;
}

export interface Erasure {
  /** Entries that are tombstones now. */
  readonly erased: number;
  /** Segments that are gone. */
  readonly pruned: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws where the folder cannot be read. */
export async function eraseAudit(folder: string, order: ErasureOrder, key: Uint8Array | null = null): Promise<Erasure> {
  // Before the folder is prepared: one that is not there was mistyped, and is nothing to make.
  const chains = listSegments(folder);
  const unusable = prepareFolder(folder);
  if (unusable) return { erased: 0, pruned: 0, diagnostics: [unusable] };
  const cipher = key && createCipher(key);
  const plans: ChainPlan[] = [];
  for (const [chain, segments] of chains) plans.push(await planChain(chain, segments, order, cipher));
  const sealed = plans.some(({ hasSealed }) => hasSealed) && hasPersonalCondition(order) ? [unreadable()] : [];
  const orders = plans.flatMap((plan) => ordersOf(plan, order));
  if (orders.length === 0) return { erased: 0, pruned: 0, diagnostics: sealed };
  const unwritten = writeOrders(folder, [...orders, ...carriedOrders(plans)]);
  if (unwritten) return { erased: 0, pruned: 0, diagnostics: [...sealed, unwritten] };
  const done = await Promise.all(plans.map((plan) => carryOut(folder, plan)));
  return {
    erased: done.reduce((sum, { erased }) => sum + erased, 0),
    pruned: done.reduce((sum, { pruned }) => sum + pruned, 0),
    diagnostics: [...sealed, ...done.flatMap(({ diagnostics }) => diagnostics)],
  };
}

/** Whose an encrypted entry is can only be told with the key. */
function hasPersonalCondition({ user, workspace }: ErasureOrder): boolean {
  return user !== undefined || workspace !== undefined;
}

function unreadable(): Diagnostic {
  return {
    code: 'AU019',
    severity: 'error',
    message: 'entries are encrypted, and the key is missing or another one: whose they are is not known, and they stay',
    help: 'name the key file with `--key-file`',
  };
}

/** What happens to one segment. */
interface SegmentPlan {
  readonly segment: Segment;
  /** Sequence numbers to erase. */
  readonly ranges: [number, number][];
  /** Its last line, and whether all of its lines are old enough to be deleted. */
  last: AuditLine | null;
  isOld: boolean;
  /** Whether there are lines that are none; then it is left as it is. */
  isDamaged: boolean;
  /** Orders that stand in it. */
  readonly orders: WrittenContent[];
}

interface ChainPlan {
  readonly chain: string;
  readonly pruned: readonly SegmentPlan[];
  readonly kept: readonly SegmentPlan[];
  readonly hasSealed: boolean;
}

async function planChain(chain: string, segments: readonly Segment[], order: ErasureOrder, cipher: Cipher | null): Promise<ChainPlan> {
  const plans: SegmentPlan[] = [];
  let hasSealed = false;
  for (const segment of segments) {
    const plan: SegmentPlan = { segment, ranges: [], last: null, isOld: true, isDamaged: false, orders: [] };
    for await (const each of readSegment(segment)) hasSealed = planLine(plan, each, order, cipher) || hasSealed;
    plans.push(plan);
  }
  const isByAgeAlone = order.before !== undefined && !hasPersonalCondition(order);
  const firstKept = isByAgeAlone ? plans.findIndex(({ isOld, last }, index) => !isOld || last === null || index === plans.length - 1) : 0;
  return { chain, pruned: plans.slice(0, firstKept), kept: plans.slice(Math.max(0, firstKept)), hasSealed };
}

/** Whether the line is encrypted and cannot be read. */
function planLine(plan: SegmentPlan, each: SegmentLine, order: ErasureOrder, cipher: Cipher | null): boolean {
  const read = interpret(each, cipher);
  if (each.line === null || read === null || read.type === 'fault') {
    plan.isOld = false;
    plan.isDamaged ||= each.isComplete;
    return false;
  }
  plan.last = each.line;
  if (order.before === undefined || each.line.at >= order.before) plan.isOld = false;
  const { content } = read.entry;
  if (content.type === 'erasure' || content.type === 'pruning') plan.orders.push(content);
  if (isSelected(read.entry, order)) addToRanges(plan.ranges, each.line.sequence);
  return content.type === 'sealed';
}

function isSelected({ at, content }: AuditEntry, { before, user, workspace }: ErasureOrder): boolean {
  if (before !== undefined && at >= before) return false;
  if (content.type === 'sealed') return user === undefined && workspace === undefined;
  if (content.type !== 'decision') return false;
  const { principal, workspace: folder } = content.record;
  return (user === undefined || principal.user === user) && (workspace === undefined || isWithin(folder, workspace));
}

function ordersOf({ chain, pruned, kept }: ChainPlan, order: ErasureOrder): WrittenContent[] {
  const cause: ErasureCause = order.user !== undefined ? 'user' : order.workspace !== undefined ? 'workspace' : 'age';
  const ranges = kept.flatMap((plan) => plan.ranges);
  const last = pruned.at(-1)?.last;
  return [
    ...(ranges.length > 0 ? [{ type: 'erasure', chain, cause, ranges } as const] : []),
    ...(last ? [{ type: 'pruning', chain, sequence: last.sequence, hash: last.hash } as const] : []),
  ];
}

/** Orders that stand in segments that go, and are still needed to explain what is missing. */
function carriedOrders(plans: readonly ChainPlan[]): readonly WrittenContent[] {
  return plans.flatMap(({ pruned }) => pruned.flatMap(({ orders }) => orders));
}

async function carryOut(folder: string, plan: ChainPlan): Promise<Erasure> {
  const current = plan.kept.at(-1);
  const lock = takeChainLock(folder, plan.chain);
  try {
    for (const { segment } of plan.pruned) rmSync(segment.path, { force: true });
    const changed = plan.kept.filter(({ ranges }) => ranges.length > 0);
    const diagnostics: Diagnostic[] = [];
    let erased = 0;
    for (const each of changed) {
      if (each.isDamaged) diagnostics.push(damaged(each.segment.path));
      else if (each === current && lock === null) diagnostics.push(held(each.segment.path));
      else erased += await rewrite(each);
    }
    syncFolder(folder);
    return { erased, pruned: plan.pruned.length, diagnostics };
  } finally {
    if (lock !== null) releaseChainLock(lock);
  }
}

function damaged(path: string): Diagnostic {
  return {
    code: 'AU010',
    severity: 'error',
    message: `entries in \`${path}\` were not erased: the file has lines that are no entries`,
    help: 'run `portcullis audit verify`',
  };
}

function held(path: string): Diagnostic {
  return {
    code: 'AU020',
    severity: 'error',
    message: `entries in \`${path}\` were not erased: a writer is adding to it`,
    help: 'stop the daemon, then erase again',
  };
}

/** Writes a segment anew, with tombstones, beside the old one, and puts it in its place. */
async function rewrite({ segment, ranges }: SegmentPlan): Promise<number> {
  const beside = `${segment.path}.new`;
  rmSync(beside, { force: true });
  const fd = openSync(beside, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NOFOLLOW, FILE_MODE);
  let erased = 0;
  try {
    for await (const { line, text, isComplete } of readSegment(segment)) {
      const isErased = line !== null && line.payload.type !== 'erased' && isInRanges(ranges, line.sequence);
      if (isErased) erased++;
      writeSync(fd, (isErased ? formatLine({ ...line, payload: { type: 'erased' } }) : (text ?? '')) + (isComplete ? '\n' : ''));
    }
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(beside, segment.path);
  syncFolder(dirname(segment.path));
  return erased;
}
