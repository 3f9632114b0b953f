/** `portcullis lint`: what is questionable about policies that load, on this machine or in files. */
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { type Diagnostic, hasErrors } from '../../base/index.ts';
import { lintSubjectOf } from '../../policy-tools/index.node.ts';
import { lintPolicy, lintSubjectOfFiles } from '../../policy-tools/index.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { readPolicyFile } from '../policy-file.node.ts';
import { addPolicyOptions, loadPolicy, type PolicyOptions } from '../policy-options.node.ts';
import { print } from '../terminal.node.ts';

interface Options extends PolicyOptions {
  readonly json?: true;
}

export function define(command: Command): void {
  addPolicyOptions(
    command.argument('[file...]', 'requirements, configuration (`*config.toml`) and `.rules` files; default: what holds on this machine'),
  )
    .option('--json', 'print the findings as one line of JSON')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

const EXAMPLES = `
Examples:
  portcullis lint
  portcullis lint requirements.toml .codex/rules/team.rules`;

async function run(files: readonly string[], options: Options): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const diagnostics = files.length === 0 ? await lintMachine(options, today) : await lintFiles(files, today);
  const counts = countText(diagnostics);
  if (options.json) print(JSON.stringify({ diagnostics: diagnostics.map(({ excerpt, ...rest }) => rest) }));
  else {
    remarkDiagnostics(diagnostics);
    print(counts);
  }
  if (diagnostics.some((each) => each.severity !== 'info')) process.exitCode = EXIT_USAGE;
}

async function lintMachine(options: Options, today: string): Promise<readonly Diagnostic[]> {
  const snapshot = await loadPolicy(options);
  return [...snapshot.diagnostics, ...lintPolicy(await lintSubjectOf(snapshot, today))];
}

async function lintFiles(paths: readonly string[], today: string): Promise<readonly Diagnostic[]> {
  const read = await Promise.all(paths.map(readPolicyFile));
  const diagnostics = read.flatMap((file) => file.diagnostics);
  if (hasErrors(diagnostics)) return diagnostics;
  const subject = await lintSubjectOfFiles(
    read.map(({ source, value }) => ({ source, text: value ?? '', folder: dirname(resolve(source)) })),
    today,
  );
  return [...diagnostics, ...subject.diagnostics, ...(subject.value ? lintPolicy(subject.value) : [])];
}

function countText(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']) => diagnostics.filter((each) => each.severity === severity).length;
  return diagnostics.length === 0
    ? 'nothing to remark'
    : `errors: ${count('error')}, warnings: ${count('warning')}, remarks: ${count('info')}`;
}
