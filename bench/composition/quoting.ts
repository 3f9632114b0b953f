/** Other spellings of one word: what is left after the shell has read it is the same. */
import { quoted } from './layer.ts';

type Spelling = (word: string) => string;

const hex = (char: string) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
const octal = (char: string) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;

export const SPELLINGS: Readonly<Record<string, Spelling>> = {
  plain: (word) => word,
  single: quoted,
  double: (word) => `"${word}"`,
  backslashes: (word) => [...word].map((char) => `\\${char}`).join(''),
  split: (word) => `${word.slice(0, 1)}''${word.slice(1)}`,
  mixed: (word) => `'${word.slice(0, 1)}'"${word.slice(1)}"`,
  hex: (word) => `$'${[...word].map(hex).join('')}'`,
  octal: (word) => `$'${[...word].map(octal).join('')}'`,
  'continued line': (word) => `${word.slice(0, 1)}\\\n${word.slice(1)}`,
  'empty expansion': (word) => `${word}$''`,
};

/** Only for the word in front. */
export const PROGRAM_SPELLINGS: Readonly<Record<string, Spelling>> = {
  ...SPELLINGS,
  'with its folder': (word) => `/usr/bin/${word}`,
  'through a folder above': (word) => `/usr/bin/../bin/${word}`,
  'substring of a literal': (word) => `\${none:-${word}}`,
};
