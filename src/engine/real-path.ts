/**
 * Where paths lead: through links that the text itself makes, then through those of the file system, where there is a view of one.
 *
 * INVARIANT: `..` is taken after links, as the kernel does; null wherever it cannot be told. LIMIT: MAX_LINKS links, MAX_PATH_NAMES names,
 * MAX_LISTED_ENTRIES entries a path.
 */
import { MAX_LINKS, MAX_LISTED_ENTRIES, MAX_PATH_NAMES, matchWildcard, withoutBrackets } from '../base/index.ts';
import type { Analysis, Redirection } from '../shell/index.ts';
import type { FileView, Look } from './file-view.ts';
import { isWithin, parentOf, type ResolvedPath } from './path.ts';
import { isDevice, type Places } from './place.ts';

/** A path on its way. */
interface Trail {
  /** What is reached so far, all links followed; empty for the root. */
  readonly real: string;
  readonly rest: readonly string[];
  readonly links: number;
}

const OWN_PROCESS: ReadonlySet<string> = new Set(['/proc/self', '/proc/thread-self']);

type NamedPlaces = Pick<Places, 'workspaceRoots' | 'writableRoots' | 'home'>;

export class RealPaths {
  readonly #view: FileView | null;
  readonly #places: NamedPlaces;
  /** Folders that policy names by a path with links in it, by the place they lead to. */
  #names: ReadonlyMap<string, string> | null = null;
  /** Links of the text by their path, with what they lead to; null: not known. Most texts make none. */
  #made: Map<string, string | null> | null = null;
  #reopens = false;

  /** `places` are judged by their names, whatever links stand on the way to them. */
  constructor(view: FileView | null, places: NamedPlaces) {
    this.#view = view;
    this.#places = places;
  }

  get madeLinks(): number {
    return this.#made?.size ?? 0;
  }

  /** How much the text has been seen to do to paths: links that it makes, and output that is what was opened to be read. */
  get changes(): number {
    return this.madeLinks + (this.#reopens ? 1 : 0);
  }

  /** Whether `/dev/stdout` may be a file that the text opened to be read: opening it by that name opens it for writing. */
  get reopens(): boolean {
    return this.#reopens;
  }

  /** Notes what a text redirects, anywhere in it. */
  noteRedirections({ invocations, scopes }: Analysis): void {
    this.#reopens ||=
      invocations.some(({ redirections }) => redirections.some(mayReopen)) ||
      scopes.some(({ redirections }) => redirections.some(mayReopen));
  }

  /** A link is made: `target` as the kernel would read it, absolute. */
  noteLink(path: string, target: string | null): void {
    this.#made ??= new Map();
    const known = this.#made.get(path);
    this.#made.set(path, known === undefined || known === target ? target : null);
  }

  /** The places a path leads to, without the path itself; null where they cannot be told. `last`: whether a link at its end is followed. */
  follow({ path, raw = path, pattern }: ResolvedPath, last: boolean): readonly string[] | null {
    const isPlain = (this.#view === null || (raw === path && isDevice(path))) && !this.#mayMeetLink(path, raw, pattern);
    if (isPlain) return [];
    const rest = raw.split('/');
    if (rest.length > MAX_PATH_NAMES) return null;
    const ends = this.#walk({ real: '', rest, links: 0 }, last, pattern);
    return ends?.map((end) => this.#named(end)).filter((end) => end !== path) ?? null;
  }

  /** A place under the name that policy has for it. */
  #named(end: string): string {
    this.#names ??= this.#readNames();
    for (const [real, name] of this.#names) if (isWithin(end, real)) return name + end.slice(real.length);
    return end;
  }

  #readNames(): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    const { workspaceRoots, writableRoots, home } = this.#places;
    for (const folder of [...workspaceRoots, ...writableRoots, home]) {
      const [real] = this.#walk({ real: '', rest: folder.split('/'), links: 0 }, true, false) ?? [];
      if (real !== undefined && real !== '/') names.set(real, folder);
    }
    return names;
  }

  /** Whether a link of the text stands on the way. LIMIT: MAX_PATH_NAMES; on a longer one there may be one. */
  #mayMeetLink(path: string, raw: string, pattern: boolean): boolean {
    if (this.#made === null) return false;
    if (pattern || raw !== path) return true;
    let at = path;
    for (let names = 0; names < MAX_PATH_NAMES; names++) {
      if (this.#made.has(at)) return true;
      if (at === '/') return false;
      at = parentOf(at);
    }
    return true;
  }

  #walk(start: Trail, last: boolean, pattern: boolean): string[] | null {
    const ends = new Set<string>();
    const pending = [start];
    let looks = 0;
    for (let trail = pending.pop(); trail !== undefined; trail = pending.pop()) {
      if (++looks > MAX_LISTED_ENTRIES) return null;
      const next = this.#step(trail, last, pattern);
      if (next === null) return null;
      if (typeof next === 'string') ends.add(next);
      else pending.push(...next);
    }
    return [...ends];
  }

  /** The next name of a trail: its end as a text, or the trails that go on. */
  #step({ real, rest: [name, ...rest], links }: Trail, last: boolean, pattern: boolean): string | readonly Trail[] | null {
    // Where no link was met the path is what it looks like.
    if (name === undefined) return links === 0 ? [] : real || '/';
    if (name === '' || name === '.') return [{ real, rest, links }];
    if (name === '..') return [{ real: real === '' ? '' : parentOf(real).replace(/^\/$/, ''), rest, links }];
    if (pattern && /[*?[]/.test(name)) return this.#matches(real, name, rest, links, last);
    const next = `${real}/${name}`;
    // Here that would be this process, and not the one that opens the path.
    if (OWN_PROCESS.has(next)) return null;
    if (rest.length === 0 && !last) return [{ real: next, rest, links }];
    const look = this.#look(next);
    if (look === null || look.type === 'unknown' || links === MAX_LINKS) return null;
    if (look.type !== 'link') return [{ real: next, rest, links }];
    const target = look.target.startsWith('/') ? look.target : `${real}/${look.target}`;
    const names = [...target.split('/'), ...rest];
    return names.length > MAX_PATH_NAMES ? null : [{ real: '', rest: names, links: links + 1 }];
  }

  /** A pattern stands for itself, and for the names that are there: some may be links. */
  #matches(real: string, name: string, rest: readonly string[], links: number, last: boolean): readonly Trail[] | null {
    const itself = { real: `${real}/${[name, ...rest].join('/')}`, rest: [], links };
    if (rest.length === 0 && !last) return [itself];
    const listed = this.#view === null ? [] : this.#view.list(real || '/');
    if (listed === null) return null;
    const made = [...(this.#made?.keys() ?? [])].flatMap((path) =>
      parentOf(path) === (real || '/') ? path.slice(path.lastIndexOf('/') + 1) : [],
    );
    const wanted = withoutBrackets(name);
    const names = [...new Set([...listed, ...made])].filter((each) => matchWildcard(wanted, each));
    return [itself, ...names.map((each) => ({ real, rest: [each, ...rest], links }))];
  }

  /** Null: a link of the text that leads nobody knows where. */
  #look(path: string): Look | null {
    const made = this.#made?.get(path);
    if (made === undefined) return this.#view?.look(path) ?? { type: 'folder' };
    return made === null ? null : { type: 'link', target: made };
  }
}

/** A file opened to be read under another descriptor than standard input, or that one under another. */
function mayReopen({ operator, fd, target }: Redirection): boolean {
  if (operator === '<') return fd !== null && fd !== 0;
  return (operator === '>&' || operator === '<&') && (target.value === null || /^0-?$/.test(target.value));
}
