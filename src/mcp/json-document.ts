/**
 * From JSON, with or without comments, to plain values with the place of each: what client configurations are written in.
 *
 * INVARIANT: a document is whole or absent; its depth is bounded before it is parsed, no key stands twice, objects have no prototype.
 */
import type { JSONScanner, Node, ParseError } from 'jsonc-parser';
import { type Diagnostic, LineIndex, MAX_JSON_DEPTH, MAX_POLICY_FILE_BYTES, type Place } from '../base/index.ts';

/** An object of a document: values by key, and where each stands. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export interface JsonDocument {
  readonly source: string;
  readonly value: JsonValue;
  /** The place of the value at a path; of the nearest one around it where there is none. */
  readonly locate: (path: readonly (string | number)[]) => Place;
}

export async function parseJsonDocument(source: string, input: string): Promise<ParsedJson> {
  const { createScanner, parseTree, printParseErrorCode, findNodeAtLocation, getNodeValue } = await import('jsonc-parser');
  const text = input.startsWith('\uFEFF') ? input.slice(1) : input;
  const lines = new LineIndex(text);
  const placeAt = (offset: number): Place => ({ source, ...lines.locate(offset) });
  if (text.length > MAX_POLICY_FILE_BYTES) return refuse(`larger than ${MAX_POLICY_FILE_BYTES} bytes`, placeAt(0));
  if (isTooDeep(text, createScanner(text, true))) return refuse(`nested more than ${MAX_JSON_DEPTH} deep`, placeAt(0));
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first) return refuse(`not JSON (${printParseErrorCode(first.error)})`, placeAt(first.offset));
  if (!root) return refuse('empty', placeAt(0));
  const twice = findDuplicate(root);
  if (twice) return refuse(`the key \`${String(twice.value)}\` stands twice`, placeAt(twice.offset));
  const locate = (path: readonly (string | number)[]): Place => {
    let node: Node | undefined;
    for (let length = path.length; length > 0 && !node; length--) node = findNodeAtLocation(root, path.slice(0, length));
    return placeAt((node ?? root).offset);
  };
  return { value: { source, value: getNodeValue(root) as JsonValue, locate }, diagnostics: [] };
}

export interface ParsedJson {
  readonly value: JsonDocument | null;
  readonly diagnostics: readonly Diagnostic[];
}

function refuse(message: string, place: Place): ParsedJson {
  const help = 'correct the file; nothing of it is used until it can be read';
  return { value: null, diagnostics: [{ code: 'MC052', severity: 'error', message, place, help }] };
}

/**
 * LIMIT: the parser is recursive, so brackets are counted before it sees the text. It skips a bracket that closes nothing, and goes on: only
 * one that closes what was opened last leads up again.
 */
function isTooDeep(text: string, scanner: JSONScanner): boolean {
  const open: string[] = [];
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const c = text[scanner.getTokenOffset()];
    if (c === '{' || c === '[') open.push(c === '{' ? '}' : ']');
    else if (c === open[open.length - 1]) open.pop();
    if (open.length > MAX_JSON_DEPTH) return true;
  }
  return false;
}

/** The first key that its object has already. Walks with a stack of its own. */
function findDuplicate(root: Node): Node | null {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const seen = new Set<unknown>();
    for (const child of node.children ?? []) {
      const key = child.type === 'property' ? child.children?.[0] : undefined;
      if (key && seen.has(key.value)) return key;
      if (key) seen.add(key.value);
      pending.push(child);
    }
  }
  return null;
}

/** An object and nothing else. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
