/**
 * Paths by their text alone: made absolute, folded, compared. Nothing here looks at a file, so links are not followed.
 *
 * Windows paths are kept with forward slashes and a capital drive letter (`C:/srv/repo`).
 */
import { MAX_GLOB_LENGTH } from '../base/index.ts';
import type { Platform } from './settings.ts';

export interface PathBase {
  readonly platform: Platform;
  readonly home: string;
  /** Where a relative path starts. */
  readonly folder: string;
}

/** `\\p{Cc}`, spelled out: asking Unicode takes longer than everything else here. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** The absolute path with `.` and `..` folded and no slash at its end; null where it is none. */
export function normalisePath(text: string, { platform, home, folder }: PathBase): string | null {
  if (text === '' || text.length > MAX_GLOB_LENGTH || CONTROL.test(text)) return null;
  const slashed = platform === 'win32' ? text.replaceAll('\\', '/') : text;
  const expanded = slashed === '~' || slashed.startsWith('~/') ? home + slashed.slice(1) : slashed;
  const absolute = isAbsolute(expanded, platform) ? expanded : `${folder}/${expanded}`;
  return isAbsolute(absolute, platform) ? fold(absolute, platform) : null;
}

function isAbsolute(path: string, platform: Platform): boolean {
  return path.startsWith('/') || (platform === 'win32' && /^[A-Za-z]:(?:\/|\\)/.test(path));
}

function fold(path: string, platform: Platform): string {
  const slashed = platform === 'win32' ? path.replaceAll('\\', '/') : path;
  const [, drive = '', rest = ''] = /^([A-Za-z]:)?(.*)$/s.exec(slashed) ?? [];
  const parts: string[] = [];
  for (const part of (platform === 'win32' ? rest : slashed).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${platform === 'win32' ? drive.toUpperCase() : ''}/${parts.join('/')}`;
}

/** Whether a path is a folder or stands below it; both in their final form. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** A path as the file systems of a platform usually compare it: used where a path is refused, never where it is granted. */
export function foldCase(path: string, platform: Platform): string {
  return platform === 'linux' ? path : path.toLowerCase();
}
