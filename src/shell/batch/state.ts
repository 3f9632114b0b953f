/**
 * What `set` does to variables while a text is read.
 *
 * `%name%` sees what lines in front of its own have set, `!name!` what the commands in front of it have. INVARIANT: a variable is only known
 * where the text sets it for certain. LIMIT: MAX_SUBSTITUTED_TEXT characters are put in altogether. Reference: `set /?`, `setlocal /?`.
 */
import { MAX_SUBSTITUTED_TEXT } from '../../base/index.ts';
import { type Line, LineDraft, UNKNOWN, type UnknownText } from './line.ts';
import { type BatchValue, BatchVariables, modifyValue, sizeOf, type ValuePart } from './variable.ts';

export class BatchState {
  /** As lines see them. */
  readonly variables = new BatchVariables();
  /** As commands see them. */
  readonly current = new BatchVariables();
  /** What commands have set that the line does not see yet; null: anything. */
  #changes: (readonly [name: string, value: BatchValue] | null)[] = [];
  /** Characters that may still be put in for variables. */
  room = MAX_SUBSTITUTED_TEXT;
  /** `!name!` is replaced. */
  delayed = false;
  /** Names set since a point, for what turns out to run in a process of its own. */
  readonly set: string[] = [];

  #usesOwn = false;
  #jump: number | null = null;

  /** Something that the text itself has set was put into a line. */
  noteOwn(): void {
    this.#usesOwn = true;
  }

  /** The text goes on elsewhere: lines may run again. */
  noteJump(place: number): void {
    this.#jump ??= place;
  }

  /** Where lines that depend on variables may run again, with other values. */
  get rerunAt(): number | null {
    return this.#usesOwn ? this.#jump : null;
  }

  /** A line was carried out: the next one sees what it has set. */
  endLine(): void {
    for (const change of this.#changes)
      if (change === null) this.variables.forget();
      else this.variables.set(...change);
    this.#changes = [];
  }

  /** Any variable may have any value. */
  forget(): void {
    this.current.forget();
    this.#changes.push(null);
  }

  /** Carries out `set`; `isCertain` is false where it may not run, or run again. */
  assign(tail: Line, isCertain: boolean): void {
    const text = tail.text.replace(/^[\s,;=]+/, '');
    const option = /^\/[ap]/i.exec(text)?.[0].toLowerCase();
    if (option === '/a' && isOpen(text)) this.forget();
    else if (option === '/a') for (const [name] of text.slice(2).matchAll(/[^\s"!%&|()<>=+*/,^~-]+/g)) this.#set(name, null);
    else if (text.includes('='))
      this.#assignText(tail, tail.text.length - text.length + (option === undefined ? 0 : 2), option === undefined && isCertain);
  }

  #assignText(tail: Line, from: number, isCertain: boolean): void {
    let start = from;
    while (/[\s,;=]/.test(tail.text[start] ?? '')) start++;
    let end = tail.text.length;
    if (tail.text[start] === '"') {
      start++;
      const last = tail.text.lastIndexOf('"');
      if (last >= start) end = last;
    }
    const sign = tail.text.indexOf('=', start);
    if (sign < 0 || sign >= end) return;
    const name = tail.text.slice(start, sign);
    if (isOpen(name)) return this.forget();
    this.#set(name, isCertain ? assignedValue(tail, sign + 1, end) : null);
  }

  #set(name: string, value: BatchValue): void {
    const own = name.toUpperCase();
    this.set.push(own);
    this.current.set(own, value);
    this.#changes.push([own, value]);
  }

  /** What was set since then was set elsewhere. */
  undoSince(mark: number): void {
    for (const name of this.set.slice(mark)) this.#set(name, null);
  }

  /** Replaces `!name!`; carets go once more where there is one. `isLoop`: what the loop sets further down may be there already. */
  expandDelayed(line: Line, isLoop: boolean): Line {
    if (!this.delayed || !line.text.includes('!')) return line;
    const draft = new LineDraft();
    const { text } = line;
    for (let at = 0; at < text.length; ) {
      const close = text[at] === '!' ? text.indexOf('!', at + 1) : -1;
      if (close > at + 1) {
        this.#addDelayed(text.slice(at + 1, close), line.places[at] ?? line.end, draft, isLoop);
        at = close + 1;
      } else if (text[at] === '^' && at + 1 < text.length) {
        draft.addFrom(line, at + 1);
        at += 2;
      } else if (text[at] === '!') at++;
      else draft.addFrom(line, at++);
    }
    return draft.finish(line.end);
  }

  #addDelayed(inside: string, place: number, draft: LineDraft, isLoop: boolean): void {
    const colon = inside.indexOf(':');
    const name = (colon > 0 ? inside.slice(0, colon) : inside).toUpperCase();
    const known = isLoop ? null : (this.current.get(name) ?? null);
    const value = known === null || colon <= 0 ? known : modifyValue(known, inside.slice(colon + 1));
    this.room -= sizeOf(value);
    if (value === null || this.room < 0) draft.add(UNKNOWN, place, { name, operator: '@!', single: false });
    else
      for (const part of value)
        if (typeof part === 'string') draft.addText(part, place);
        else draft.add(UNKNOWN, place, part);
  }
}

/** Whether a name may turn out to be another. */
function isOpen(name: string): boolean {
  return name.includes(UNKNOWN) || name.includes('%');
}

function assignedValue(line: Line, from: number, to: number): readonly ValuePart[] | null {
  const parts: ValuePart[] = [];
  let text = '';
  for (let at = from; at < to; at++) {
    const unknown: UnknownText | null = line.unknowns[at] ?? null;
    if (unknown === null) {
      text += line.text[at] ?? '';
      continue;
    }
    if (unknown.operator !== '') return null;
    parts.push(text, unknown);
    text = '';
  }
  return [...parts, text].filter((part) => part !== '');
}
