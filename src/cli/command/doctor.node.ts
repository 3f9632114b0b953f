/** `portcullis doctor`: is the policy that was deployed the one that is in force, and can it be relied on? */
import type { Command } from 'commander';
import type { LayerReport } from '../../config/index.ts';
import { checkInstalledHooks, checkWarmDaemon } from '../../hooks/index.node.ts';
import { type CheckStatus, type DoctorReport, examine } from '../../policy-tools/index.node.ts';
import { type Style, visible } from '../../report/index.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { hookContext } from '../hook-program.node.ts';
import { addPolicyOptions, loadPolicy, type PolicyOptions } from '../policy-options.node.ts';
import { paintFor, print } from '../terminal.node.ts';

interface Options extends PolicyOptions {
  readonly json?: true;
}

export function define(command: Command): void {
  addPolicyOptions(command).option('--json', 'print the report as one line of JSON').addHelpText('after', EXAMPLES).action(run);
}

const EXAMPLES = `
Examples:
  portcullis doctor
  portcullis doctor --json | jq '.checks[] | select(.status == "fail")'`;

async function run(options: Options): Promise<void> {
  const hooks = await checkInstalledHooks(await hookContext(options.cwd));
  const report = await examine(await loadPolicy(options), new Date().toISOString().slice(0, 10), [hooks, await checkWarmDaemon()]);
  print(options.json ? JSON.stringify(report) : formatReport(report));
  if (report.status === 'fail') process.exitCode = EXIT_USAGE;
}

const STYLES: Readonly<Record<CheckStatus, Style>> = { ok: 'allow', warning: 'prompt', fail: 'forbidden', skipped: 'faint' };

function formatReport({ fingerprint, profile, layers, checks, verification }: DoctorReport): string {
  const paint = paintFor(process.stdout);
  const line = (status: CheckStatus, text: string) => `${paint(STYLES[status], status.padEnd(8))} ${visible(text)}`;
  const shown = checks.flatMap(({ id, status, summary, details, remediation }) => [
    line(status, `${id.padEnd(24)} ${summary}`),
    ...(status === 'warning' || status === 'fail' ? details.map((each) => `           ${visible(each)}`) : []),
    ...(remediation !== undefined && status !== 'ok' ? [`         → ${visible(remediation)}`] : []),
  ]);
  return [
    `policy ${fingerprint} (${profile})`,
    ...layers.filter((layer) => layer.state !== 'absent').map(describeLayer),
    '',
    ...shown,
    '',
    'verification',
    ...verification.map(({ status, promise, summary }) => line(status, `${promise}: ${summary}`)),
  ].join('\n');
}

function describeLayer({ state, name, path, digest }: LayerReport): string {
  return visible(`  ${state.padEnd(11)} ${name}  ${path}  ${digest?.slice(0, 'sha256:'.length + 12) ?? ''}`.trimEnd());
}
