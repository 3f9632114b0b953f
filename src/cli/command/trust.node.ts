/**
 * `portcullis trust`: shows what a project's `.codex` folders ask for, and remembers that the user agrees to exactly that.
 *
 * SECURITY: an agent can run this command too. So agreement is given at a terminal, or by the digest that a person has read there.
 */
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import {
  contentOf,
  createMachineLoader,
  diskFiles,
  findProject,
  findProjectSources,
  forgetTrust,
  loadTrust,
  NO_FLAGS,
  type SourceContext,
  saveTrust,
  thisMachine,
} from '../../config/index.node.ts';
import { type ContentFile, digestContent, mergeConfig } from '../../config/index.ts';
import { visible } from '../../report/index.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { paintFor, print, remark } from '../terminal.node.ts';

interface Options {
  readonly digest?: string;
  readonly forget?: true;
  readonly status?: true;
}

export function define(command: Command): void {
  command
    .argument('[dir]', 'a folder of the project', '.')
    .option('--status', 'only say what is trusted')
    .option('--digest <digest>', 'agree without being asked, if the content has this digest')
    .option('--forget', 'trust the content no longer')
    .addHelpText('after', EXAMPLES)
    .action((dir: string, options: Options) => run(resolve(dir), options));
}

const EXAMPLES = `
Examples:
  portcullis trust
  portcullis trust --status
  portcullis trust --forget ../other`;

/** One `.codex` folder as it stands. */
interface Folder {
  readonly path: string;
  readonly content: readonly ContentFile[];
  readonly digest: string;
  readonly state: 'trusted' | 'changed' | 'new' | 'empty';
}

async function run(dir: string, options: Options): Promise<void> {
  if (!(await stat(dir).catch(() => null))?.isDirectory()) return refuse(`\`${visible(dir)}\` is no folder`);
  const context = thisMachine();
  const folders = await findFolders(dir, context);
  if (options.forget)
    return forget(
      folders.filter((folder) => folder.state === 'trusted' || folder.state === 'changed'),
      options,
      context,
    );
  if (folders.every((folder) => folder.state === 'empty'))
    return print('nothing to trust: no `.codex` folder with policy from here up to the root of the project');
  for (const folder of folders) if (folder.state !== 'empty') show(folder, options.status !== true);
  if (!options.status)
    await agree(
      folders.filter((folder) => folder.state === 'new' || folder.state === 'changed'),
      options,
      context,
    );
}

async function findFolders(dir: string, context: SourceContext): Promise<readonly Folder[]> {
  const project = await findProject(dir, context.platform, diskFiles, mergeConfig([]));
  const paths = project.folders.map((folder) => join(folder, '.codex')).filter((path) => path !== context.places.codexHome);
  return Promise.all(paths.map((path) => readFolder(path, context)));
}

async function readFolder(path: string, context: SourceContext): Promise<Folder> {
  const content = contentOf(await findProjectSources(path, context));
  const digest = digestContent(content);
  const trust = await loadTrust(context.places.ownHome, path, diskFiles);
  const isKnown = trust.type === 'record';
  const state = isKnown && trust.record.digest === digest ? 'trusted' : isKnown ? 'changed' : content.length === 0 ? 'empty' : 'new';
  return { path, content, digest, state };
}

function show({ path, content, digest, state }: Folder, withContent: boolean): void {
  const paint = paintFor(process.stdout);
  print(`${paint('strong', visible(path))}: ${state}, ${digest}`);
  if (!withContent || state === 'trusted') return;
  for (const file of content) {
    print(paint('faint', `--- ${visible(file.path)}`));
    for (const line of file.text.split('\n')) print(`  ${visible(line)}`);
  }
}

async function agree(folders: readonly Folder[], { digest }: Options, context: SourceContext): Promise<void> {
  if (folders.length === 0) return;
  if (digest === undefined && !process.stdin.isTTY)
    return refuse('nobody can be asked here; give `--digest` with the digest that was read');
  for (const folder of folders) {
    const isAgreed = digest === undefined ? await ask(`trust what stands in ${visible(folder.path)}? [y/N] `) : digest === folder.digest;
    if (isAgreed) await remember(folder, context);
    else refuse(`\`${visible(folder.path)}\` is not trusted${digest === undefined ? '' : ': its content has another digest'}`);
  }
}

/** Agreement alone puts nothing in force: that the project counts at all is said in the user's configuration. */
async function remarkUntrusted(folder: string): Promise<void> {
  const { trust, projectRoot } = await createMachineLoader({ profile: 'strict', cwd: folder, flags: NO_FLAGS }).load();
  if (trust === 'trusted') return;
  const table = `[projects.${JSON.stringify(projectRoot)}]`;
  remark(`portcullis trust: it counts once your \`config.toml\` trusts the project: \`${visible(table)}\`, \`trust_level = "trusted"\``);
}

async function ask(question: string): Promise<boolean> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await reader.question(question);
  reader.close();
  return /^y(?:es)?$/i.test(answer.trim());
}

async function remember({ path, digest, content }: Folder, context: SourceContext): Promise<void> {
  const saved = await saveTrust(context.places.ownHome, { folder: path, digest, trustedAt: new Date().toISOString(), files: content });
  print(`trusted; remembered in ${saved}`);
  await remarkUntrusted(dirname(path));
}

/** Forgetting takes back what the trusted content forbade, so it needs a person as well. */
async function forget(folders: readonly Folder[], { digest }: Options, { places }: SourceContext): Promise<void> {
  if (digest === undefined && !process.stdin.isTTY)
    return refuse('nobody can be asked here; give `--digest` with the digest of the content');
  for (const folder of folders) {
    const isAgreed = digest === undefined ? await ask(`trust ${visible(folder.path)} no longer? [y/N] `) : digest === folder.digest;
    if (!isAgreed) refuse(`\`${visible(folder.path)}\` stays trusted${digest === undefined ? '' : ': its content has another digest'}`);
    else if (await forgetTrust(places.ownHome, folder.path)) print(`${visible(folder.path)} is trusted no longer`);
  }
  if (folders.length === 0) print('nothing is trusted here');
}

function refuse(message: string): void {
  remark(`portcullis trust: ${message}`);
  process.exitCode = EXIT_USAGE;
}
