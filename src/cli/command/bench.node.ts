/** `portcullis bench`: how fast a policy decides the commands of a corpus on this machine, and what makes it slow. */
import type { Command } from 'commander';
import { type BenchOptions, benchPolicy, formatFigures } from '../../policy-tools/index.ts';
import { visible } from '../../report/index.ts';
import { OWN_CORPUS, readCorpora } from '../corpus-file.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { addNamedPolicy, loadNamedPolicy, type NamedPolicyOptions } from '../named-policy.node.ts';
import { startProgress } from '../progress.node.ts';
import { repeatable } from '../repeatable-option.ts';
import { print, remark } from '../terminal.node.ts';

interface Options extends NamedPolicyOptions {
  readonly corpus: readonly string[];
  readonly quick?: true;
  readonly json?: true;
}

export function define(command: Command): void {
  addNamedPolicy(command)
    .addOption(repeatable('--corpus <file>', 'commands as JSON lines, as `portcullis corpus collect` writes them; repeatable', 'our own'))
    .option('--quick', 'one short round: rough figures, in a tenth of the time')
    .option('--json', 'print all figures as one line of JSON')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

type Effort = Omit<BenchOptions, 'progress'>;

const EXAMPLES = `
Without a corpus the commands that come with portcullis are used. Times are of this machine at this moment; compare only figures of one run.
Every figure is the best of several rounds: what a command takes where nothing else gets in its way.

Examples:
  portcullis bench --quick
  portcullis corpus collect . > mine.jsonl && portcullis bench --rules .codex/rules --corpus mine.jsonl
  portcullis bench --requirements requirements.toml --json`;

const THOROUGH: Effort = { timing: { rounds: 5, roundMs: 0.4 }, warmUpMs: 3_000 };
const QUICK: Effort = { timing: { rounds: 2, roundMs: 0.05 }, warmUpMs: 1_000 };

async function run({ corpus, quick, json, ...named }: Options): Promise<void> {
  const policy = await loadNamedPolicy(named);
  const corpora = policy && (await readCorpora(corpus.length === 0 ? [OWN_CORPUS] : corpus));
  if (policy === null || corpora === null) return;
  const rows = corpora.flatMap((each) => each.rows);
  if (rows.length === 0) {
    remark('portcullis bench: there is no command in the corpus; `portcullis corpus collect` finds some');
    process.exitCode = EXIT_USAGE;
    return;
  }
  const progress = startProgress('steps done');
  const figures = benchPolicy(policy, rows, { ...(quick ? QUICK : THOROUGH), progress: (_, of) => progress.advance(of) });
  progress.end();
  print(json ? JSON.stringify(figures) : formatFigures(figures).split('\n').map(visible).join('\n'));
}
