/**
 * Options of the shell that change how later words are read: `shopt`, `set -o`, `setopt`, `emulate`.
 *
 * INVARIANT: an option that is not listed as harmless is a finding. Reference: bash manual "The Set Builtin", "The Shopt Builtin"; zshoptions.
 */
import type { Span } from '../base/index.ts';
import type { Word } from '../shell/index.ts';

/** What is said of one option word. */
export interface OptionNote {
  readonly span: Span;
  readonly text: string;
}

/** Options that change when commands fail, what is printed, which files a pattern finds; for zsh without `no` and underscores. */
const HARMLESS: ReadonlySet<string> = new Set(
  (
    'errexit pipefail nounset noglob glob xtrace verbose noclobber clobber noexec exec notify monitor errtrace functrace physical ignoreeof vi emacs ' +
    'allexport onecmd privileged interactivecomments nolog ' +
    'nullglob dotglob globstar failglob nocaseglob nocasematch extglob inheriterrexit checkwinsize cmdhist histappend histreedit histverify ' +
    'huponexit lithist mailwarn progcomp promptvars sourcepath globskipdots checkjobs checkhash execfail gnuerrfmt localvarinherit localvarunset ' +
    'loginshell noemptycmdcompletion nocompletion progcompalias shiftverbose globasciiranges bgnice ' +
    'nomatch extendedglob globdots caseglob casematch localoptions localtraps unset errreturn warncreateglobal pushdsilent pushdignoredups ' +
    'autopushd cdsilent multios numericglobsort globstarshort beep hup'
  ).split(' '),
);

/** `-o` and its letters that do the same. */
const HARMLESS_LETTERS = /^[-+][efnuvxhmbCETPpo]+$/;

/** The words of an invocation that switch an option on or off which is not known to be harmless. */
export function readOptions(argv: readonly Word[], program: string | null): OptionNote[] {
  const read = program === null ? undefined : READERS.get(program);
  return read === undefined ? [] : read(argv.slice(1));
}

/** Whether an invocation switches on that patterns find dot files, or names in other letters: `shopt -s dotglob`. */
export function widensPatterns(argv: readonly Word[], program: string | null): boolean {
  if (program !== 'shopt' && program !== 'setopt' && program !== 'unsetopt' && program !== 'set') return false;
  return argv.some(({ value }) => /^(?:dot_?glob|glob_?dots|no_?case_?glob|case_?glob)$/i.test(value ?? ''));
}

const READERS: ReadonlyMap<string, (words: readonly Word[]) => OptionNote[]> = new Map([
  ['shopt', (words: readonly Word[]) => (words.some((word) => /^-[po]*[su]/.test(word.value ?? '-s')) ? words.flatMap(noteName) : [])],
  ['setopt', (words) => words.flatMap(noteName)],
  ['unsetopt', (words) => words.flatMap(noteName)],
  ['emulate', (words) => words.slice(0, 1).map(({ span, value }) => ({ span, text: value ?? '' }))],
  ['set', noteSet],
]);

/** An option by its name. */
function noteName({ value, span }: Word): OptionNote[] {
  if (value === null) return [{ span, text: '' }];
  if (value.startsWith('-')) return [];
  const name = value.toLowerCase().replaceAll('_', '');
  return HARMLESS.has(name) || (name.startsWith('no') && HARMLESS.has(name.slice(2))) ? [] : [{ span, text: value }];
}

/** `set -euo pipefail -- words`: options up to `--` or the first word that is none. */
function noteSet(words: readonly Word[]): OptionNote[] {
  const notes: OptionNote[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    const { value, span } = word;
    if (value === null && !word.single) return [...notes, { span, text: '' }];
    if (value === null || !/^[-+]./.test(value) || value === '--') return notes;
    if (!HARMLESS_LETTERS.test(value)) notes.push({ span, text: value });
    const name = value.endsWith('o') ? words[++at] : undefined;
    if (name !== undefined) notes.push(...noteName(name));
  }
  return notes;
}
