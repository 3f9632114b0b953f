/**
 * Hooks of ours in the text of an agent's configuration: found, put in and taken out, with every other entry and every comment left alone.
 *
 * INVARIANT: a text that is no JSON is never changed. Putting in twice changes nothing; taking out leaves no list behind that is empty now.
 */
import type { Diagnostic } from '../../base/index.ts';
import { type JsonDocument, parseJsonDocument } from '../../mcp/index.ts';
import { NO_ANSWER } from '../installed-command.ts';
import type { HookEntry } from './installation.ts';
import { type JsonEditor, loadJsonEditor } from './json-edit.ts';

type Path = (string | number)[];

/** A handler of ours in a configuration. */
export interface FoundHandler {
  /** The event it answers. */
  readonly event: string;
  /** Of the handler itself. */
  readonly path: readonly (string | number)[];
  /** Of the element of the event's list that holds it; the same path where handlers stand in the list themselves. */
  readonly element: readonly (string | number)[];
  readonly command: string;
  readonly handler: Readonly<Record<string, unknown>>;
}

export interface EditedConfig {
  /** Null where the text cannot be changed; `diagnostics` say why. */
  readonly value: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Every handler of ours. */
export function findHandlers(config: JsonDocument['value']): readonly FoundHandler[] {
  const hooks = record(record(config).hooks);
  return Object.entries(hooks).flatMap(([event, list]) =>
    elementsOf(list).flatMap((element, i) => handlersIn(event, element, ['hooks', event, i])),
  );
}

/** An element of a list is a handler, or a group of them. */
function handlersIn(event: string, element: unknown, path: Path): readonly FoundHandler[] {
  const nested = elementsOf(record(element).hooks).flatMap((each, i) => asHandler(event, each, [...path, 'hooks', i], path));
  return [...asHandler(event, element, path, path), ...nested];
}

function asHandler(event: string, value: unknown, path: Path, element: Path): readonly FoundHandler[] {
  const handler = record(value);
  const command = [handler.command, handler.bash].find((each) => typeof each === 'string');
  return command?.includes(NO_ANSWER) ? [{ event, path, element, command, handler }] : [];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}

function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Puts the entries in: where one of ours stands already it is replaced, else it comes last. */
export async function putHooks(source: string, text: string, entries: readonly HookEntry[]): Promise<EditedConfig> {
  const editor = await loadJsonEditor();
  let edited = text;
  for (const { path, value } of entries) {
    const { value: document, diagnostics } = await parseJsonDocument(source, edited);
    if (!document) return { value: null, diagnostics };
    const stray = strayParent(document.value, path);
    if (stray !== null) return refuse(source, stray.length === 0 ? 'it holds no object' : `\`${stray.join('.')}\` is no object`);
    const list = path.reduce<unknown>((at, key) => record(at)[key], document.value);
    if (list !== undefined && !Array.isArray(list)) return refuse(source, `\`${path.join('.')}\` is no list`);
    const [ours, ...more] = findHandlers(document.value).filter(({ event }) => event === path[path.length - 1]);
    const own = ours === undefined ? null : { handler: ours.path, value: handlerOf(value) };
    if (own !== null && more.length === 0 && JSON.stringify(ours?.handler) === JSON.stringify(own.value)) continue;
    edited = own === null ? editor.put(edited, [...path, elementsOf(list).length], value) : editor.replace(edited, own.handler, own.value);
    for (const each of more.toReversed()) edited = await takeOut(editor, source, edited, each);
  }
  return { value: edited, diagnostics: [] };
}

/** The way to what stands where an object should hold the rest of a path. */
function strayParent(value: unknown, path: readonly string[]): readonly string[] | null {
  const [key] = path;
  if (key === undefined || value === undefined) return null;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const below = strayParent(record(value)[key], path.slice(1));
  return below && [key, ...below];
}

/** The handler in an entry, which may be a group of one. */
function handlerOf(value: object): object {
  const [nested] = elementsOf((value as { readonly hooks?: unknown }).hooks);
  return nested === undefined ? value : (nested as object);
}

/** Takes every hook of ours out, and the lists and groups that only held them. */
export async function removeHooks(source: string, text: string): Promise<EditedConfig> {
  const { value: document, diagnostics } = await parseJsonDocument(source, text);
  if (!document) return { value: null, diagnostics };
  const editor = await loadJsonEditor();
  let edited = text;
  for (const each of findHandlers(document.value).toReversed()) edited = await takeOut(editor, source, edited, each);
  return { value: edited, diagnostics: [] };
}

/** From the handler upwards: what holds nothing else goes with it. */
async function takeOut(editor: JsonEditor, source: string, text: string, { path, element }: FoundHandler): Promise<string> {
  const { value: document } = await parseJsonDocument(source, text);
  const at = (steps: readonly (string | number)[]): unknown =>
    steps.reduce<unknown>((value, step) => (value as Record<string | number, unknown> | undefined)?.[step], document?.value);
  let target = path.length > element.length && elementsOf(at([...element, 'hooks'])).length === 1 ? element : path;
  const list = target.slice(0, -1);
  if (target === element && elementsOf(at(list)).length === 1) target = list;
  if (target === list && Object.keys(record(at(['hooks']))).length === 1) target = ['hooks'];
  return editor.remove(text, target);
}

function refuse(source: string, what: string): EditedConfig {
  const help = 'correct the file, or move it away';
  return { value: null, diagnostics: [{ code: 'HK001', severity: 'error', message: `\`${source}\`: ${what}`, help }] };
}
