/**
 * Paths of PowerShell: `C:\x`, `FileSystem::/x`, `env:PATH`, `HKLM:\x`, `\\host\share`, with patterns and a home folder in quotes too.
 *
 * INVARIANT: what is no file has a drive of another name. Reference: about_Path_Syntax.
 */
import type { Piece, Word } from '../../shell/index.ts';
import { literalWord, splitWord } from '../word.ts';

export interface Item {
  /** `file`, or the drive in small letters: `env`, `alias`, `function`, `variable`, `hklm`. */
  readonly drive: string;
  /** What stands behind the drive; a file with slashes. */
  readonly path: Word;
  /** The machine of `\\host\share`. */
  readonly host: Word | null;
  /** The names with a dot in front that a pattern means as well: no star leaves them out here. */
  readonly hidden: Word | null;
}

/** `Provider::rest`, `Module\Provider::rest`. */
const PROVIDER = /^(?:[\w.]+\\)?(\w+)::/;
/** A drive of one letter is one of files. */
const DRIVE = /^(\w{2,}):/;

const PROVIDERS: ReadonlyMap<string, string> = new Map([
  ['filesystem', 'file'],
  ['environment', 'env'],
]);

export function itemOf(word: Word): Item {
  const [first] = word.pieces;
  const start = word.value ?? (first?.type === 'literal' ? first.text : '');
  const [prefix = '', provider] = PROVIDER.exec(start) ?? DRIVE.exec(start) ?? [];
  const name = provider?.toLowerCase() ?? 'file';
  const drive = PROVIDERS.get(name) ?? name;
  const rest = withoutStart(word, prefix.length);
  if (drive !== 'file') return { drive, path: literalOf(rest), host: null, hidden: null };
  const path = pathOf(rest);
  const text = path.value ?? (path.pieces[0]?.type === 'literal' ? path.pieces[0].text : '');
  const host = text.startsWith('//') ? (splitWord(path, '/')[2] ?? null) : null;
  return { drive, path, host, hidden: hiddenOf(path) };
}

/** `*env` means `.env` too. */
function hiddenOf(path: Word): Word | null {
  const { pieces } = path;
  const at = pieces.findLastIndex((piece) => piece.type === 'literal' && piece.text.includes('/')) + 1;
  const first = pieces[at];
  const before = pieces[at - 1];
  const isName = before === undefined || (before.type === 'literal' && before.text.endsWith('/'));
  if (first?.type !== 'glob' || !isName) return null;
  const dot: Piece = { type: 'literal', text: '.', quoted: true, span: first.span };
  return { ...path, pieces: [...pieces.slice(0, at), dot, ...(first.text === '*' ? [first] : []), ...pieces.slice(at + 1)] };
}

/** The name behind a drive. */
function literalOf(word: Word): Word {
  return word.value === null ? word : literalWord(word.value.replace(/^[\\/]+/, ''), word.span);
}

function withoutStart(word: Word, count: number): Word {
  if (count === 0) return word;
  if (word.value !== null) return literalWord(word.value.slice(count), word.span);
  const [first, ...rest] = word.pieces;
  if (first?.type !== 'literal') return word;
  return { ...word, pieces: [{ ...first, text: first.text.slice(count) }, ...rest] };
}

/** With slashes; quotes hide neither patterns nor the home folder. */
function pathOf(word: Word): Word {
  const known = word.value === null ? word.pieces : literalWord(word.value, word.span).pieces;
  const pieces = known.flatMap((piece, i) =>
    piece.type === 'literal' ? piecesOf(piece.text.replaceAll('\\', '/'), i === 0, piece) : [piece],
  );
  if (pieces.every((piece) => piece.type === 'literal'))
    return literalWord(pieces.map((piece) => (piece.type === 'literal' ? piece.text : '')).join(''), word.span);
  return { ...word, value: null, pieces };
}

/** Text, split where it is a pattern. */
function piecesOf(text: string, isFirst: boolean, { span }: Piece): Piece[] {
  const home = isFirst && /^~(?=$|\/)/.test(text);
  const rest = home ? text.slice(1) : text;
  const pieces: Piece[] = home ? [{ type: 'tilde', text: '~', span }] : [];
  for (const part of rest.split(/([*?]|\[[^\]]{0,64}\])/)) {
    if (part === '') continue;
    const isGlob = part === '*' || part === '?' || (part.startsWith('[') && part.endsWith(']') && part.length > 2);
    pieces.push(isGlob ? { type: 'glob', text: part, span } : { type: 'literal', text: part, quoted: true, span });
  }
  return pieces.length === 0 ? [{ type: 'literal', text: '', quoted: true, span }] : pieces;
}
