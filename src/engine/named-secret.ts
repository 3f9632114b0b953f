/**
 * Secret and denied paths that a text names, for what it reads without saying which: the words of a call, what `read` takes from a
 * here-string, a list of files. The path may get from one to the other on a way that nobody follows. So may a pattern that finds dot files.
 *
 * INVARIANT: asks, and neither forbids nor allows. LIMIT: MAX_NAMED_WORDS; a longer text counts as naming one.
 */
import { MAX_GLOB_LENGTH, MAX_NAMED_WORDS } from '../base/index.ts';
import { literalWord } from '../programs/index.ts';
import type { Piece, Word } from '../shell/index.ts';
import type { EngineContext } from './context.ts';
import type { EffectReport } from './effect-findings.ts';
import { type Finding, finding } from './finding.ts';
import { resolveWord } from './path.ts';
import { isSecret } from './place.ts';
import { widensPatterns } from './shell-option.ts';
import { type Step, wordsOf } from './step.ts';

/** Notes with every step that reads something unknown what that may be; returns the same for compounds. */
export function findNamedSecrets(
  steps: readonly Step[],
  loose: EffectReport,
  compoundWords: readonly (readonly Word[])[],
  context: EngineContext,
): readonly Finding[] {
  let isWide = false;
  let isOpen = loose.openReads.length > 0;
  for (const { guess, argv, name, report } of steps) {
    isWide ||= !guess && widensPatterns(argv, name);
    isOpen ||= !guess && report.openReads.length > 0;
  }
  if (!isWide && !isOpen) return NO_FINDINGS;
  const said = steps.filter(({ guess }) => !guess);
  if (isWide) for (const { argv, span, report } of said) if (argv.some(isPattern)) report.findings.push(finding('EN007', span, '*'));
  const open = said.filter(({ report }) => report.openReads.length > 0);
  if (!isOpen) return NO_FINDINGS;
  const name = namedSecret([...said.map(wordsOf), ...compoundWords], context);
  if (name === null) return [];
  for (const { report, span } of open) report.findings.push(finding('EN007', span, name));
  return loose.openReads.map((span) => finding('EN007', span, name));
}

const NO_FINDINGS: readonly Finding[] = [];

function isPattern({ pieces }: Word): boolean {
  return pieces.some(({ type }) => type === 'glob');
}

/** The first such path among the words; null where there is none. */
function namedSecret(lists: readonly (readonly Word[])[], context: EngineContext): string | null {
  const seen = new Set<string>();
  for (const words of lists)
    for (const word of words)
      for (const name of namesIn(word)) {
        const text = name.value ?? name.pieces.map(textOf).join('');
        if (seen.has(text)) continue;
        if (seen.size === MAX_NAMED_WORDS) return '';
        seen.add(text);
        if (isSecretPath(name, context)) return text;
      }
  return null;
}

/** What of a word could be a path: the word, and the parts of it that a shell or a program would take for words. Options are none (`--exclude=.env`). */
function namesIn(word: Word): readonly Word[] {
  if (word.value?.startsWith('-') === true) return [];
  const texts = word.value === null ? word.pieces.map(textOf) : [word.value];
  const isHome = word.value === null && word.pieces.every(({ type }, i) => type === 'literal' || (type === 'tilde' && i === 0));
  const names = texts
    .flatMap((text) => text.split(/[\s=,:;|&<>()"'`]+/))
    .filter((text) => text !== '' && !text.startsWith('-') && text.length <= MAX_GLOB_LENGTH);
  const words = names.map((text) => literalWord(text, word.span));
  return isHome ? [word, ...words] : words;
}

/** Text of a piece that may become a word: a default is assigned as well. */
function textOf(piece: Piece): string {
  if (piece.type === 'parameter') return piece.operator.replace(/^:?[-+=?]/, '');
  return piece.type === 'literal' || piece.type === 'brace' || piece.type === 'tilde' ? piece.text : '';
}

function isSecretPath(word: Word, context: EngineContext): boolean {
  const { cwd, home, windows, places } = context;
  const path = resolveWord(word, { cwd, home, windows });
  return path !== null && (context.deniesRead(path, false) || isSecret(path, places));
}
