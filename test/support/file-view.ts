/** A file system in memory: `/srv/repo/a.sh: text`, `/srv/repo/link -> target`, `/srv/repo/folder/`. */
import type { FileText, FileView, Look } from '../../src/engine/index.ts';

export type Tree = Readonly<Record<string, string | { readonly link: string } | null>>;

/** Values are the texts of files, links, or null for what is there and cannot be read. Keys that end in a slash are folders. */
export function viewOf(tree: Tree): FileView {
  const nodes = new Map(Object.entries(tree).map(([path, node]) => [path.replace(/\/$/, ''), path.endsWith('/') ? 'folder' : node]));
  const folders = new Set(['/', ...[...nodes.keys()].flatMap(foldersAbove)]);
  for (const [path, node] of nodes) if (node === 'folder') folders.add(path);
  return {
    look: (path): Look => {
      const node = folders.has(path) ? 'folder' : nodes.get(path);
      if (node === undefined) return { type: 'none' };
      if (node === 'folder') return { type: 'folder' };
      return typeof node === 'object' && node !== null ? { type: 'link', target: node.link } : { type: 'file' };
    },
    read: (path): FileText => {
      const node = nodes.get(path);
      if (node === undefined || folders.has(path)) return { type: 'none' };
      return typeof node === 'string' ? { type: 'text', text: node } : { type: 'unreadable' };
    },
    list: (folder) => {
      const prefix = folder === '/' ? '/' : `${folder}/`;
      const below = [...nodes.keys(), ...folders].filter((path) => path.startsWith(prefix) && path !== prefix);
      return [...new Set(below.map((path) => path.slice(prefix.length).split('/')[0] ?? ''))];
    },
  };
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`);
}
