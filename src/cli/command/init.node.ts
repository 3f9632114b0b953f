/** `portcullis init`: writes a commented policy to start from, and never touches a file that is there. */
import { lstat, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { EXIT_USAGE } from '../exit-code.ts';
import { STARTING_POLICIES } from '../starting-policy.ts';
import { print, remark } from '../terminal.node.ts';

type Template = keyof typeof STARTING_POLICIES;

export function define(command: Command): void {
  const templates = Object.keys(STARTING_POLICIES) as Template[];
  command
    .argument('[dir]', 'where to write', '.')
    .addOption(
      new Option('--template <template>', templates.map((name) => `${name}: ${STARTING_POLICIES[name].summary}`).join('; '))
        .choices(templates)
        .default('team'),
    )
    .addHelpText('after', EXAMPLES)
    .action((dir: string, { template }: { template: Template }) => run(dir, template));
}

const EXAMPLES = `
Examples:
  portcullis init
  portcullis init --template regulated policy
  portcullis init --template personal`;

async function run(dir: string, template: Template): Promise<void> {
  const { files, next } = STARTING_POLICIES[template];
  const paths = files.map((file) => join(dir, file.path));
  const present = (await Promise.all(paths.map(exists))).flatMap((isThere, i) => (isThere ? [paths[i] ?? ''] : []));
  if (present.length > 0)
    return refuse(`${present.map((path) => `\`${path}\``).join(', ')} exists already and is left alone; nothing is written`);
  try {
    for (const [i, file] of files.entries()) await write(paths[i] ?? '', file.text);
  } catch (error) {
    return refuse(`cannot write: ${(error as NodeJS.ErrnoException).message}`);
  }
  print(`next: ${next}`);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { flag: 'wx' });
  print(`wrote ${path}`);
}

function refuse(message: string): void {
  remark(`portcullis init: ${message}`);
  process.exitCode = EXIT_USAGE;
}

/** A link that leads nowhere is there as well. */
function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
