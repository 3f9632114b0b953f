/** Sets of sequence numbers as ranges: an erasure names thousands of entries in a few words. */
import type { SequenceRange } from './entry.ts';

/** Adds a number that is larger than all before. */
export function addToRanges(ranges: [number, number][], sequence: number): void {
  const last = ranges.at(-1);
  if (last && sequence === last[1] + 1) last[1] = sequence;
  else ranges.push([sequence, sequence]);
}

/** Ranges in order, without overlaps. */
export function joinRanges(ranges: readonly SequenceRange[]): readonly SequenceRange[] {
  const joined: [number, number][] = [];
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = joined.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** Whether a number is in one of the ranges, which are in order and do not overlap. */
export function isInRanges(ranges: readonly SequenceRange[], sequence: number): boolean {
  return hasOverlap(ranges, [sequence, sequence]);
}

/** Whether a range shares a number with one of the ranges, which are in order and do not overlap. */
export function hasOverlap(ranges: readonly SequenceRange[], [first, last]: SequenceRange): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.[1] ?? 0) < first) low = middle + 1;
    else high = middle;
  }
  return (ranges[low]?.[0] ?? Number.POSITIVE_INFINITY) <= last;
}
