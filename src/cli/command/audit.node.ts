/** `portcullis audit`: verifies, shows, exports and erases what the audit log keeps. */
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type AuditRead,
  eraseAudit,
  type FollowedPlaces,
  loadAuditKey,
  queryAudit,
  readAdded,
  type VerifiedChain,
  verifyAudit,
} from '../../audit/index.node.ts';
import {
  type AuditEntry,
  type AuditQuery,
  type Checkpoint,
  CSV_HEADER,
  formatCheckpoint,
  formatCsvRow,
  meetsQuery,
  parseCheckpoint,
} from '../../audit/index.ts';
import { DECISIONS, type Decision, type Diagnostic, hasErrors } from '../../base/index.ts';
import { thisMachine } from '../../config/index.node.ts';
import { formatAuditRecord } from '../audit-text.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { readPolicyFile } from '../policy-file.node.ts';
import { paintFor, print, remark } from '../terminal.node.ts';

interface LogOptions {
  readonly folder?: string;
  readonly keyFile?: string;
}

type ShowOptions = LogOptions & AuditQuery & { readonly json?: true };

export function define(command: Command): void {
  withLog(command.command('verify').description('check that no entry was changed, removed or put in'))
    .option('--checkpoint <file>', 'what `portcullis audit checkpoint` printed earlier')
    .option('--json', 'print the answer as one line of JSON')
    .addHelpText('after', VERIFY_EXAMPLES)
    .action((options: LogOptions & { checkpoint?: string; json?: true }) => runVerify(options));
  withLog(command.command('checkpoint').description('verify, then print how far the log has got, to be kept elsewhere'))
    .addHelpText('after', CHECKPOINT_EXAMPLES)
    .action((options: LogOptions) => runCheckpoint(options));
  withQuery(withLog(command.command('query').description('show decisions')))
    .option('--limit <n>', 'only the last ones', parseCount)
    .option('--json', 'one line of JSON for each')
    .addHelpText('after', QUERY_EXAMPLES)
    .action((options: ShowOptions) => runQuery(options));
  withQuery(withLog(command.command('tail').description('show the last decisions')))
    .option('-n, --limit <n>', 'how many', parseCount, 10)
    .option('-f, --follow', 'go on with decisions as they are made')
    .option('--json', 'one line of JSON for each')
    .addHelpText('after', TAIL_EXAMPLES)
    .action((options: ShowOptions & { follow?: true }) => runTail(options));
  withQuery(withLog(command.command('export').description('print decisions for other programs')))
    .addOption(new Option('--format <format>', 'one JSON object a line, or a table').choices(['jsonl', 'csv']).default('jsonl'))
    .addHelpText('after', EXPORT_EXAMPLES)
    .action((options: LogOptions & AuditQuery & { format: 'jsonl' | 'csv' }) => runExport(options));
  withLog(command.command('erase').description('take entries out; the log keeps their places, and says that they were taken out'))
    .option('--before <time>', 'entries written before', parseTime)
    .option('--user <name>', 'decisions for this user')
    .option('--workspace <folder>', 'decisions in this folder or below it')
    .addHelpText('after', ERASE_EXAMPLES)
    .action((options: EraseOptions) => runErase(options));
}

function withLog(command: Command): Command {
  return command
    .option('--folder <folder>', 'the folder of the log, instead of `audit` in the folder of portcullis')
    .option('--key-file <file>', 'the key of an encrypted log, instead of $PORTCULLIS_AUDIT_KEY');
}

function withQuery(command: Command): Command {
  return command
    .option('--since <time>', 'decisions made at or after; a time such as 2026-01-31T12:00:00Z, or 2h, 90d: so long ago', parseTime)
    .option('--until <time>', 'decisions made before', parseTime)
    .addOption(new Option('--decision <decision>', 'only these').choices(DECISIONS as Decision[]))
    .option('--user <name>', 'only for this user')
    .option('--workspace <folder>', 'only in this folder or below it')
    .option('--text <text>', 'only where the request contains it');
}

const CHECKPOINT_EXAMPLES = `
Examples:
  portcullis audit checkpoint > checkpoint.json`;

const TAIL_EXAMPLES = `
Examples:
  portcullis audit tail -f
  portcullis audit tail -n 50 --decision forbidden`;

const EXPORT_EXAMPLES = `
Examples:
  portcullis audit export --format csv --since 30d > decisions.csv`;

const VERIFY_EXAMPLES = `
Examples:
  portcullis audit verify
  portcullis audit checkpoint > /mnt/elsewhere/checkpoint.json
  portcullis audit verify --checkpoint /mnt/elsewhere/checkpoint.json`;

const QUERY_EXAMPLES = `
Examples:
  portcullis audit query --decision forbidden --since 2026-01-31
  portcullis audit query --text 'git push' --limit 20 --json`;

const ERASE_EXAMPLES = `
Examples:
  portcullis audit erase --before 90d
  portcullis audit erase --user ada`;

const AGO_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A day stands for its beginning, `90d` for that long ago. Times are in UTC unless they say otherwise. */
function parseTime(text: string): string {
  const [, count = '', unit = ''] = /^(\d{1,5})([mhdw])$/.exec(text) ?? [];
  if (unit) return new Date(Date.now() - Number(count) * (AGO_MS[unit] ?? 0)).toISOString();
  const time = Date.parse(/T.*(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : text.includes('T') ? `${text}Z` : text);
  if (!/^\d{4}-\d\d-\d\d(?:T|$)/.test(text) || Number.isNaN(time))
    throw new InvalidArgumentError('give a time such as 2026-01-31, 2026-01-31T12:00:00Z, or 90d for 90 days ago.');
  return new Date(time).toISOString();
}

function parseCount(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('give a number.');
  return Number(text);
}

function folderOf({ folder }: LogOptions): string {
  return folder ?? join(thisMachine().places.ownHome, 'audit');
}

/** Runs what needs the log; a fault of the key or the folder ends it. */
async function withOpenLog(options: LogOptions, run: (folder: string, key: Uint8Array | null) => Promise<void>): Promise<void> {
  const { value, diagnostics } = loadAuditKey(options.keyFile ?? null, process.env);
  if (hasErrors(diagnostics)) return fail(diagnostics);
  try {
    await run(folderOf(options), value);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || code.startsWith('ERR_')) throw error;
    const message = `the audit log in \`${folderOf(options)}\` cannot be read: ${code}`;
    const help = code === 'ENOENT' ? 'name the folder that `portcullis serve --audit` was given with `--folder`' : 'check `--folder`';
    fail([{ code: 'AU021', severity: 'error', message, help }]);
  }
}

function fail(diagnostics: readonly Diagnostic[]): void {
  remarkDiagnostics(diagnostics);
  if (hasErrors(diagnostics)) process.exitCode = EXIT_USAGE;
}

function runVerify({ checkpoint, json, ...options }: LogOptions & { checkpoint?: string; json?: true }): Promise<void> {
  return withOpenLog(options, async (folder, key) => {
    const point = checkpoint === undefined ? null : await loadCheckpoint(checkpoint);
    if (checkpoint !== undefined && point === null) return;
    const { chains, isIntact, diagnostics } = await verifyAudit(folder, { key, checkpoint: point });
    fail(diagnostics);
    if (json) print(JSON.stringify({ isIntact, chains, diagnostics }));
    else print([...chains.map(formatChain), isIntact ? 'the log is intact' : 'the log is NOT intact'].join('\n'));
  });
}

function formatChain({ chain, entries, erased, lost, last }: VerifiedChain): string {
  const remarks = [erased > 0 ? `${erased} erased` : '', lost > 0 ? `${lost} lost` : ''].filter(Boolean);
  return `chain ${chain}: ${entries} entries${remarks.map((each) => `, ${each}`).join('')}${last ? `, the last at ${last.at}` : ''}`;
}

async function loadCheckpoint(file: string): Promise<Checkpoint | null> {
  const read = await readPolicyFile(file);
  const { value, diagnostics } = read.value === null ? { ...read, value: null } : parseCheckpoint(file, read.value);
  fail(diagnostics);
  return value;
}

function runCheckpoint(options: LogOptions): Promise<void> {
  return withOpenLog(options, async (folder, key) => {
    const { chains, isIntact, diagnostics } = await verifyAudit(folder, { key });
    fail(diagnostics);
    if (!isIntact) return remark('portcullis audit checkpoint: the log is not intact, so there is nothing to vouch for');
    const ends = chains.flatMap(({ chain, last }) => (last ? [{ chain, sequence: last.sequence, hash: last.hash }] : []));
    print(formatCheckpoint({ at: new Date().toISOString(), chains: ends }));
  });
}

function runQuery({ json, ...options }: ShowOptions): Promise<void> {
  return withOpenLog(options, (folder, key) => printReads(queryAudit(folder, options, { key }), json ? formatJson : formatForPeople));
}

const FOLLOW_MS = 500;

function runTail({ follow, json, ...options }: ShowOptions & { follow?: true }): Promise<void> {
  const format = json ? formatJson : formatForPeople;
  return withOpenLog(options, async (folder, key) => {
    const places: FollowedPlaces = new Map();
    if (follow) for await (const _ of readAdded(folder, places, { key }));
    const reads = queryAudit(folder, options, { key });
    await printReads(follow ? upTo(reads, places) : reads, format);
    while (follow) {
      await sleep(FOLLOW_MS);
      await printReads(meeting(readAdded(folder, places, { key }), options), format);
    }
  });
}

/** What is added meanwhile is left to the next look. */
async function* upTo(reads: AsyncIterable<AuditRead>, places: FollowedPlaces): AsyncGenerator<AuditRead> {
  for await (const read of reads)
    if (read.type === 'fault' || read.entry.sequence <= (places.get(read.entry.chain)?.sequence ?? 0)) yield read;
}

async function* meeting(reads: AsyncIterable<AuditRead>, query: AuditQuery): AsyncGenerator<AuditRead> {
  for await (const read of reads) if (read.type === 'fault' || meetsQuery(read.entry, query)) yield read;
}

async function runExport({ format, ...options }: LogOptions & AuditQuery & { format: 'jsonl' | 'csv' }): Promise<void> {
  await withOpenLog(options, async (folder, key) => {
    if (format === 'csv') await write(CSV_HEADER);
    await printReads(queryAudit(folder, options, { key }), format === 'csv' ? formatCsvRow : formatJson);
  });
}

/** Entries to stdout at the pace of its reader, faults to stderr. */
async function printReads(reads: AsyncIterable<AuditRead>, format: (entry: AuditEntry) => string): Promise<void> {
  for await (const read of reads) {
    if (read.type === 'entry') await write(format(read.entry));
    else fail([read.diagnostic]);
  }
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** A decision with its place; what the log says about itself is `verify`'s. */
function formatJson({ chain, sequence, hash, content }: AuditEntry): string {
  return content.type === 'decision' ? `${JSON.stringify({ chain, sequence, hash, ...content.record })}\n` : '';
}

function formatForPeople(entry: AuditEntry): string {
  return entry.content.type === 'decision' ? `${formatAuditRecord(entry.content.record, paintFor(process.stdout))}\n` : '';
}

interface EraseOptions extends LogOptions {
  readonly before?: string;
  readonly user?: string;
  readonly workspace?: string;
}

function runErase({ before, user, workspace, ...options }: EraseOptions): Promise<void> {
  const order = { ...(before && { before }), ...(user && { user }), ...(workspace && { workspace }) };
  if (Object.keys(order).length === 0) {
    remark('portcullis audit erase: say what to erase with `--before`, `--user` or `--workspace`');
    process.exitCode = EXIT_USAGE;
    return Promise.resolve();
  }
  return withOpenLog(options, async (folder, key) => {
    const { erased, pruned, diagnostics } = await eraseAudit(folder, order, key);
    fail(diagnostics);
    print(`${erased} entries erased, ${pruned} files deleted`);
  });
}
