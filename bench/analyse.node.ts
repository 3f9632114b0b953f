/**
 * Reading shell text: our scan (records on the tape) and analysis (objects) against parsers, on four classes of texts, a script of 32 KiB
 * and a command that is not Latin-1.
 */
import { parse as parseShellQuote } from 'shell-quote';
import { forEachChild, parse as parseUnbash, type SyntaxNode } from 'unbash';
import { analyse, createCore, scan } from '../src/shell/index.ts';
import { CLASSES, scriptOf, textsOf } from './fixtures.ts';
import { loadPeer, loadTreeSitter, type TreeSitter } from './peer.node.ts';
import { type Contender, compete, type Effort, over, overLater, type Result, type Row, ratiosTo } from './scenario.ts';

const SUBJECTS: readonly (readonly [name: string, texts: () => string[]])[] = [
  ...CLASSES.map((name) => [name, () => textsOf(name)] as const),
  ['script of 32 KiB', () => [scriptOf(32 * 1024)]],
  ['two-byte text', () => ['echo "日本語 и кириллица" > ответ.txt && kalo status --метка=да']],
];
/** sh-syntax makes a new instance of its module for each text: milliseconds, however short. */
const FEW = 4;

/** Counts the commands of a tree, words and scripts in them included. */
function walkUnbash(node: SyntaxNode): number {
  let commands = node.type === 'Command' ? 1 : 0;
  forEachChild(node, (child) => {
    commands += walkUnbash(child);
  });
  return commands;
}

function contendersFor(texts: readonly string[], treeSitter: TreeSitter): Contender[] {
  const core = createCore();
  return [
    { name: 'scan', run: over(texts, (text) => scan(core, text)) },
    { name: 'analyse', run: over(texts, (text) => analyse(core, text)), note: 'the same as objects, every word with its span' },
    { name: 'unbash', run: over(texts, parseUnbash), note: 'words are read when they are asked for, which nobody does here' },
    { name: 'unbash and walk', run: over(texts, (text) => walkUnbash(parseUnbash(text))), note: 'every command and word is looked at' },
    { name: 'shell-quote', run: over(texts, quietly(parseShellQuote)), note: 'words and operators; no nesting, no here-documents' },
    { name: 'tree-sitter', run: over(texts, treeSitter.parse), note: 'tree made and freed, nothing read' },
    { name: 'tree-sitter and walk', run: over(texts, treeSitter.walk), note: 'the text of every command, as opencode does' },
  ];
}

/** It throws on some texts; so much it has read then. */
function quietly(parse: (text: string) => unknown): (text: string) => unknown {
  return (text) => {
    try {
      return parse(text);
    } catch {
      return null;
    }
  };
}

export async function benchAnalyse({ root, timing, isQuick }: Effort): Promise<Result> {
  const treeSitter = await loadTreeSitter(root);
  const rows: Row[] = [];
  for (const [name, texts] of SUBJECTS) rows.push(...(await compete(name, texts().length, contendersFor(texts(), treeSitter), timing)));
  const measures = { ...ratiosTo(rows, 'scan'), ...renamed(ratiosTo(rows, 'analyse')) };
  const shSyntax = isQuick ? 'sh-syntax: not in a quick run' : await loadPeer(root, 'sh-syntax.mjs');
  if (typeof shSyntax === 'string') return { rows, measures, skipped: [shSyntax] };
  for (const name of ['short', 'mid'] as const) {
    const texts = textsOf(name).slice(0, FEW);
    const note = 'mvdan/sh from Go; a new instance of the module for every text';
    rows.push(
      ...(await compete(name, FEW, [{ name: 'sh-syntax', run: overLater(texts, shSyntax.parse), note }], {
        ...timing,
        rounds: Math.min(timing.rounds, 3),
      })),
    );
  }
  return { rows, measures, skipped: [] };
}

/** Of the ratios to `analyse`, those of other parsers. */
function renamed(ratios: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(ratios).filter(([name]) => name.startsWith('unbash') || name.startsWith('tree-sitter')));
}
