/**
 * `portcullis allow -- WORD…`: adds an allow rule for a prefix to a rules file, or says which prefix would make sense.
 *
 * SECURITY: an agent can run this command too; that it changes the policy is an effect of its own, which policy judges before it runs.
 */
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { createMachineLoader, NO_FLAGS, thisMachine } from '../../config/index.node.ts';
import { isSetUp } from '../../engine/index.ts';
import { visible } from '../../report/index.ts';
import { amendFile } from '../../rules/index.node.ts';
import { suggestPrefix } from '../../rules/index.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { print, remark } from '../terminal.node.ts';

interface Options {
  readonly rules?: string;
  readonly suggest?: true;
}

export function define(command: Command): void {
  command
    .argument('<word...>', 'the program and the words after it that are always to be allowed')
    .addOption(new Option('-r, --rules <file>', 'the file to add to, instead of `rules/default.rules` of the user').conflicts('suggest'))
    .option('--suggest', 'change nothing; print the part of the command that would make a meaningful rule')
    .passThroughOptions()
    .addHelpText('after', EXAMPLES)
    .action((words: readonly string[], options: Options) => run(words, options));
}

const EXAMPLES = `
Examples:
  portcullis allow -- npm run build
  portcullis allow --rules .codex/rules/team.rules -- git push origin
  portcullis allow --suggest -- git push origin main`;

/** Whoever has had the built-in policy so far would wonder why `ls` is asked about from now on. */
const FIRST =
  'portcullis allow: this is the first policy of this machine: it decides from now on, instead of the built-in starter policy; ' +
  '`portcullis init --template personal` writes more rules to start from';

async function run(words: readonly string[], { rules, suggest }: Options): Promise<void> {
  if (suggest) return printSuggestion(words);
  const path = rules ?? join(thisMachine().places.codexHome, 'rules', 'default.rules');
  const isFirst =
    rules === undefined && !isSetUp(await createMachineLoader({ profile: 'strict', cwd: process.cwd(), flags: NO_FLAGS }).load());
  const { value, diagnostics } = await amendFile(path, { type: 'prefix', prefix: words });
  remarkDiagnostics(diagnostics);
  if (value === 'added' && isFirst) remark(FIRST);
  if (value === null) process.exitCode = EXIT_USAGE;
  else print(value === 'added' ? `added to ${visible(path)}` : `already in ${visible(path)}`);
}

function printSuggestion(words: readonly string[]): void {
  const suggestion = suggestPrefix(words);
  if (suggestion.type === 'prefix') {
    print(suggestion.prefix.join(' '));
    return;
  }
  remark(`portcullis allow: no prefix of this command makes a good rule: ${suggestion.reason}`);
  process.exitCode = EXIT_USAGE;
}
