/**
 * Globs over paths in rules and in `deny_read`: those of the sandbox, so that what is judged is what is enforced.
 *
 * INVARIANT: a path below a match matches too; what is too long to be compared counts as unknown (the caller says what that means).
 */
import { MAX_GLOB_LENGTH, MAX_KEPT_GLOBS } from '../base/index.ts';
import { compileGlob, isGlob, isWithin, type PathGlob } from '../sandbox/index.ts';

const compiled = new Map<string, PathGlob | null>();

/** Whether an absolute path matches a glob, or lies below a folder that does; `unknown` where one of them is too long to tell. */
export function matchPath(glob: string, path: string, folds: boolean, unknown = true): boolean {
  if (glob.length > MAX_GLOB_LENGTH || path.length > MAX_GLOB_LENGTH) return unknown;
  const pattern = fold(glob, folds).replace(/(?<=.)\/$/, '');
  const text = fold(path, folds);
  if (!isGlob(pattern)) return isWithin(text, pattern);
  let matcher = compiled.get(pattern);
  if (matcher === undefined) {
    if (compiled.size >= MAX_KEPT_GLOBS) compiled.clear();
    matcher = compileGlob(pattern);
    compiled.set(pattern, matcher);
  }
  return matcher === null ? unknown : matcher.covers(text);
}

function fold(text: string, folds: boolean): string {
  return folds ? text.normalize('NFC').toLowerCase() : text;
}
