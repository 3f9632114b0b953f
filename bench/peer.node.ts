/**
 * Peers that are no dependencies of the project: modules of `bench/peers/`, which has packages of its own.
 *
 * `npm run bench -- --peers` installs them; where they are not installed, what they would do is skipped and said to be.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Language, type Node, Parser } from 'web-tree-sitter';

export type Decide = (command: string) => unknown;

interface PeerModules {
  readonly 'gemini.mjs': {
    readonly geminiCheck: (rules: readonly { prefix: string; decision: string }[]) => Promise<(command: string) => Promise<unknown>>;
  };
  readonly 'safety-net.mjs': { readonly safetyNetCheck: (cwd: string) => Decide };
  readonly 'sh-syntax.mjs': { readonly parse: (text: string) => Promise<unknown> };
}

/** A module of `bench/peers/`, or why there is none. */
export async function loadPeer<N extends keyof PeerModules>(root: string, name: N): Promise<PeerModules[N] | string> {
  try {
    return (await import(pathToFileURL(join(root, 'bench/peers', name)).href)) as PeerModules[N];
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    return `${name}: ${isAbsent ? 'not installed (`npm run bench -- --peers` does)' : String(error)}`;
  }
}

/** The executable of Codex among the peers, or null. */
export function codexPath(root: string): string | null {
  const path = join(root, 'bench/peers/node_modules/@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex');
  return existsSync(path) ? path : null;
}

/** Installs the peers; false where that fails. */
export function installPeers(root: string): boolean {
  // Some of what they need asks for a later Node and runs on ours; `npm run` hands our own strictness on to what it starts.
  const options = ['--ignore-scripts', '--omit=peer', '--no-audit', '--no-fund', '--engine-strict=false'];
  return spawnSync('npm', ['ci', ...options], { cwd: join(root, 'bench/peers'), stdio: 'inherit' }).status === 0;
}

export interface TreeSitter {
  /** Parses and frees the tree. */
  readonly parse: (text: string) => void;
  /** Parses, collects the text of every command, frees the tree. */
  readonly walk: (text: string) => number;
}

/** web-tree-sitter with the grammar of bash. */
export async function loadTreeSitter(root: string): Promise<TreeSitter> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(join(root, 'node_modules/tree-sitter-bash/tree-sitter-bash.wasm')));
  const withRoot = <T>(text: string, read: (node: Node) => T): T => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error('no tree');
    const value = read(tree.rootNode);
    tree.delete();
    return value;
  };
  return {
    parse: (text) => withRoot(text, () => undefined),
    walk: (text) =>
      withRoot(text, (node) => node.descendantsOfType('command').reduce((sum, command) => sum + (command?.text.length ?? 0), 0)),
  };
}
