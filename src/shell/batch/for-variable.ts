/**
 * The phase of cmd.exe in which `%i`, `%~nxi` become what a loop goes through: after a line is read, so that separators in it are none.
 *
 * INVARIANT: a `%` that is no such variable is not known: in a file it may be dropped, on a command line it stays.
 */
import { type Line, LineDraft, UNKNOWN, type UnknownText } from './line.ts';

/** In the words of a command it is not known; a text that is read once more still has it. */
const LONE_SIGN: UnknownText = { name: '%', operator: '@%', single: true };
const MODIFIERS = 'fdpnxsatzFDPNXSATZ';

/** `letters`: variables of the loops around the line. */
export function expandLoopVariables(line: Line, letters: string): Line {
  if (!line.text.includes('%')) return line;
  const draft = new LineDraft();
  for (let at = 0; at < line.text.length; ) {
    if (line.text[at] !== '%') {
      draft.addFrom(line, at++);
      continue;
    }
    const place = line.places[at] ?? line.end;
    const end = endOfVariable(line.text, at, letters);
    if (end === null) {
      draft.add('%', place, LONE_SIGN);
      at++;
      continue;
    }
    const isPlain = end === at + 2 || (end === at + 3 && line.text[at + 1] === '~');
    draft.add(UNKNOWN, place, { name: `%${line.text[end - 1]}`, operator: isPlain ? '' : '@~', single: false });
    at = end;
  }
  return draft.finish(line.end);
}

/** The longest spelling that ends with the letter of a loop. */
function endOfVariable(text: string, at: number, letters: string): number | null {
  if (letters.includes(text[at + 1] ?? '\n')) return at + 2;
  if (text[at + 1] !== '~') return null;
  let end: number | null = null;
  let next = at + 2;
  if (text[next] === '$') {
    const colon = text.slice(next, next + 64).indexOf(':');
    next += colon < 0 ? 0 : colon + 1;
  }
  for (; next < at + 80 && next < text.length; next++) {
    if (letters.includes(text[next] ?? '\n')) end = next + 1;
    if (!MODIFIERS.includes(text[next] ?? '\n')) break;
  }
  return end;
}
