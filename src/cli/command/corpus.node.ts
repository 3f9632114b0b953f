/** `portcullis corpus`: labelled commands to test a policy with. Collected ones come from files that the user names, and stay on the machine. */
import type { Command } from 'commander';
import { createRedactor } from '../../audit/index.ts';
import { starterPolicy } from '../../engine/index.ts';
import { collectCorpus } from '../../policy-tools/index.node.ts';
import { corpusEngine, countCorpus, formatRow, formatStats, type LabelChange, verifyCorpus } from '../../policy-tools/index.ts';
import { visible } from '../../report/index.ts';
import { readCorpora } from '../corpus-file.node.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { addNamedPolicy, loadNamedPolicy, type NamedPolicyOptions } from '../named-policy.node.ts';
import { startProgress } from '../progress.node.ts';
import { paintFor, print, remark } from '../terminal.node.ts';

export function define(command: Command): void {
  addNamedPolicy(command.command('collect').description('collect commands from files of your own, with the decision of today as label'))
    .argument('<path...>', 'files, or folders to look through')
    .addHelpText('after', COLLECT_EXAMPLES)
    .action(runCollect);
  addNamedPolicy(command.command('verify').description('decide every row again, and print the labels that no longer hold'))
    .argument('<file...>', 'corpora: JSON lines')
    .option('--json', 'print each change as one line of JSON')
    .addHelpText('after', VERIFY_EXAMPLES)
    .action(runVerify);
  command
    .command('stats')
    .description('count what is in a corpus')
    .argument('<file...>', 'corpora: JSON lines')
    .option('--json', 'print the counts as one line of JSON')
    .addHelpText('after', STATS_EXAMPLES)
    .action(runStats);
}

const COLLECT_EXAMPLES = `
Read are package.json, makefiles, CI workflows, Dockerfiles, histories of bash, zsh and fish, and transcripts of agents (.jsonl). Only what is
named is read, known secrets are taken out, and rows go to stdout alone. Look through them before you hand them on: not every secret is known.

Examples:
  portcullis corpus collect . > mine.jsonl
  portcullis corpus collect ~/.bash_history ~/.claude/projects --rules .codex/rules > mine.jsonl`;

const VERIFY_EXAMPLES = `
Examples:
  portcullis corpus verify mine.jsonl
  portcullis corpus verify --rules .codex/rules --json mine.jsonl`;

const STATS_EXAMPLES = `
Examples:
  portcullis corpus stats mine.jsonl`;

async function runCollect(paths: readonly string[], options: NamedPolicyOptions): Promise<void> {
  const policy = await loadNamedPolicy(options);
  if (policy === null) return;
  const { redactText } = await createRedactor();
  const progress = startProgress('files read');
  let rows = 0;
  let files = 0;
  for await (const file of collectCorpus(paths, { engine: corpusEngine(policy), redact: redactText, seen: new Set() })) {
    remarkDiagnostics(file.diagnostics);
    if (file.rows.length > 0) print(file.rows.map(formatRow).join('\n'));
    rows += file.rows.length;
    files += file.diagnostics.length === 0 ? 1 : 0;
    progress.advance();
  }
  progress.end();
  remark(`${rows} commands from ${files} ${files === 1 ? 'file' : 'files'}; look through them before you hand them on`);
}

async function runVerify(files: readonly string[], options: NamedPolicyOptions & { readonly json?: true }): Promise<void> {
  const policy = await loadNamedPolicy(options);
  const corpora = policy && (await readCorpora(files));
  if (policy === null || corpora === null) return;
  const engine = corpusEngine(policy);
  const changes = corpora.flatMap(({ source, rows }) => verifyCorpus(rows, engine).map((change) => ({ source, ...change })));
  const paint = paintFor(process.stdout);
  for (const change of changes) print(options.json ? JSON.stringify(jsonOf(change)) : formatChange(change, paint));
  const total = corpora.reduce((sum, { rows }) => sum + rows.length, 0);
  const looser = changes.filter(({ isLooser }) => isLooser).length;
  remark(`${total} rows, ${changes.length} no longer as labelled, ${looser} of them looser`);
  if (changes.length > 0) process.exitCode = EXIT_USAGE;
}

type SourcedChange = LabelChange & { readonly source: string };

function jsonOf({ source, row, decision, reason }: SourcedChange): object {
  const { line, text, shell, label, why } = row;
  return { source, line, text, shell, label, why, decision, reason };
}

function formatChange({ source, row, decision, reason }: SourcedChange, paint: ReturnType<typeof paintFor>): string {
  const [first = '', ...more] = row.text.split('\n');
  return [
    `${visible(source)}:${row.line}: ${paint(row.label, row.label)} → ${paint(decision, decision)}  ${visible(first)}${more.length > 0 ? ' …' : ''}`,
    `    label: ${visible(row.why)}`,
    `    now: ${visible(reason)}`,
  ].join('\n');
}

async function runStats(files: readonly string[], { json }: { readonly json?: true }): Promise<void> {
  const corpora = await readCorpora(files);
  if (corpora === null) return;
  const stats = countCorpus(
    corpora.flatMap(({ rows }) => rows),
    corpusEngine(starterPolicy()),
  );
  print(json ? JSON.stringify(stats) : visibleLines(formatStats(stats)));
}

function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
