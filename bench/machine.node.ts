/** What a run was made on: the machine, and the versions of everything that was compared. */
import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Machine } from './record.ts';

const COMPARED = [
  ...['unbash', 'shell-quote', 'web-tree-sitter', 'tree-sitter-bash', 'picomatch', 'minimatch', 'vscode-jsonrpc'],
  ...['sh-syntax', '@google/gemini-cli-core', 'cc-safety-net', '@openai/codex'],
];

export function machineNow(): Omit<Machine, 'load'> & { readonly load: number } {
  const [first] = cpus();
  return {
    cpu: first?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    load: loadavg()[0] ?? 0,
  };
}

/** Versions of the packages that are installed, by name. */
export function comparedVersions(root: string): Record<string, string> {
  const versions: Record<string, string> = {};
  for (const name of COMPARED)
    for (const folder of ['node_modules', 'bench/peers/node_modules']) {
      const path = join(root, folder, name, 'package.json');
      if (existsSync(path)) versions[name] ??= (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
    }
  return versions;
}
