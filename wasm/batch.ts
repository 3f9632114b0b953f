/**
 * Many texts decided in one call, each where it lies: what a call and a copy cost is paid once.
 *
 * At `tapeStart` stands a table, for each text {where it ends, counted from the first byte behind the table; 0}, then the texts, one free byte
 * behind each. `decideBatch` puts {packed answer, features} in place of a row. INVARIANT: ends ascend and lie within the bytes; that is the
 * caller's to keep.
 */
import { imul, ld, st } from '#memory';
import { HEAD_FEATURES } from './layout.ts';
import { decideTextAt } from './match.ts';
import { reserve, setTapeStart, tapeStart } from './scan.ts';

/** Bytes of a row. */
export const BATCH_ROW: i32 = 8;

/** Room for so many texts of so many bytes altogether, free ones included; returns where the table begins. */
export function openBatch(count: i32, bytes: i32): i32 {
  reserve(imul(count, BATCH_ROW) + bytes);
  return tapeStart;
}

/** Decides the texts of an open batch. */
export function decideBatch(count: i32, bytes: i32): void {
  const table = tapeStart;
  const texts = table + imul(count, BATCH_ROW);
  setTapeStart(texts + bytes);
  let from = texts;
  for (let row = table; row < texts; row += BATCH_ROW) {
    const end = texts + ld(row);
    st(row, decideTextAt(from, end - from));
    st(row + 4, ld(HEAD_FEATURES));
    from = end + 1;
  }
  setTapeStart(table);
}
