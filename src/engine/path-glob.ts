/**
 * Globs over paths, in rules and in `deny_read`: `*` and `?` within a name, `**` across folders, `[…]`.
 *
 * picomatch compiles what it surely handles in linear time; everything else takes a matcher of our own that is bounded by pattern times path
 * (nested stars make regular expressions take seconds). INVARIANT: a path below a matching folder matches too.
 */
import picomatch from 'picomatch';
import { MAX_COMPILED_GLOB, MAX_GLOB_LENGTH, matchWildcard } from '../base/index.ts';

const compiled = new Map<string, (path: string) => boolean>();
/** Matchers that are kept. */
const MAX_KEPT = 4096;

/** Whether an absolute path matches a glob, or lies below a folder that does. */
export function matchPath(glob: string, path: string, folds: boolean): boolean {
  if (glob.length > MAX_GLOB_LENGTH || path.length > MAX_GLOB_LENGTH) return true;
  const pattern = folds ? glob.normalize('NFC').toLowerCase() : glob;
  const text = folds ? path.normalize('NFC').toLowerCase() : path;
  if (!/[*?[{]/.test(pattern)) return text === pattern || text.startsWith(pattern.endsWith('/') ? pattern : `${pattern}/`);
  let matches = compiled.get(pattern);
  if (matches === undefined) {
    if (compiled.size >= MAX_KEPT) compiled.clear();
    matches = isSimple(pattern)
      ? picomatch(pattern, { dot: true, nonegate: true, noextglob: true, nobrace: true })
      : (each) => matchSegments(pattern, each);
    compiled.set(pattern, matches);
  }
  for (let end = text.length; end > 0; end = text.lastIndexOf('/', end - 1)) if (matches(text.slice(0, end))) return true;
  return false;
}

/** Short, at most three stars a name, nothing extended: what picomatch turns into a well-behaved expression. */
export function isSimple(glob: string): boolean {
  if (glob.length > MAX_COMPILED_GLOB || /[(){}!|+@]/.test(glob)) return false;
  return glob.split('/').every((name) => (name.match(/\*/g)?.length ?? 0) <= 3);
}

/** Name by name; a `**` takes any number of names. Bounded by names of the pattern times names of the path. */
export function matchSegments(glob: string, path: string): boolean {
  const names = glob.split('/');
  const parts = path.split('/');
  let reach = new Set([0]);
  for (const name of names) {
    const next = new Set<number>();
    for (const at of reach) {
      if (name === '**') for (let i = at; i <= parts.length; i++) next.add(i);
      else if (at < parts.length && matchName(name, parts[at] ?? '')) next.add(at + 1);
    }
    reach = next;
  }
  return reach.has(parts.length);
}

/** One name: brackets count as any one character, which can only match more. */
function matchName(pattern: string, name: string): boolean {
  return matchWildcard(pattern.replace(/\[[^\]/]*\]/g, '?').replace(/\*+/g, '*'), name);
}
