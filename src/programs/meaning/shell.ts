/** Meanings of words of shell builtins: names that may carry code in a subscript, values that are evaluated. */
import type { Word } from '../../shell/index.ts';
import type { Reading } from '../reading.ts';
import type { ListMeaning, MeaningKind, WordMeaning } from '../spec.ts';
import { knownPrefix, splitWord } from '../word.ts';
import { expandedText, noteText } from './runs.ts';
import { noteVariable } from './variables.ts';

function noteExpansions(reading: Reading, word: Word, row: string): void {
  const prefix = knownPrefix(word);
  if (word.value === null ? prefix.includes('[') || prefix === '' : /[$`]/.test(prefix)) noteText(reading, expandedText(word), 'bash', row);
}

/** A name that a builtin assigns or looks at: `NAME` or `NAME[subscript]`, whose subscript is evaluated. */
const noteName: WordMeaning = (reading, word, argument, row) => {
  const [name, subscript] = splitWord(word, '[', 2);
  if (argument !== 'test') noteVariable(reading, name?.value ?? null, null, 'shell', argument === 'unset' ? 'unset' : 'set', row);
  if (subscript !== undefined || word.value === null) noteExpansions(reading, word, row);
};

/** `NAME`, `NAME=value` of declare; with `-i` the value is arithmetic, and evaluated. */
const noteDeclaration: WordMeaning = (reading, word, argument, row) => {
  const [name, value] = splitWord(word, '=', 2);
  const [bare] = name === undefined ? [] : splitWord(name, '[', 2);
  const action = argument.includes('export') ? 'export' : 'set';
  noteVariable(reading, bare?.value?.replace(/\+$/, '') ?? null, value ?? null, 'shell', action, row);
  // `-n`: the name stands for that variable from now on.
  if (argument === 'reference') noteVariable(reading, value?.value ?? null, null, 'shell', 'set', row);
  // The text of a list is read once more: `declare -a 'x=($(cmd))'`.
  if (value !== undefined && value.pieces[0]?.type === 'literal' && value.pieces[0].text.startsWith('('))
    noteExpansions(reading, value, row);
  if (name !== undefined && knownPrefix(name).includes('[')) noteExpansions(reading, name, row);
  if (argument.includes('integer') && value !== undefined) noteExpansions(reading, value, row);
};

/** `test -v NAME`, `test -R NAME`: the subscript of the name is evaluated. */
const noteTest: ListMeaning = (reading, words, _, row) => {
  for (let i = 0; i + 1 < words.length; i++) {
    const operator = words[i]?.value;
    if (operator === '-v' || operator === '-R') noteName(reading, words[i + 1] as Word, 'test', row);
  }
};

function word(note: WordMeaning, effectful = true): MeaningKind {
  return { type: 'word', note, effectful };
}

export const SHELL_MEANINGS: Readonly<Record<string, MeaningKind>> = {
  variable: word(noteName),
  declaration: word(noteDeclaration),
  expansions: word((reading, value, _, row) => noteExpansions(reading, value, row)),
  test: { type: 'list', effectful: true, note: noteTest },
  /** `less +!command`, `+|…`: what stands behind the sign runs. */
  bang: word((reading, value, _, row) => {
    const command = splitWord(value, '!', 2)[1];
    if (command !== undefined) noteText(reading, command, 'sh', row);
    else if (value.value === null) noteText(reading, value, 'sh', row);
  }),
};
