/** `portcullis bench`: how fast a policy decides the commands of a corpus on this machine, and what makes it slow. */
import type { Command } from 'commander';
import { type BenchOptions, benchPolicy, formatFigures } from '../../policy-tools/index.ts';
import { visible } from '../../report/index.ts';
import { OWN_CORPUS, readCorpora } from '../corpus-file.node.ts';
import { addNamedPolicy, loadNamedPolicy, type NamedPolicyOptions } from '../named-policy.node.ts';
import { startProgress } from '../progress.node.ts';
import { print } from '../terminal.node.ts';

interface Options extends NamedPolicyOptions {
  readonly corpus: readonly string[];
  readonly quick?: true;
  readonly json?: true;
}

const collect = (value: string, earlier: readonly string[]): string[] => [...earlier, value];

export function define(command: Command): void {
  addNamedPolicy(command)
    .option('--corpus <file>', 'commands as JSON lines, as `portcullis corpus collect` writes them; may be given again', collect, [])
    .option('--quick', 'one short round: rough figures, in a tenth of the time')
    .option('--json', 'print all figures as one line of JSON')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

const EXAMPLES = `
Without a corpus the commands that come with portcullis are used. Times are of this machine at this moment; compare only figures of one run.

Examples:
  portcullis bench --quick
  portcullis corpus collect . > mine.jsonl && portcullis bench --rules .codex/rules --corpus mine.jsonl
  portcullis bench --requirements requirements.toml --json`;

const THOROUGH: BenchOptions['timing'] = { rounds: 5, roundMs: 0.4 };
const QUICK: BenchOptions['timing'] = { rounds: 1, roundMs: 0.1 };

async function run({ corpus, quick, json, ...named }: Options): Promise<void> {
  const policy = await loadNamedPolicy(named);
  const corpora = policy && (await readCorpora(corpus.length === 0 ? [OWN_CORPUS] : corpus));
  if (policy === null || corpora === null) return;
  const rows = corpora.flatMap((each) => each.rows);
  const progress = startProgress('measured');
  const figures = benchPolicy(policy, rows, { timing: quick ? QUICK : THOROUGH, progress: () => progress.advance() });
  progress.end();
  print(json ? JSON.stringify(figures) : formatFigures(figures).split('\n').map(visible).join('\n'));
}
