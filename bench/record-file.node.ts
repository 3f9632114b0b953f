/** Records in `bench/record/`, one a day and kind, and the document whose figures come from the newest full one. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillDocument } from './docs-text.ts';
import { type BenchRecord, compareRecords, mergeRecords } from './record.ts';
import { formatRecord } from './record-text.ts';

const FOLDER = 'bench/record';
const DOCUMENT = 'docs/performance.md';

/** The newest record of a kind, or null. */
export function newestRecord(root: string, isQuick: boolean): BenchRecord | null {
  const folder = join(root, FOLDER);
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const records = files.toSorted().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as BenchRecord);
  return records.findLast((record) => record.isQuick === isQuick) ?? null;
}

/** Writes a run down. Of a run of single scenarios, the others stay as they were recorded on the same day. */
export function writeRecord(root: string, run: BenchRecord, isWhole: boolean): void {
  const last = newestRecord(root, run.isQuick);
  const record = !isWhole && last?.date === run.date ? mergeRecords(last, run) : run;
  mkdirSync(join(root, FOLDER), { recursive: true });
  const path = join(root, FOLDER, `${record.date}${record.isQuick ? '-quick' : ''}`);
  writeFileSync(`${path}.json`, `${JSON.stringify(record, null, 1)}\n`);
  writeFileSync(`${path}.md`, `${formatRecord(record, last === null ? [] : compareRecords(last, run))}\n`);
}

/** The document as it stands, and as the newest record has it; null where nothing is recorded. */
export function documentOf(root: string): { readonly is: string; readonly shouldBe: string } | null {
  const record = newestRecord(root, false);
  if (record === null) return null;
  const is = readFileSync(join(root, DOCUMENT), 'utf8');
  return { is, shouldBe: fillDocument(is, record) };
}

/** Puts the figures of the newest record into the document; false where nothing is recorded. */
export function writeDocument(root: string): boolean {
  const document = documentOf(root);
  if (document !== null) writeFileSync(join(root, DOCUMENT), document.shouldBe);
  return document !== null;
}
