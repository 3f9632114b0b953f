/**
 * Texts that commands of a request hand to each other, where the text of the request fixes them: through pipes (`echo 'rm x' | sh`), as the
 * output of a substitution (`$(echo rm)`), as a file (`source <(echo …)`).
 * INVARIANT: null for everything that is not certain; nothing is run. LIMIT: MAX_PIPED_TEXT units, MAX_NESTING commands back.
 */
import { MAX_NESTING, MAX_PIPED_TEXT, type Span } from '../base/index.ts';
import { literalWord, stdinOf } from '../programs/index.ts';
import type { Analysis, Invocation, Redirection, Scope, Shell, Word } from '../shell/index.ts';
import type { EngineContext } from './context.ts';
import { currentFolder, topFolder } from './folder-walk.ts';
import type { ShellState } from './shell-state.ts';
import { NO_OUTPUTS, type Outputs, substitute } from './substitution.ts';
import { lookUp } from './variables.ts';
import { isName, isNumber, temporaryName, WRITERS } from './writer.ts';

/** Where the commands of a text stand. */
interface Places {
  readonly byScope: ReadonlyMap<number, readonly Invocation[]>;
  /** By pipeline and index, for pipes of any length. */
  readonly byPlace: ReadonlyMap<string, Invocation>;
  /** Groups and subshells, the same way. */
  readonly groups: ReadonlyMap<string, number>;
  /** Where the first of what stands in a scope begins: it alone gets all that comes in. */
  readonly firsts: ReadonlyMap<number, number>;
  /** Scopes with a compound in them: more may be written than the commands say. */
  readonly mixed: ReadonlySet<number>;
}

export class Feed {
  /** What the substitutions of the text write, as far as it fixes that. */
  readonly outputs: Outputs = {
    text: (scope) => this.#text(scope),
    isNumber: (scope) => this.isNumber(scope),
    isName: (scope) => this.isName(scope),
    temporary: (scope) => this.temporary(scope),
  };
  readonly #analysis: Analysis;
  /** Made when something is first asked for: most texts hand nothing on. */
  #found: Places | null = null;
  /** Where the walk stands: what is known there is put into words. Null before it has begun. */
  #here: { readonly state: ShellState; readonly context: EngineContext } | null = null;
  readonly #isBash: boolean;
  readonly #isPowerShell: boolean;
  /** Whether groups hand on what comes in and goes out, as in shells of Unix. */
  readonly #hasGroups: boolean;
  /** What comes in from outside the text. */
  readonly #fed: string | null;
  #depth = 0;

  constructor(analysis: Analysis, shell: Shell, fed: string | null) {
    this.#analysis = analysis;
    this.#fed = fed;
    this.#isBash = shell === 'bash' || shell === 'bash3';
    this.#isPowerShell = shell === 'pwsh';
    this.#hasGroups = shell !== 'pwsh' && shell !== 'cmd';
  }

  /** What a substitution gives; of PowerShell each line would be a value of its own. */
  #text(scope: number): string | null {
    const text = withoutNewlines(this.output(scope));
    return this.#isPowerShell && text?.includes('\n') === true ? null : text;
  }

  get #places(): Places {
    this.#found ??= placesOf(this.#analysis);
    return this.#found;
  }

  /** Words are read with what is known at this point. */
  standAt(state: ShellState, context: EngineContext): void {
    this.#here = { state, context };
  }

  #known(word: Word): Word {
    return this.#here === null ? word : substitute(word, this.#here.state, NO_OUTPUTS);
  }

  /** What a pipe carries into a command, or into what it stands first in; null where there is no pipe or nobody knows. */
  piped(reader: Invocation): string | null {
    let inside: Pick<Scope, 'position' | 'parent' | 'span'> = { position: reader.position, parent: reader.scope, span: reader.span };
    // LIMIT: compounds are no deeper than the scanner reads them.
    for (;;) {
      const { position, parent, span } = inside;
      if (position.index > 0) return this.#written(position.pipeline, position.index - 1);
      if (!this.#hasGroups) return null;
      if (this.#places.firsts.get(parent) !== span.start) return null;
      const around = this.#analysis.scopes[parent];
      if (parent === 0 || around === undefined) return this.#fed;
      if (!isGroup(around)) return null;
      const stdin = stdinOf(around.redirections);
      if (stdin.type === 'text') return this.#known(stdin.word).value;
      if (stdin.type !== 'inherited') return null;
      inside = around;
    }
  }

  /** What stands at a place of a pipeline writes. */
  #written(pipeline: number, index: number): string | null {
    const place = `${pipeline}:${index}`;
    const writer = this.#places.byPlace.get(place);
    if (writer !== undefined || !this.#hasGroups) return writer === undefined ? null : this.#outputOf(writer);
    const group = this.#places.groups.get(place);
    return group === undefined || this.#analysis.scopes[group]?.redirections.some(takesOutput) ? null : this.output(group);
  }

  /** The same as a word that stands where the reader stands. */
  pipedWord(reader: Invocation): Word | null {
    const text = this.piped(reader);
    return text === null ? null : literalWord(text, reader.span);
  }

  /** What the commands of a scope write, where all of them are certain to run; final newlines stay. */
  output(scope: number): string | null {
    const last = this.#lastOf(scope);
    if (last !== null) return this.#outputOf(last);
    if (scope === 0 || !this.#hasGroups || this.#places.mixed.has(scope)) return null;
    let all = '';
    for (const each of this.#places.byScope.get(scope) ?? []) {
      if (each.position.conditional || each.position.background) return null;
      const text = each.position.piped ? '' : this.#outputOf(each);
      if (text === null || all.length > MAX_PIPED_TEXT) return null;
      all += text;
    }
    return all === '' || all.length > MAX_PIPED_TEXT ? null : all;
  }

  /** The same as a word at a place. */
  outputWord(scope: number, span: Span): Word | null {
    const text = this.output(scope);
    return text === null ? null : literalWord(text, span);
  }

  /** Whether the commands of a scope write a number, whatever it is. */
  isNumber(scope: number): boolean {
    const last = this.#lastOf(scope);
    return last !== null && isNumber(last.argv.map((word) => this.#known(word).value));
  }

  /** Whether the commands of a scope write one name without blanks and slashes at its ends, whatever it is. */
  isName(scope: number): boolean {
    const last = this.#lastOf(scope);
    return (
      last !== null &&
      last.position.index === 0 &&
      !last.redirections.some(takesOutput) &&
      isName(last.argv.map((word) => this.#known(word).value))
    );
  }

  /** How the name of the temporary file begins that the command of a scope makes; null where nobody knows the folder for such files. */
  temporary(scope: number): string | null {
    const last = this.#lastOf(scope);
    if (last === null || last.position.index !== 0 || last.assignments.length > 0 || last.redirections.some(takesOutput)) return null;
    if (this.#here === null || lookUp(this.#here.state, 'TMPDIR') !== undefined) return null;
    return temporaryName(last.argv.map((word) => this.#known(word).value));
  }

  /** The last command of a scope that is one plain pipeline. */
  #lastOf(scope: number): Invocation | null {
    if (scope !== 0 && this.#places.mixed.has(scope)) return null;
    const inside = this.#places.byScope.get(scope) ?? [];
    const last = inside.at(-1);
    const isPlain = last !== undefined && !last.position.piped && inside.every((each) => each.position.pipeline === last.position.pipeline);
    return isPlain ? last : null;
  }

  #outputOf(writer: Invocation): string | null {
    if (this.#depth > MAX_NESTING || writer.assignments.length > 0) return null;
    if (writer.redirections.some(takesOutput)) return null;
    this.#depth++;
    try {
      const [program, ...args] = writer.argv.map((word) => this.#known(word).value);
      if (program === undefined || program === null || args.includes(null)) return null;
      if (this.#isPowerShell) return printed(program, args as string[]);
      const folder = this.#folderOf(program, args);
      if (folder !== null) return `${folder}\n`;
      const write = WRITERS.get(program.slice(program.lastIndexOf('/') + 1));
      const text = write?.(args as string[], () => this.#inputOf(writer), this.#isBash) ?? null;
      // Shells drop NUL bytes, or stop there.
      return text === null || text.length > MAX_PIPED_TEXT || text.includes('\0') ? null : text;
    } finally {
      this.#depth--;
    }
  }

  /** The folder that a command prints, where it is certain. */
  #folderOf(program: string, args: readonly (string | null)[]): string | null {
    if (this.#here === null) return null;
    const { state, context } = this.#here;
    if (program === 'pwd' && (args.length === 0 || (args.length === 1 && args[0] === '-L'))) return currentFolder(state);
    const isTop = program === 'git' && args.length === 2 && args[0] === 'rev-parse' && args[1] === '--show-toplevel';
    return isTop ? topFolder(state, context) : null;
  }

  #inputOf(reader: Invocation): string | null {
    const stdin = stdinOf(reader.redirections);
    if (stdin.type === 'text') return this.#known(stdin.word).value;
    return stdin.type === 'inherited' ? this.piped(reader) : null;
  }
}

/** What runs its commands once, one after the other. */
function isGroup({ type }: Scope): boolean {
  return type === 'group' || type === 'subshell';
}

/** Whether what a command writes goes elsewhere; its errors may. */
function takesOutput({ operator, fd }: Redirection): boolean {
  return (operator.startsWith('>') || operator.startsWith('&')) && fd !== 2;
}

function placesOf({ invocations, scopes }: Analysis): Places {
  const mixed = new Set<number>();
  const groups = new Map<string, number>();
  const firsts = new Map<number, number>();
  const noteStart = (scope: number, { start }: Span) => firsts.set(scope, Math.min(start, firsts.get(scope) ?? start));
  for (const [index, each] of scopes.entries()) {
    const { type, parent, position, span } = each;
    if (index === 0) continue;
    if (type !== 'substitution' && type !== 'process-substitution') mixed.add(parent);
    if (isGroup(each)) groups.set(`${position.pipeline}:${position.index}`, index);
    noteStart(parent, span);
  }
  const byScope = new Map<number, Invocation[]>();
  const byPlace = new Map<string, Invocation>();
  for (const each of invocations) {
    const inside = byScope.get(each.scope);
    if (inside) inside.push(each);
    else byScope.set(each.scope, [each]);
    byPlace.set(`${each.position.pipeline}:${each.position.index}`, each);
    noteStart(each.scope, each.span);
  }
  return { byScope, byPlace, groups, firsts, mixed };
}

/** A substitution drops the newlines at its end. */
function withoutNewlines(text: string | null): string | null {
  if (text === null) return null;
  let end = text.length;
  while (end > 0 && text[end - 1] === '\n') end--;
  return text.slice(0, end);
}

/** What PowerShell puts into a pipe for plain values: one line each. */
function printed(program: string, args: readonly string[]): string | null {
  const isPrinting = /^(?:write-output|write|echo)$/i.test(program);
  return isPrinting && args.length > 0 && !args.some((arg) => /^[-\u2013-\u2015]/.test(arg)) ? `${args.join('\n')}\n` : null;
}
