/**
 * Splits the text of an example into words, as a POSIX shell would if it knew quotes, backslashes and comments only.
 *
 * Nothing is expanded and no operator is known: `a;b` is one word. Reference: what Codex does with `match` and `not_match`.
 */
const WORD_BREAK = ' \t\n';
/** What a backslash takes its meaning from inside double quotes. */
const ESCAPED_IN_QUOTES = '$`"\\';

interface Reader {
  readonly text: string;
  at: number;
}

/** The words; null where a quote or a backslash is left open. */
export function splitShellWords(text: string): readonly string[] | null {
  const reader: Reader = { text, at: 0 };
  const words: string[] = [];
  while (skipToWord(reader)) {
    const word = readWord(reader);
    if (word === null) return null;
    words.push(word);
  }
  return words;
}

/** Moves over blanks and comments; false at the end. A joined line alone is an empty word, as it is in Codex. */
function skipToWord(reader: Reader): boolean {
  const { text } = reader;
  while (reader.at < text.length) {
    const character = text.charAt(reader.at);
    if (character === '#') {
      const end = text.indexOf('\n', reader.at);
      reader.at = end < 0 ? text.length : end + 1;
    } else if (WORD_BREAK.includes(character)) {
      reader.at++;
    } else {
      return true;
    }
  }
  return false;
}

function readWord(reader: Reader): string | null {
  const { text } = reader;
  const parts: string[] = [];
  while (reader.at < text.length) {
    const character = text.charAt(reader.at++);
    if (WORD_BREAK.includes(character)) break;
    const part = readPart(reader, character);
    if (part === null) return null;
    parts.push(part);
  }
  return parts.join('');
}

function readPart(reader: Reader, character: string): string | null {
  switch (character) {
    case "'":
      return readSingleQuoted(reader);
    case '"':
      return readDoubleQuoted(reader);
    case '\\':
      return readEscaped(reader);
    default:
      return character;
  }
}

function readSingleQuoted(reader: Reader): string | null {
  const end = reader.text.indexOf("'", reader.at);
  if (end < 0) return null;
  const content = reader.text.slice(reader.at, end);
  reader.at = end + 1;
  return content;
}

function readDoubleQuoted(reader: Reader): string | null {
  const parts: string[] = [];
  while (reader.at < reader.text.length) {
    const character = reader.text.charAt(reader.at++);
    if (character === '"') return parts.join('');
    if (character !== '\\') {
      parts.push(character);
      continue;
    }
    const escaped = readEscaped(reader);
    if (escaped === null) return null;
    parts.push(escaped === '' || ESCAPED_IN_QUOTES.includes(escaped) ? escaped : `\\${escaped}`);
  }
  return null;
}

/** What follows a backslash; a joined line is nothing. */
function readEscaped(reader: Reader): string | null {
  if (reader.at >= reader.text.length) return null;
  const character = reader.text.charAt(reader.at++);
  return character === '\n' ? '' : character;
}
