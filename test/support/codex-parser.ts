/**
 * A twin of what Codex sees of a script, over the parser that Codex itself uses: tree-sitter with its grammar of bash.
 *
 * The grammar is pinned in `wasm/tree-sitter-bash/` (MIT licence beside it); nothing of it is shipped.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { ROOT } from './cli.ts';

const FOLDER = join(ROOT, 'wasm/tree-sitter-bash');
const GRAMMAR = readFileSync(join(FOLDER, 'grammar.wasm'));

/** The digest of the grammar, and the one it is pinned to. */
export function grammarDigests(): { readonly actual: string; readonly pinned: string } {
  const pinned = readFileSync(join(FOLDER, 'grammar.wasm.sha256'), 'utf8').split(' ')[0] ?? '';
  return { actual: createHash('sha256').update(GRAMMAR).digest('hex'), pinned };
}

/** The digest of the grammar in the package it was taken from. */
export function packagedGrammarDigest(): string {
  const packaged = readFileSync(join(ROOT, 'node_modules/tree-sitter-bash/tree-sitter-bash.wasm'));
  return createHash('sha256').update(packaged).digest('hex');
}

let parser: Parser | null = null;

/** Has to be awaited once before anything is parsed. */
export async function loadParser(): Promise<void> {
  await Parser.init();
  parser = new Parser();
  parser.setLanguage(await Language.load(new Uint8Array(GRAMMAR)));
}

/** Gives the root of a text's tree to a reader, and frees the tree behind it. */
function withRoot<T>(text: string, read: (root: Node) => T): T {
  const tree = parser?.parse(text);
  if (!tree) throw new Error('the parser is not loaded');
  try {
    return read(tree.rootNode);
  } finally {
    tree.delete();
  }
}

/** Whether the parser reports an error anywhere in the text. */
export function hasParserError(text: string): boolean {
  return withRoot(text, (root) => root.hasError);
}

const PLAIN_NODES: ReadonlySet<string> = new Set([
  ...['program', 'list', 'pipeline', 'command', 'command_name', 'word', 'string', 'string_content', 'raw_string', 'number'],
  'concatenation',
]);
const PLAIN_TOKENS: ReadonlySet<string> = new Set(['&&', '||', ';', '|', '"', "'"]);

/** The plain commands of a script; null where it is opaque. */
export function plainCommands(text: string): readonly (readonly string[])[] | null {
  return withRoot(text, (root) => {
    if (root.hasError || !isPlain(root)) return null;
    const commands = root.descendantsOfType('command').map((command) => plainWords(command as Node));
    return commands.length === 0 || commands.includes(null) ? null : commands.flatMap((words) => (words ? [words] : []));
  });
}

function isPlain(node: Node): boolean {
  const isKnown = node.isNamed ? PLAIN_NODES.has(node.type) : PLAIN_TOKENS.has(node.type) || node.type.trim() === '';
  return isKnown && node.children.every((child) => child === null || isPlain(child));
}

function plainWords(command: Node): readonly string[] | null {
  const words = command.namedChildren.map((child) => (child?.type === 'command_name' ? plainName(child) : child && plainWord(child)));
  return words.includes(null) ? null : words.flatMap((word) => word ?? []);
}

function plainName(name: Node): string | null {
  const [word, ...rest] = name.namedChildren;
  return word?.type === 'word' && rest.length === 0 ? literal(word.text) : null;
}

/** What Codex does not take literally outside quotes, and inside double quotes. */
const ACTIVE = /[*?[\]{}~^#\\]/;
const ACTIVE_IN_QUOTES = /[$`]|\\"/;

function literal(text: string): string | null {
  return ACTIVE.test(text) ? null : text;
}

function plainWord(node: Node): string | null {
  switch (node.type) {
    case 'word':
    case 'number':
      return literal(node.text);
    case 'raw_string':
      return node.text.slice(1, -1);
    case 'string':
      return ACTIVE_IN_QUOTES.test(node.text.slice(1, -1)) ? null : node.text.slice(1, -1);
    case 'concatenation':
      return joined(node, plainWord);
    default:
      return null;
  }
}

function joined(node: Node, read: (part: Node) => string | null): string | null {
  const parts = node.namedChildren.map((part) => part && read(part));
  return parts.includes(null) ? null : parts.join('');
}

/** Whether a script holds a forced `rm`, as far as Codex looks. */
export function holdsForcedRemoval(text: string, depth = 0): boolean {
  const commands = withRoot(text, (root) => {
    if (root.hasError) return [];
    return root.descendantsOfType('command').flatMap((command) => (command === null ? [] : [looseWords(command)]));
  });
  return commands.some((words) => isForcedRemoval(words, depth));
}

function looseWords(command: Node): readonly (string | null)[] {
  return command.namedChildren.flatMap((child) =>
    child === null || child.type === 'variable_assignment' || child.type.endsWith('_redirect') ? [] : [looseWord(child)],
  );
}

/** Quotes go, backslashes stay; null for a word with an expansion. */
function looseWord(node: Node): string | null {
  switch (node.type) {
    case 'word':
    case 'number':
      return node.text;
    case 'raw_string':
      return node.text.slice(1, -1);
    case 'string':
      return node.namedChildren.every((child) => child?.type === 'string_content') ? node.text.slice(1, -1) : null;
    case 'concatenation':
    case 'command_name':
      return joined(node, looseWord);
    default:
      return null;
  }
}

function isForcedRemoval(argv: readonly (string | null)[], depth: number): boolean {
  if (depth > 8) return true;
  const [program, ...words] = argv;
  switch (program?.split('/').at(-1)) {
    case 'rm':
      return isForced(words);
    case 'sudo':
      return isForcedRemoval(words, depth + 1);
    case 'env': {
      const from = words.findIndex((word) => word === null || !(word === '-i' || /^[^-=][^=]*=/.test(word)));
      return from >= 0 && isForcedRemoval(words.slice(from), depth + 1);
    }
    case 'trap':
      return isForcedScript(words[0] === '--' ? words[1] : words[0], depth);
    case 'bash':
    case 'sh':
    case 'zsh':
      return words.length === 2 && (words[0] === '-c' || words[0] === '-lc') && isForcedScript(words[1], depth);
    default:
      return false;
  }
}

function isForcedScript(script: string | null | undefined, depth: number): boolean {
  return typeof script === 'string' && holdsForcedRemoval(script, depth + 1);
}

function isForced(words: readonly (string | null)[]): boolean {
  for (const word of words) {
    if (word === '--') return false;
    if (word === '--force' || (word !== null && /^-(?!-)/.test(word) && word.includes('f'))) return true;
  }
  return false;
}
