/**
 * Paths as text: from a word to an absolute path (or pattern), and what kind of place that is.
 *
 * INVARIANT: nothing here asks a file system; where links matter, the file-system view is asked by the caller.
 * Reference: oracle conventions (absolute, `.` and `..` folded, no trailing slash, a glob as typed).
 */
import { matchWildcard, withoutBrackets } from '../base/index.ts';
import type { Piece, Word } from '../shell/index.ts';

/** What paths depend on. */
export interface PathBase {
  /** Null: not known any more. */
  readonly cwd: string | null;
  readonly home: string;
  readonly windows: boolean;
}

/** A path as far as it is known. */
export interface ResolvedPath {
  /** Absolute and folded; with the pattern as typed where `pattern`. */
  readonly path: string;
  readonly pattern: boolean;
  /** With its `..`, where there are some: behind a link they lead elsewhere. */
  readonly raw?: string;
}

/** The path a word stands for, or null where it is not known. */
export function resolveWord(word: Word, base: PathBase): ResolvedPath | null {
  if (word.value !== null) return resolveText(word.value, base, false);
  let text = '';
  let pattern = false;
  for (const [i, piece] of word.pieces.entries()) {
    const part = piece.type === 'arithmetic' && text === '' ? null : pieceText(piece, i === 0, base);
    if (part === null) return null;
    text += part;
    pattern ||= piece.type === 'glob' || piece.type === 'arithmetic';
  }
  if (pattern && text.split('/').some(isMaybeParent)) return null;
  if (text.includes('..') && word.pieces.some(({ type }) => type === 'arithmetic')) return null;
  return resolveText(text, base, pattern);
}

/** A pattern as a path, whatever else it may mean (`.*` is `..` too); null where anything but patterns is unknown. */
export function resolvePattern(word: Word, base: PathBase): ResolvedPath | null {
  const parts = word.pieces.map((piece, i) => pieceText(piece, i === 0, base));
  return parts.includes(null) ? null : resolveText(parts.join(''), base, true);
}

/** `.*` and `.?` mean `..` too. */
function isMaybeParent(name: string): boolean {
  return name.startsWith('.') && /[*?[]/.test(name) && !DOTLESS.test(name) && matchWildcard(withoutBrackets(name), '..');
}

/** The one path that a pattern of sets of one character stands for: `.[e]nv` is `.env`. */
export function soleMatch({ path, pattern }: ResolvedPath): string | null {
  if (!pattern || /[*?{]/.test(path)) return null;
  const plain = path.replace(/\[([^\]!^[\\])\]/g, '$1');
  return plain === path || plain.includes('[') ? null : plain;
}

/** A set behind the first dot that holds no dot, whatever follows: `.[!.]*`, `.[dev]`. */
const DOTLESS = /^\.\[(?:[!^]\.|[\w,]+)\]/;

function pieceText(piece: Piece, first: boolean, base: PathBase): string | null {
  if (piece.type === 'literal' || piece.type === 'glob') return piece.text;
  // A number or a name leads to no other folder, unless it is empty and what follows leads up.
  if (piece.type === 'arithmetic') return '*';
  if (piece.type === 'tilde' && first) return homeOf(piece.text, base);
  return null;
}

/** `~`, `~user`, `~+`; another user's home is only a guess, but a path all the same. */
function homeOf(tilde: string, { home, cwd }: PathBase): string | null {
  if (tilde === '~') return home;
  if (tilde === '~+') return cwd;
  if (tilde === '~-') return null;
  return tilde === '~root' ? '/root' : `${parentOf(home)}/${tilde.slice(1)}`;
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '/';
}

/** An absolute path of a text; null where it is relative to a folder nobody knows. */
export function resolveText(text: string, { cwd, windows }: PathBase, pattern: boolean): ResolvedPath | null {
  if (windows) return resolveWindows(text, cwd, pattern);
  return resolvePlain(text, cwd, text.startsWith('/'), pattern);
}

function resolvePlain(path: string, cwd: string | null, isAbsolute: boolean, pattern: boolean): ResolvedPath | null {
  if (!isAbsolute && cwd === null) return null;
  const whole = throughProcess(isAbsolute ? path : `${cwd === '/' ? '' : cwd}/${path}`, cwd);
  if (whole === null) return null;
  const folded = foldPath(whole);
  return whole.includes('/..') ? { path: folded, pattern, raw: whole } : { path: folded, pattern };
}

/** Names that are devices in every folder, as far as they only take or give bytes. */
const WINDOWS_DEVICES: ReadonlyMap<string, string> = new Map([
  ['nul', '/dev/null'],
  ['con', '/dev/tty'],
  ['conin$', '/dev/tty'],
  ['conout$', '/dev/tty'],
]);

/** Folders of the shells and programs that bring their own names along. */
const UNIX_FOLDER = /^\/(?:[A-Za-z]|bin|dev|etc|home|mnt|opt|proc|root|tmp|usr|var)(?:\/|$)/;

/**
 * `C:/x` of a path with either slash: `\\x` lies on the drive of the folder, `C:x` in the folder itself where that is on the drive, names end
 * before their dots and blanks and before the name of a stream. A `*` or `?` always is a pattern.
 */
function resolveWindows(text: string, cwd: string | null, pattern: boolean): ResolvedPath | null {
  const plain = text
    .replaceAll('\\', '/')
    // `%HOMEDRIVE%%HOMEPATH%`.
    .replace(/^[A-Za-z]:(?=[A-Za-z]:)/, '')
    .replace(/^\/\/[?.]\/(?=[A-Za-z]:)/, '')
    .replace(/^\/\/(?:localhost|127\.0\.0\.1)\/([A-Za-z])\$/i, '$1:');
  const device = WINDOWS_DEVICES.get(
    plain
      .slice(plain.lastIndexOf('/') + 1)
      .replace(/:$/, '')
      .toLowerCase(),
  );
  if (device !== undefined) return { path: device, pattern: false };
  const isPattern = pattern || /[*?]/.test(plain);
  const drive = /^[A-Za-z]:/.exec(plain)?.[0] ?? null;
  const own = cwd === null ? null : (/^[A-Za-z]:/.exec(cwd)?.[0] ?? null);
  const rest = withoutTails(drive === null ? plain : plain.slice(2));
  if (drive !== null && rest.startsWith('/')) return resolvePlain(drive + rest, cwd, true, isPattern);
  if (drive !== null) return own?.toLowerCase() === drive.toLowerCase() ? resolvePlain(rest, cwd, false, isPattern) : null;
  const isRooted = rest.startsWith('/') && !rest.startsWith('//') && own !== null && !UNIX_FOLDER.test(text);
  return resolvePlain(isRooted ? own + rest : rest, cwd, rest.startsWith('/'), isPattern);
}

/** `id_rsa.`, `id_rsa::$DATA` are `id_rsa`. */
function withoutTails(path: string): string {
  if (!/[.: ](?:\/|$)|:/.test(path)) return path;
  return path
    .split('/')
    .map((name) => (name === '.' || name === '..' ? name : withoutDots(withoutStream(name))))
    .join('/');
}

function withoutDots(name: string): string {
  let end = name.length;
  while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) end--;
  return name.slice(0, end);
}

function withoutStream(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(0, colon);
}

/** `/proc/self/cwd` and `/proc/self/root` are links that every process knows; where those of other processes lead nobody does. */
function throughProcess(path: string, cwd: string | null): string | null {
  const plain = path.includes('proc') ? path.replace(/\/(?:\.?\/)+/g, '/') : '';
  const match = PROCESS_LINK.exec(plain);
  if (match === null) return path;
  const [link, process = '', name = '', slash = ''] = match;
  const rest = `${slash}${plain.slice(link.length)}`;
  if (name === 'root') return rest || '/';
  return /^(?:thread-)?self$/.test(process) ? cwd && `${cwd}${rest}` : `/proc/${process}/${name}`;
}

const PROCESS_LINK = /^\/proc\/([^/]+)\/(?:task\/[^/]+\/)?(cwd|root)(\/|$)/;

/** Without `.`, `..`, doubled and trailing slashes. */
export function foldPath(path: string): string {
  if (!path.includes('/.') && !path.includes('//') && (path.length === 1 || !path.endsWith('/'))) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

/** Whether a path is a folder or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  if (folder === '/') return path.startsWith('/');
  return path === folder || (path.startsWith(folder) && path[folder.length] === '/');
}
