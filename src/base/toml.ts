/**
 * From the text of a TOML file to its values and the place of each: smol-toml decides the values, a second reader gives the places.
 *
 * INVARIANT: a document is whole or absent; both readers agree on it, its depth is bounded and none of its keys can touch a prototype.
 * Both readers are loaded when the first file is read, so that a start from a compiled policy does not pay for them
 * (reference: TOML 1.1).
 */
import type { Code } from './codes/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import { formatExcerpt } from './excerpt.ts';
import { MAX_POLICY_FILE_BYTES, MAX_TOML_DEPTH } from './limits.ts';
import { notUtf8, tooLarge } from './source-text.ts';
import { LineIndex, type Place, type Span } from './span.ts';
import type { TomlNode } from './toml-node.ts';
import { readTomlPlaces } from './toml-places.ts';
import { formatTomlPath, isTomlTable, type TomlPath, type TomlTable, type TomlValue } from './toml-value.ts';

/** A TOML file that was read without fault. */
export interface TomlDocument {
  readonly source: string;
  readonly value: TomlTable;
  readonly places: TomlNode;
  readonly lines: LineIndex;
}

export interface ParsedToml {
  readonly value: TomlDocument | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one text; `source` is its name in diagnostics, usually the path of the file. */
export async function parseToml(source: string, text: string): Promise<ParsedToml> {
  if (text.length > MAX_POLICY_FILE_BYTES) return refuse(tooLarge(source, text.length));
  if (LONE_SURROGATE.test(text)) return refuse(notUtf8(source));
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = new LineIndex(body);
  const [values, fault] = await readValues(source, lines);
  if (!values) return refuse(fault);
  const trouble = findTrouble(values);
  if (trouble?.type === 'depth') return refuse(tooDeep(source, trouble.path));
  const places = await readPlaces(lines.text, values);
  if (!places) return refuse(disagreement(source));
  const document = { source, value: values, places, lines };
  return trouble ? refuse(troubleAt(document, trouble)) : { value: document, diagnostics: [] };
}

const LONE_SURROGATE = /\p{Surrogate}/u;

function refuse(diagnostic: Diagnostic): ParsedToml {
  return { value: null, diagnostics: [diagnostic] };
}

async function readValues(source: string, lines: LineIndex): Promise<[TomlTable, null] | [null, Diagnostic]> {
  const { parse } = await import('smol-toml');
  try {
    return [parse(lines.text, { integersAsBigInt: true, maxDepth: MAX_TOML_DEPTH }) as TomlTable, null];
  } catch (error) {
    return [null, syntaxError(source, lines, error as { message: string; line?: number; column?: number })];
  }
}

function syntaxError(source: string, lines: LineIndex, error: { message: string; line?: number; column?: number }): Diagnostic {
  const line = error.line ?? 1;
  const column = error.column ?? 1;
  const start = lines.offset(line, column);
  return {
    code: 'CF003',
    severity: 'error',
    message: `not TOML: ${(error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: |\.$/g, '')}`,
    place: { source, line, column },
    excerpt: formatExcerpt(lines, { start, end: start + 1 }),
    help: 'correct the syntax here; nothing of this file is used until it can be read',
  };
}

async function readPlaces(text: string, values: TomlTable): Promise<TomlNode | null> {
  const { parseTOML } = await import('toml-eslint-parser');
  try {
    return readTomlPlaces(parseTOML(text, { tomlVersion: '1.1' }), values);
  } catch {
    return null;
  }
}

interface Trouble {
  readonly type: 'depth' | 'key' | 'integer';
  readonly path: TomlPath;
}

/** Keys that reach a prototype where any code treats a table as a plain object. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_INTEGER = 2n ** 63n - 1n;

/** The first thing in the values that TOML allows and we refuse. Walks with a stack of its own, whatever the depth. */
function findTrouble(root: TomlTable): Trouble | null {
  const pending: { value: TomlValue; path: TomlPath }[] = [{ value: root, path: [] }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, path } = next;
    if (path.length > MAX_TOML_DEPTH) return { type: 'depth', path };
    if (typeof value === 'bigint' && (value > MAX_INTEGER || value < -MAX_INTEGER - 1n)) return { type: 'integer', path };
    if (Array.isArray(value)) for (const [index, element] of value.entries()) pending.push({ value: element, path: [...path, index] });
    else if (isTomlTable(value)) {
      for (const [key, child] of Object.entries(value)) {
        if (UNSAFE_KEYS.has(key)) return { type: 'key', path: [...path, key] };
        pending.push({ value: child, path: [...path, key] });
      }
    }
  }
  return null;
}

function troubleAt(document: TomlDocument, trouble: Trouble): Diagnostic {
  if (trouble.type === 'key') {
    return tomlDiagnostic(document, trouble.path, {
      code: 'CF005',
      severity: 'error',
      message: `the key \`${trouble.path.at(-1)}\` is not accepted anywhere in a policy`,
      help: 'rename it; such keys change what every object has, in programs that are not careful',
      at: 'key',
    });
  }
  return tomlDiagnostic(document, trouble.path, {
    code: 'CF007',
    severity: 'error',
    message: `\`${formatTomlPath(trouble.path)}\` is outside the range of 64-bit whole numbers`,
  });
}

function tooDeep(source: string, path: TomlPath): Diagnostic {
  return {
    code: 'CF006',
    severity: 'error',
    message: `nested more than ${MAX_TOML_DEPTH} deep at \`${formatTomlPath(path.slice(0, 4))}…\``,
    place: { source, line: 1, column: 1 },
    help: 'no policy needs that; check where this file comes from',
  };
}

function disagreement(source: string): Diagnostic {
  return {
    code: 'CF004',
    severity: 'error',
    message: 'two TOML readers do not agree on this file, so it is not used',
    place: { source, line: 1, column: 1 },
    help: 'write it in simpler TOML: no huge strings, exotic escapes or dates',
  };
}

/** Where the value (or the key) at a path stands; for a path that does not exist, the nearest table around it. */
export function locateToml(document: TomlDocument, path: TomlPath, at: 'key' | 'value' = 'value'): { place: Place; span: Span } {
  let node = document.places;
  let isWhole = true;
  for (const step of path) {
    const child = node.children.get(step);
    isWhole = child !== undefined;
    if (!child) break;
    node = child;
  }
  const span = (at === 'key' || !isWhole ? node.key : null) ?? node.value ?? { start: 0, end: 0 };
  return { place: { source: document.source, ...document.lines.locate(span.start) }, span };
}

/** A diagnostic about one value of a document, with its place and excerpt. */
export function tomlDiagnostic(
  document: TomlDocument,
  path: TomlPath,
  about: Pick<Diagnostic, 'severity' | 'message'> & { readonly code: Code; readonly help?: string; readonly at?: 'key' | 'value' },
): Diagnostic {
  const { code, severity, message, help, at } = about;
  const { place, span } = locateToml(document, path, at);
  const end = document.lines.locate(span.end);
  return { code, severity, message, place, end, excerpt: formatExcerpt(document.lines, span), ...(help === undefined ? {} : { help }) };
}
