/**
 * An argument list as one line for a shell, quoted as Codex quotes it: the form in which its messages name a command.
 *
 * Each stretch takes the weakest quotes that hold all of it: none, single, double; where none holds all, the next stretch begins.
 */

export function formatShellLine(argv: readonly string[]): string {
  return argv.map(quoteWord).join(' ');
}

const PLAIN = 1;
const SINGLE = 2;
const DOUBLE = 4;

function quoteWord(word: string): string {
  if (word === '') return "''";
  let quoted = '';
  let stretch = '';
  let fits = PLAIN | SINGLE | DOUBLE;
  for (const character of word) {
    // A caret at the start of a stretch is safe in single quotes only, later in none.
    const own = character !== '^' ? quotesFor(character) : stretch === '' ? SINGLE : 0;
    if ((fits & own) === 0) {
      quoted += quoteStretch(stretch, fits);
      stretch = '';
      fits = character === '^' ? SINGLE : own;
    } else fits &= own;
    stretch += character;
  }
  return quoted + quoteStretch(stretch, fits);
}

const PLAIN_CHARACTER = /[\w+\-./:@\]]/;

/** The quotes that leave a character as it is. */
function quotesFor(character: string): number {
  if (PLAIN_CHARACTER.test(character)) return PLAIN | SINGLE | DOUBLE;
  if (character === "'" || character === '\\') return DOUBLE;
  return character === '`' || character === '$' || character === '!' ? SINGLE : SINGLE | DOUBLE;
}

function quoteStretch(stretch: string, fits: number): string {
  if ((fits & PLAIN) !== 0) return stretch;
  return (fits & SINGLE) !== 0 ? `'${stretch}'` : `"${stretch.replace(/["\\]/g, '\\$&')}"`;
}
