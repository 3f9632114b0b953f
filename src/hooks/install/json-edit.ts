/**
 * Changes to the text of a JSON document with comments: a value put last into a list or object, replaced, or taken out.
 *
 * INVARIANT: nothing else moves. Comments stay on their lines, foreign values keep their very text; taking out what was put in last gives the
 * text back as it was.
 */
import type { JSONScanner, Node } from 'jsonc-parser';

type Jsonc = typeof import('jsonc-parser');

export type JsonPath = readonly (string | number)[];

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface JsonEditor {
  /** Puts a value under a path whose last step is a new key, or the length of a list; objects and lists on the way are made. */
  put(text: string, path: JsonPath, value: unknown): string;
  replace(text: string, path: JsonPath, value: unknown): string;
  remove(text: string, path: JsonPath): string;
}

/** The library is only loaded where something is edited. */
export async function loadJsonEditor(): Promise<JsonEditor> {
  const jsonc = await import('jsonc-parser');
  return {
    put: (text, path, value) => put(jsonc, text, path, value),
    replace: (text, path, value) => {
      const node = nodeAt(jsonc, text, path);
      const start = node.offset;
      return splice(text, { start, end: start + node.length, text: format(value, text, start) });
    },
    remove: (text, path) => remove(jsonc, text, path),
  };
}

function nodeAt({ parseTree, findNodeAtLocation }: Jsonc, text: string, path: JsonPath): Node {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && findNodeAtLocation(root, [...path]);
  if (!node) throw new Error(`there is nothing at ${path.join('.')}`);
  return node;
}

function hasNode({ parseTree, findNodeAtLocation }: Jsonc, text: string, path: JsonPath): boolean {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root !== undefined && findNodeAtLocation(root, [...path]) !== undefined;
}

/** Puts it into the innermost container that is there; what is missing in between is put in with it. */
function put(jsonc: Jsonc, text: string, path: JsonPath, value: unknown): string {
  let depth = path.length - 1;
  while (depth > 0 && !hasNode(jsonc, text, path.slice(0, depth))) depth--;
  const missing = path
    .slice(depth + 1)
    .reduceRight((inner: unknown, step) => (typeof step === 'number' ? [inner] : { [step]: inner }), value);
  return putLast(jsonc, text, nodeAt(jsonc, text, path.slice(0, depth)), path[depth] ?? 0, missing);
}

function putLast(jsonc: Jsonc, text: string, container: Node, key: string | number, value: unknown): string {
  const { offset, length, children = [] } = container;
  const close = offset + length - 1;
  const outer = indentAt(text, offset);
  const eol = eolOf(text);
  const inner = outer + unitOf(text);
  const name = typeof key === 'string' ? `${JSON.stringify(key)}: ` : '';
  const body = `${eol}${inner}${name}${indented(value, inner, text)}${eol}${outer}`;
  const last = children[children.length - 1];
  const from = last ? last.offset + last.length : offset + 1;
  const between = text.slice(from, close);
  // Where a comment ends the line, what comes next stands below it.
  const kept = between.trimEnd();
  const needsComma = last !== undefined && commaIn(jsonc, text, from, close) === null;
  return splice(text, { start: from, end: close, text: `${needsComma ? ',' : ''}${kept}${body}` });
}

function remove(jsonc: Jsonc, text: string, path: JsonPath): string {
  const value = nodeAt(jsonc, text, path);
  const node = value.parent?.type === 'property' ? value.parent : value;
  const container = node.parent;
  if (!container) throw new Error('the document itself cannot be taken out');
  const { children = [] } = container;
  const at = children.indexOf(node);
  const end = node.offset + node.length;
  const next = children[at + 1];
  const previous = children[at - 1];
  const close = container.offset + container.length - 1;
  const comma =
    commaIn(jsonc, text, end, next?.offset ?? close) ??
    (previous ? commaIn(jsonc, text, previous.offset + previous.length, node.offset) : null);
  const start = text.slice(0, node.offset).trimEnd().length;
  // Alone in its container, it leaves no blank line behind.
  const isAlone =
    children.length === 1 && text.slice(container.offset + 1, node.offset).trim() === '' && text.slice(end, close).trim() === '';
  const splices: Splice[] = [{ start, end: isAlone ? close : end, text: '' }];
  if (comma !== null && (comma < start || comma >= end)) splices.push({ start: comma, end: comma + 1, text: '' });
  // A comma that stood right before it goes with the blanks.
  if (comma !== null && comma >= start && comma < end) return splice(text, { start, end, text: '' });
  return splices.toSorted((a, b) => b.start - a.start).reduce(splice, text);
}

/** Where a comma stands between two places, outside comments. */
function commaIn({ createScanner }: Jsonc, text: string, start: number, end: number): number | null {
  const scanner: JSONScanner = createScanner(text, false);
  scanner.setPosition(start);
  while (scanner.getPosition() < end) {
    const token = scanner.scan();
    if (token === COMMA && scanner.getTokenOffset() < end) return scanner.getTokenOffset();
    if (token === END_OF_TEXT) return null;
  }
  return null;
}

/** `SyntaxKind` of the library, whose enum cannot be imported as a type alone. */
const COMMA = 5;
const END_OF_TEXT = 17;

function splice(text: string, { start, end, text: replacement }: Splice): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function format(value: unknown, text: string, offset: number): string {
  return indented(value, indentAt(text, offset), text);
}

function indented(value: unknown, indent: string, text: string): string {
  return JSON.stringify(value, null, unitOf(text)).replaceAll('\n', `${eolOf(text)}${indent}`);
}

/** The blanks at the beginning of the line in which something stands. */
function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** One step to the right, as the text itself takes it. */
function unitOf(text: string): string {
  return /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
