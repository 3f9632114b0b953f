/**
 * Where every key and value of a TOML text stands, as a tree of the same shape as the values.
 *
 * The syntax tree comes from toml-eslint-parser, whose own value function is never called (it writes into `Object.prototype`).
 * INVARIANT: the tree has exactly the keys, elements and scalars that the values have; where the two readers disagree there is no tree,
 * because a file that two readers understand differently must not decide anything.
 */
import type { AST } from 'toml-eslint-parser';
import type { Span } from './span.ts';
import type { TomlNode } from './toml-node.ts';
import { isTomlTable, type TomlTable, type TomlValue } from './toml-value.ts';

interface Node extends TomlNode {
  key: Span | null;
  value: Span | null;
  /** Set for scalars that compare with `===`. */
  scalar: string | bigint | boolean | null;
  readonly children: Map<string | number, Node>;
}

/** The tree of a text whose values are known, or null where its structure is not that of the values. */
export function readTomlPlaces(program: AST.TOMLProgram, values: TomlTable): TomlNode | null {
  const root = newNode();
  root.value = { start: 0, end: 0 };
  for (const statement of program.body[0].body) {
    if (statement.type === 'TOMLKeyValue') addKeyValue(root, statement);
    else addTable(root, statement);
  }
  return isSameShape(root, values) ? root : null;
}

function newNode(): Node {
  return { key: null, value: null, scalar: null, children: new Map() };
}

function spanOf({ range: [start, end] }: { readonly range: readonly [number, number] }): Span {
  return { start, end };
}

/** `[a.b]` and `[[a.b]]`: the parser has already counted the elements of arrays of tables. */
function addTable(root: Node, table: AST.TOMLTable): void {
  let node = root;
  let part = 0;
  for (const step of table.resolvedKey) {
    node = childOf(node, step);
    if (typeof step === 'string') {
      node.key ??= spanOf(table.key.keys[part] ?? table.key);
      part++;
    }
    node.value ??= spanOf(table.key);
  }
  for (const statement of table.body) addKeyValue(node, statement);
}

function addKeyValue(parent: Node, statement: AST.TOMLKeyValue): void {
  let node = parent;
  for (const key of statement.key.keys) {
    node = childOf(node, key.type === 'TOMLBare' ? key.name : key.value);
    node.key ??= spanOf(key);
    node.value ??= spanOf(statement);
  }
  setValue(node, statement.value);
}

function setValue(node: Node, content: AST.TOMLContentNode): void {
  node.value = spanOf(content);
  switch (content.type) {
    case 'TOMLArray':
      for (const [index, element] of content.elements.entries()) setValue(childOf(node, index), element);
      break;
    case 'TOMLInlineTable':
      for (const statement of content.body) addKeyValue(node, statement);
      break;
    case 'TOMLValue':
      node.scalar = scalarOf(content);
      break;
  }
}

function scalarOf(content: AST.TOMLValue): Node['scalar'] {
  if (content.kind === 'integer') return content.bigint;
  return content.kind === 'string' || content.kind === 'boolean' ? content.value : null;
}

function childOf(parent: Node, step: string | number): Node {
  const known = parent.children.get(step);
  if (known) return known;
  const child = newNode();
  parent.children.set(step, child);
  return child;
}

/** LIMIT: as deep as the values, which were measured before. */
function isSameShape(node: Node, value: TomlValue): boolean {
  if (Array.isArray(value)) {
    return node.children.size === value.length && value.every((element, index) => isSameChild(node, index, element));
  }
  if (isTomlTable(value)) {
    const keys = Object.keys(value);
    return node.children.size === keys.length && keys.every((key) => isSameChild(node, key, value[key] as TomlValue));
  }
  return node.children.size === 0 && (node.scalar === null || node.scalar === value);
}

function isSameChild(node: Node, step: string | number, value: TomlValue): boolean {
  const child = node.children.get(step);
  return child !== undefined && isSameShape(child, value);
}
