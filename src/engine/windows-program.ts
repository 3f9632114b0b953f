/** Paths of programs on Windows, and folders: names have no case, slashes lean either way. */
import type { RuleTable } from '../rules/index.ts';
import { inRoots } from './context.ts';

/** Folders that only an administrator writes. */
const INSTALLED = /^[a-z]:\/(?:windows|program files|program files \(x86\))\/(?!.*(?:\/\.\.?(?:\/|$)|\/temp\/|\/tasks\/|\/spool\/))/;

export function isInstalled(path: string): boolean {
  return INSTALLED.test(plainPath(path));
}

/**
 * Whether a file would run in place of a program that rules name: Windows looks for one in the working folder, which may be the
 * file's, before it looks anywhere else.
 */
export function takesName(path: string, table: RuleTable): boolean {
  const [, name = ''] = RUNNABLE.exec(plainPath(path)) ?? [];
  return name !== '' && (FREE.has(name) || table.names(name) || table.names(`${name}.exe`));
}

/** Programs that need no rule. */
const FREE: ReadonlySet<string> = new Set(['cmd', 'where', 'timeout', 'choice', 'waitfor']);
/** What cmd.exe adds to a name. */
const RUNNABLE = /([^/]+)\.(?:com|exe|bat|cmd)$/;

/** Whether two paths are those of one program, the suffix left out or not. */
export function isSameProgram(one: string, other: string): boolean {
  return withoutSuffix(one) === withoutSuffix(other);
}

function withoutSuffix(path: string): string {
  return plainPath(path).replace(/\.(?:exe|com|bat|cmd)$/, '');
}

function plainPath(path: string): string {
  return path.replaceAll('\\', '/').toLowerCase();
}

/** Whether a path lies in one of these folders, whatever its case. */
export function foldedRoots(roots: readonly string[]): (path: string) => boolean {
  const own = roots.map((root) => root.toLowerCase());
  return (path) => inRoots(path.toLowerCase(), own);
}
