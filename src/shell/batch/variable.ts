/**
 * Variables of cmd.exe: what a text has set, what Windows sets for everybody, and what `%name:…%` makes of a value.
 *
 * INVARIANT: a variable that is neither is not known, and could hold separators. LIMIT: MAX_KNOWN_VARIABLES names.
 * Reference: `set /?`.
 */
import { MAX_KNOWN_VARIABLES, MAX_PIPED_TEXT } from '../../base/index.ts';
import type { UnknownText } from './line.ts';

/** Parts of a value: text, or something that only the request or the machine knows but that holds no separator. */
export type ValuePart = string | UnknownText;
/** Null: anything. */
export type BatchValue = readonly ValuePart[] | null;

const HOME: UnknownText = { name: 'HOME', operator: '', single: false };
const unknown = (name: string): UnknownText => ({ name, operator: '@%', single: true });
const folders = (name: string): UnknownText => ({ name, operator: '@%', single: false });
const number = (name: string): UnknownText => ({ name, operator: '@%', single: true, isNumber: true });

/** What every Windows sets, by name; folders where they are on most machines. */
const USUAL: ReadonlyMap<string, readonly ValuePart[]> = new Map<string, readonly ValuePart[]>([
  ['USERPROFILE', [HOME]],
  ['HOMEDRIVE', ['C:']],
  ['HOMEPATH', [HOME]],
  ['APPDATA', [HOME, '\\AppData\\Roaming']],
  ['LOCALAPPDATA', [HOME, '\\AppData\\Local']],
  ['TEMP', [HOME, '\\AppData\\Local\\Temp']],
  ['TMP', [HOME, '\\AppData\\Local\\Temp']],
  ['ONEDRIVE', [HOME, '\\OneDrive']],
  ['CD', [{ name: 'PWD', operator: '', single: false }]],
  ['PUBLIC', ['C:\\Users\\Public']],
  ['SYSTEMROOT', ['C:\\Windows']],
  ['WINDIR', ['C:\\Windows']],
  ['SYSTEMDRIVE', ['C:']],
  ['COMSPEC', ['C:\\Windows\\System32\\cmd.exe']],
  ['PROGRAMFILES', ['C:\\Program Files']],
  ['PROGRAMW6432', ['C:\\Program Files']],
  ['PROGRAMFILES(X86)', ['C:\\Program Files (x86)']],
  ['COMMONPROGRAMFILES', ['C:\\Program Files\\Common Files']],
  ['PROGRAMDATA', ['C:\\ProgramData']],
  ['ALLUSERSPROFILE', ['C:\\ProgramData']],
  ['OS', ['Windows_NT']],
  ['PATHEXT', [unknown('PATHEXT')]],
  ['PATH', [folders('PATH')]],
  ...['ERRORLEVEL', 'RANDOM', 'NUMBER_OF_PROCESSORS', 'CMDEXTVERSION'].map((name) => [name, [number(name)]] as const),
  ...[
    'DATE TIME USERNAME COMPUTERNAME USERDOMAIN SESSIONNAME LOGONSERVER PROCESSOR_ARCHITECTURE PROCESSOR_IDENTIFIER PROCESSOR_LEVEL',
    'PROCESSOR_REVISION CI GITHUB_ACTIONS',
  ]
    .join(' ')
    .split(' ')
    .map((name) => [name, [folders(name)]] as const),
]);

/** What a text has made of variables so far. */
export class BatchVariables {
  readonly #values = new Map<string, BatchValue>();
  /** Any variable may have been set. */
  #isLost = false;

  /** Undefined: neither set by the text nor by Windows. */
  get(name: string): BatchValue | undefined {
    const own = this.#values.get(name);
    if (own !== undefined) return own;
    return this.#isLost ? null : USUAL.get(name);
  }

  isOwn(name: string): boolean {
    return this.#isLost || this.#values.has(name);
  }

  set(name: string, value: BatchValue): void {
    if (this.#values.size >= MAX_KNOWN_VARIABLES) this.forget();
    else this.#values.set(name, value);
  }

  forget(): void {
    this.#isLost = true;
    this.#values.clear();
  }
}

/** Characters that a value takes. */
export function sizeOf(value: BatchValue): number {
  return value?.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0) ?? 1;
}

/** What stands behind the colon of `%name:…%`. */
const SUBSTRING = /^~\s*(-?\d{1,9})?(?:,\s*(-?\d{1,9})?)?$/;

/** The value with what stands behind its name carried out; null where that cannot be told. */
export function modifyValue(value: readonly ValuePart[], modifier: string): BatchValue {
  if (modifier === '') return value;
  const text = value.every((part) => typeof part === 'string') ? value.join('') : null;
  const part = SUBSTRING.exec(modifier);
  if (part !== null) return text === null ? cutUnknown(value, part[2]) : [substring(text, part[1] ?? '0', part[2])];
  const sign = modifier.indexOf('=');
  if (text === null || sign <= 0) return null;
  const made = replaced(text, modifier.slice(0, sign), modifier.slice(sign + 1));
  return made === null ? null : [made];
}

/** A part of something that holds no separator holds none. */
function cutUnknown(value: readonly ValuePart[], length: string | undefined): BatchValue {
  if (length === '0') return [''];
  const [first] = value.filter((part) => typeof part !== 'string');
  return first === undefined ? null : [{ name: first.name, operator: '@%~', single: first.single }];
}

function substring(text: string, offset: string, length: string | undefined): string {
  const start = Number(offset) < 0 ? Math.max(text.length + Number(offset), 0) : Number(offset);
  if (length === undefined) return text.slice(start);
  return text.slice(start, Number(length) < 0 ? Math.max(text.length + Number(length), start) : start + Number(length));
}

/** LIMIT: MAX_PIPED_TEXT characters. */
function replaced(text: string, from: string, to: string): string | null {
  const lower = text.toLowerCase();
  const wanted = from.toLowerCase();
  if (from.startsWith('*')) {
    const at = lower.indexOf(wanted.slice(1));
    return from.length === 1 ? null : at < 0 ? text : to + text.slice(at + from.length - 1);
  }
  const parts: string[] = [];
  let start = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, start)) {
    parts.push(text.slice(start, at));
    start = at + from.length;
  }
  parts.push(text.slice(start));
  return text.length + parts.length * to.length > MAX_PIPED_TEXT ? null : parts.join(to);
}
