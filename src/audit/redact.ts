/**
 * Records without their secrets: known tokens, what stands where secrets stand, and values under telling keys.
 *
 * INVARIANT: a record that went through here is bounded in size, and its work is linear in that size: patterns run on RE2JS.
 * SECURITY: knowledge, not proof. A secret of no known form at no known place stays; docs/audit.md says so.
 */
import type { RE2JS } from 're2js';
import {
  MAX_AUDIT_KEY_NAME,
  MAX_AUDIT_REQUEST,
  MAX_AUDIT_SECRETS,
  MAX_AUDIT_TEXT,
  MAX_CLEAN_TEXT,
  MAX_CLEAN_TEXTS,
  MAX_JSON_DEPTH,
  MAX_KNOWN_KEYS,
} from '../base/index.ts';
import type { AuditRecord } from './record.ts';
import { SECRET_FORMATS, type SecretPattern } from './secret-format.ts';
import { SECRET_KEY, SECRET_OPTION, SECRET_PLACES } from './secret-place.ts';

export interface Redactor {
  redactText(text: string): string;
  redactRecord(record: AuditRecord): AuditRecord;
}

/** Compiles the patterns; the engine for them is loaded only where something is logged. */
export async function createRedactor(): Promise<Redactor> {
  const { RE2JS } = await import('re2js');
  const compile = (pattern: string) => RE2JS.compile(pattern);
  const finder = new SecretFinder(compile);
  return {
    redactText: (text) => finder.hide(text),
    redactRecord: (record) => redactRecord(record, finder),
  };
}

/** What asks comes first, what was asked last: a long request leaves nobody unnamed. */
function redactRecord(record: AuditRecord, finder: SecretFinder): AuditRecord {
  const walk = new RequestWalk(finder);
  const redact = <T>(value: T): T => walk.redact(value, 0) as T;
  const { time, surface, principal, client, workspace, method, request, decision, basis, reason, rules, findings, policy, durationUs } =
    record;
  return {
    time,
    surface,
    principal: redact(principal),
    client: redact(client),
    workspace: redact(workspace),
    method,
    decision,
    basis,
    reason: redact(reason),
    rules: redact(rules),
    findings: redact(findings),
    policy,
    durationUs,
    request: redact(request),
  };
}

interface Secret {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

interface CompiledPattern extends Pick<SecretPattern, 'name' | 'marks'> {
  readonly regex: RE2JS;
}

/** The patterns of one table behind one test for any of their marks. */
interface PatternTable {
  readonly anyMark: RegExp;
  readonly patterns: readonly CompiledPattern[];
}

class SecretFinder {
  readonly #formats: PatternTable;
  readonly #places: PatternTable;
  readonly #key: RE2JS;
  readonly #option: RE2JS;
  readonly #keys = new Map<string, boolean>();
  /** Short texts without a secret: users, folders and rules come again with every request. */
  readonly #clean = new Set<string>();

  constructor(compile: (pattern: string) => RE2JS) {
    const table = (rows: readonly SecretPattern[]): PatternTable => ({
      anyMark: new RegExp([...new Set(rows.flatMap(({ marks }) => marks))].map(escapeMark).join('|')),
      patterns: rows.map(({ name, marks, pattern }) => ({ name, marks, regex: compile(pattern) })),
    });
    this.#formats = table(SECRET_FORMATS);
    this.#places = table(SECRET_PLACES);
    this.#key = compile(SECRET_KEY);
    this.#option = compile(SECRET_OPTION);
  }

  hide(text: string): string {
    if (this.#clean.has(text)) return text;
    const secrets = this.find(text);
    if (secrets.length > 0) return replace(text, 0, text.length, secrets);
    if (text.length <= MAX_CLEAN_TEXT && this.#clean.size < MAX_CLEAN_TEXTS) this.#clean.add(text);
    return text;
  }

  /** A list of words is one command line: an option and its value are two of them. */
  hideWords(words: readonly string[]): readonly string[] {
    const secrets = this.find(words.join(' '));
    let start = 0;
    return words.map((word, index) => {
      const from = start;
      start += word.length + 1;
      const isValue = index > 0 && word !== '' && this.#option.testExact(words[index - 1] ?? '');
      return isValue ? mark('named-secret') : replace(word, from, from + word.length, secrets);
    });
  }

  /** Whether what stands under a key is a secret; keys come again and again. */
  isSecretKey(key: string): boolean {
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    const isSecret = key.length > MAX_AUDIT_KEY_NAME || this.#key.testExact(key);
    if (this.#keys.size < MAX_KNOWN_KEYS) this.#keys.set(key, isSecret);
    return isSecret;
  }

  /** Every secret of a text, in order and without overlaps. */
  find(text: string): readonly Secret[] {
    const found = [...findIn(this.#formats, text, text), ...findIn(this.#places, text, text.toLowerCase())];
    if (found.length < 2) return found;
    return merge(found.sort((a, b) => a.start - b.start || b.end - a.end));
  }
}

function escapeMark(mark: string): string {
  return mark.replace(/[.+*?()[\]{}|^$\\/]/g, '\\$&');
}

function findIn({ anyMark, patterns }: PatternTable, text: string, searched: string): Secret[] {
  if (!anyMark.test(searched)) return [];
  return patterns.flatMap((pattern) =>
    pattern.marks.some((each) => searched.includes(each)) && pattern.regex.test(text) ? matchesOf(pattern, text) : [],
  );
}

/** LIMIT: behind the last secret that is looked at one by one, nothing of the text is kept. */
function matchesOf({ regex, name }: CompiledPattern, text: string): Secret[] {
  const secrets: Secret[] = [];
  const matcher = regex.matcher(text);
  while (matcher.find()) {
    const group = firstGroup(matcher);
    const start = matcher.start(group);
    const end = matcher.end(group);
    if (secrets.length === MAX_AUDIT_SECRETS) return [...secrets, { start, end: text.length, name: 'rest' }];
    if (!PLAIN.has(text.slice(start, end).toLowerCase())) secrets.push({ start, end, name });
  }
  return secrets;
}

/** Values that say whether there is a secret, not what it is. */
const PLAIN: ReadonlySet<string> = new Set(['true', 'false', 'null', 'none', 'undefined', 'yes', 'no']);

/** The group that holds the secret: the only one that took part, or the whole match. */
function firstGroup(matcher: ReturnType<RE2JS['matcher']>): number {
  for (let group = 1; group <= matcher.groupCount(); group++) if (matcher.start(group) >= 0) return group;
  return 0;
}

function merge(sorted: readonly Secret[]): readonly Secret[] {
  const merged: Secret[] = [];
  for (const secret of sorted) {
    const last = merged.at(-1);
    if (last === undefined || secret.start >= last.end) merged.push(secret);
    else if (secret.end > last.end) merged[merged.length - 1] = { ...last, end: secret.end };
  }
  return merged;
}

function mark(name: string): string {
  return `[redacted:${name}]`;
}

/** The part of a text between two places (`text` is that part), with what is secret replaced. */
function replace(text: string, from: number, to: number, secrets: readonly Secret[]): string {
  let result = '';
  let done = from;
  for (const { start, end, name } of secrets) {
    if (end <= done || start >= to) continue;
    result += text.slice(done - from, Math.max(start, done) - from) + mark(name);
    done = Math.min(end, to);
  }
  return result + text.slice(done - from);
}

/** One walk over a request with one budget of characters. LIMIT: depth and budget. */
class RequestWalk {
  readonly #finder: SecretFinder;
  #left = MAX_AUDIT_REQUEST;

  constructor(finder: SecretFinder) {
    this.#finder = finder;
  }

  redact(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null) return this.#spend(1) ? value : null;
    if (depth >= MAX_JSON_DEPTH) return '[nested too deeply]';
    return Array.isArray(value) ? this.#list(value, depth) : this.#structure(value as Readonly<Record<string, unknown>>, depth);
  }

  text(text: string): string {
    const kept = Math.min(text.length, this.#left, MAX_AUDIT_TEXT);
    this.#spend(kept);
    // A secret that the cut goes through is recognised by what stands before the cut.
    return kept === text.length ? this.#finder.hide(text) : this.#finder.hide(text.slice(0, kept)) + cut(text.length - kept, 'characters');
  }

  #list(list: readonly unknown[], depth: number): unknown {
    const kept = list.slice(0, this.#left);
    const rest = list.length > kept.length ? [cut(list.length - kept.length, 'elements')] : [];
    if (!kept.every((each) => typeof each === 'string')) return [...kept.map((each) => this.redact(each, depth + 1)), ...rest];
    const words = kept.map((word) => this.#take(word));
    return [...this.#finder.hideWords(words), ...rest];
  }

  #take(word: string): string {
    const kept = Math.min(word.length, this.#left, MAX_AUDIT_TEXT);
    this.#spend(kept + 1);
    return kept === word.length ? word : word.slice(0, kept) + cut(word.length - kept, 'characters');
  }

  /** Keys from outside: an object without a prototype. */
  #structure(structure: Readonly<Record<string, unknown>>, depth: number): object {
    const result: Record<string, unknown> = Object.create(null);
    const entries = Object.entries(structure);
    for (const [index, [key, value]] of entries.entries()) {
      if (!this.#spend(key.length + 1)) {
        result['…'] = cut(entries.length - index, 'fields');
        break;
      }
      const isHidden = this.#finder.isSecretKey(key) && !isEmpty(value);
      result[this.#finder.hide(key)] = isHidden ? mark('named-secret') : this.redact(value, depth + 1);
    }
    return result;
  }

  /** Whether there was room left. */
  #spend(characters: number): boolean {
    const hadRoom = this.#left > 0;
    this.#left = Math.max(0, this.#left - characters);
    return hadRoom;
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || typeof value === 'boolean';
}

function cut(count: number, what: string): string {
  return `… [${count} more ${what}]`;
}
