/** `portcullis network ranges FILE`: checks published egress ranges, and says what changed since the file before. */
import type { Command } from 'commander';
import { type Diagnostic, hasErrors } from '../../base/index.ts';
import {
  compareRanges,
  type EgressRanges,
  isOlder,
  matchRange,
  parseAddress,
  parseEgressRanges,
  type RangeDifference,
} from '../../network/index.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { readPolicyFile } from '../policy-file.node.ts';
import { repeatable } from '../repeatable-option.ts';
import { print } from '../terminal.node.ts';

interface Options {
  readonly previous?: string;
  readonly match: readonly string[];
  readonly json?: true;
}

export function define(command: Command): void {
  command
    .command('ranges')
    .description('check a published file of egress ranges; with another one, print what changed')
    .argument('<file>', 'a JSON file of address prefixes')
    .option('--previous <file>', 'the file that is in use now')
    .addOption(repeatable('--match <address>', 'say which range holds an address; repeatable'))
    .option('--json', 'print the answer as one line of JSON')
    .addHelpText('after', EXAMPLES)
    .action((file: string, options: Options, self: Command) => runRanges(file, options, self));
}

const EXAMPLES = `
Examples:
  portcullis network ranges agents.json
  portcullis network ranges agents.json --previous agents.json.old
  portcullis network ranges agents.json --match 23.102.140.113`;

async function runRanges(file: string, { previous, match, json }: Options, self: Command): Promise<void> {
  const addresses = match.map((text) => ({ text, address: parseAddress(text) }));
  const odd = addresses.find(({ address }) => address === null);
  if (odd) return self.error(`error: \`${odd.text}\` is no address`);
  const current = await loadRanges(file);
  const before = previous === undefined ? null : await loadRanges(previous);
  const diagnostics = [...current.diagnostics, ...(before?.diagnostics ?? [])];
  remarkDiagnostics(diagnostics);
  if (!current.value || (before && !before.value)) {
    process.exitCode = EXIT_USAGE;
    return;
  }
  const ranges = current.value;
  const difference = before?.value ? compareRanges(before.value, ranges) : null;
  if (before?.value && isOlder(before.value, ranges)) remarkDiagnostics([older(file, before.value, ranges)]);
  const matches = addresses.map(({ text, address }) => ({ address: text, range: address && (matchRange(ranges, address)?.text ?? null) }));
  const counts = { version4: ranges.version4.length, version6: ranges.version6.length };
  print(json ? JSON.stringify({ ...counts, created: ranges.created, difference, matches }) : formatRanges(ranges, difference, matches));
}

async function loadRanges(path: string): Promise<{ value: EgressRanges | null; diagnostics: readonly Diagnostic[] }> {
  const { value, diagnostics } = await readPolicyFile(path);
  if (value === null || hasErrors(diagnostics)) return { value: null, diagnostics };
  return parseEgressRanges(path, value);
}

function older(source: string, before: EgressRanges, after: EgressRanges): Diagnostic {
  const message = `made at ${after.created}, before the file in use (${before.created})`;
  return { code: 'NW065', severity: 'warning', message, place: { source, line: 1, column: 1 }, help: 'fetch it again' };
}

function formatRanges(
  { version4, version6, created }: EgressRanges,
  difference: RangeDifference | null,
  matches: readonly { readonly address: string; readonly range: string | null }[],
): string {
  const head = `${version4.length} IPv4 and ${version6.length} IPv6 ranges${created === null ? '' : `, made at ${created}`}`;
  const changes = difference
    ? [
        ...difference.removed.map((text) => `- ${text}`),
        ...difference.added.map((text) => `+ ${text}`),
        `${difference.unchanged} unchanged`,
      ]
    : [];
  const held = matches.map(({ address, range }) => `${address}: ${range ?? 'in none of them'}`);
  return [head, ...changes, ...held].join('\n');
}
