/**
 * Row to spec: reads the notation of `row.ts`. Rows are ours, so a fault in one is a bug and throws; a test compiles them all.
 */
import { MEANINGS } from './meaning/index.ts';
import { namesOf, type ProgramRow } from './row.ts';
import type { Meaning, MeaningKind, OperandPattern, OptionSpec, ProgramSpec, Slot } from './spec.ts';

const NOTHING: MeaningKind = { type: 'word', note: () => {}, effectful: false };
const ARITY: Readonly<Record<string, OptionSpec['arity']>> = {
  '=': 'required',
  '?': 'optional',
  '+': 'attached',
  ';': 'until',
  '&': 'descend',
  '%': 'required',
  '*': 'loose',
};
const OPTION =
  /^(?<names>.[^=?;+@!$&%*]*)(?:(?<sign>[=?;+&%*])(?<values>[^@!$]*))?(?<modes>(?:@[a-z-]+)*)(?:!(?<effect>[^$]+))?(?<ends>\$)?$/;

/** What is gathered while one row is compiled. */
interface Draft {
  readonly row: ProgramRow;
  readonly id: string;
  /** Bits by mode name. */
  readonly modes: Map<string, number>;
  /** The modes that make some meaning effectful. */
  effectfulModes: number;
}

export function compileRow(row: ProgramRow, parent: ProgramSpec | null): ProgramSpec {
  const [name = ''] = namesOf(row);
  const id = parent === null ? name : `${parent.id} ${name}`;
  const draft: Draft = { row, id, modes: new Map(), effectfulModes: 0 };
  const list = (row.options ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((token) => compileOption(draft, token));
  const patterns = compilePatterns(draft);
  const does = (row.does ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .map((token) => compileDeed(draft, token));
  const stop = row.stop ?? Number.POSITIVE_INFINITY;
  const runsRest = patterns.some(({ slots }) => slots.some(({ meaning }) => meaning?.kind.type === 'list'));
  return {
    row,
    id,
    parent,
    ...indexOptions(list.map((option) => ({ ...option, effectful: option.effectful || (option.modes & draft.effectfulModes) !== 0 }))),
    patterns,
    does,
    commands: row.commands === undefined ? null : rowsByName(row.commands),
    compiled: new Map(),
    stop,
    strict: runsRest && stop !== Number.POSITIVE_INFINITY,
    injectable:
      (parent?.row.inherit === true && parent.injectable) ||
      list.some((option) => option.effectful || (option.modes & draft.effectfulModes) !== 0),
  };
}

/** All rows under all their names. */
export function rowsByName(rows: readonly ProgramRow[]): Map<string, ProgramRow> {
  const map = new Map<string, ProgramRow>();
  for (const row of rows) {
    for (const name of namesOf(row)) {
      if (map.has(name)) throw new Error(`two rows for ${name}`);
      map.set(name, row);
    }
  }
  return map;
}

function indexOptions(list: readonly OptionSpec[]): Pick<ProgramSpec, 'options' | 'letters' | 'attached' | 'digits' | 'plus'> {
  const options = new Map<string, OptionSpec>();
  const letters: (OptionSpec | undefined)[] = [];
  for (const option of list) {
    for (const name of option.names) {
      if (options.has(name)) throw new Error(`two options ${option.id} ${name}`);
      options.set(name, option);
      if (name.length === 2 && name.startsWith('-')) letters[name.charCodeAt(1)] = option;
    }
  }
  const attached = list.filter((option) => option.sticky);
  return { options, letters, attached, digits: options.get('-#') ?? null, plus: options.get('+') ?? null };
}

/** `-o|--output=write@mode!effect$`: one option, or one per letter of a bundle of flags. */
function compileOption(draft: Draft, token: string): OptionSpec[] {
  const parts = OPTION.exec(token)?.groups;
  if (parts === undefined) throw new Error(`option ${token} of ${draft.id}`);
  const { names = '', sign, values = '', modes = '', effect, ends } = parts;
  const spellings = names.split('|').map((name) => (draft.row.syntax === 'dash' && name.startsWith('--') ? name.slice(1) : name));
  const presence = effect === undefined ? null : compileMeaning(draft, effect);
  const meanings = sign === undefined ? [] : values.split(',').map((value) => compileMeaning(draft, value));
  const base = {
    arity: sign === undefined ? 'none' : (ARITY[sign] ?? 'none'),
    values: meanings,
    modes: modes.split('@').reduce((bits, mode) => (mode === '' ? bits : bits | modeBit(draft, mode)), 0),
    presence,
    ends: ends !== undefined,
    sticky: sign === '+' || sign === '%',
    effectful: presence?.effectful === true || meanings.some((meaning) => meaning?.effectful === true),
  } as const;
  const isBundle = sign === undefined && draft.row.syntax === undefined && /^-[^-]{2,}$/.test(names);
  if (isBundle) return [...names.slice(1)].map((letter) => ({ ...base, names: [`-${letter}`], id: `${draft.id} -${letter}` }));
  return [{ ...base, names: spellings, id: `${draft.id} ${spellings[spellings.length - 1]}` }];
}

function compilePatterns(draft: Draft): OperandPattern[] {
  const { operands = '' } = draft.row;
  const pairs = typeof operands === 'string' ? [['', operands] as const] : operands;
  const patterns = pairs.map(([mode, text]) => compilePattern(draft, mode === '' ? 0 : modeBit(draft, mode), text));
  const last = patterns[patterns.length - 1];
  for (const pattern of patterns) {
    if (pattern !== last && pattern.slots.some((slot) => slot.meaning?.effectful)) draft.effectfulModes |= pattern.mode;
  }
  return patterns;
}

function compilePattern(draft: Draft, mode: number, text: string): OperandPattern {
  const [before = '', after] = text.split(/(?:^|\s+)--(?:\s+|$)/);
  const slots = (part: string) =>
    part
      .split(/\s+/)
      .filter(Boolean)
      .map((token) => compileSlot(draft, token));
  return { mode, slots: slots(before), after: after === undefined ? null : slots(after) };
}

function compileSlot(draft: Draft, token: string): Slot {
  const tilde = token.indexOf('~');
  const head = tilde < 0 ? token : token.slice(0, tilde);
  const quantifier = /[?*+]$/.exec(head)?.[0] as Slot['quantifier'] | undefined;
  const meaning = compileMeaning(draft, quantifier === undefined ? head : head.slice(0, -1));
  const missing = tilde < 0 ? null : compileMeaning(draft, token.slice(tilde + 1));
  return { meaning, quantifier: quantifier ?? '1', missing };
}

/** `effect` or `mode>effect`. */
function compileDeed(draft: Draft, token: string): { mode: number; meaning: Meaning } {
  const [first = '', second] = token.split('>');
  const meaning = compileMeaning(draft, second ?? first);
  if (meaning === null) throw new Error(`deed ${token} of ${draft.id}`);
  const mode = second === undefined ? 0 : modeBit(draft, first);
  if (meaning.effectful) draft.effectfulModes |= mode;
  return { mode, meaning };
}

/** `kind`, `kind:argument`, `mode?meaning|meaning`, `_` or nothing for a word that means nothing. */
function compileMeaning(draft: Draft, text: string): Meaning | null {
  const question = text.indexOf('?');
  if (question >= 0) return compileChoice(draft, text.slice(0, question), text.slice(question + 1));
  if (text === '' || text === '_') return null;
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  const kind = MEANINGS.get(name);
  if (kind === undefined) throw new Error(`meaning ${name} of ${draft.id}`);
  return { kind, argument: colon < 0 ? '' : text.slice(colon + 1), mode: 0, other: null, effectful: kind.effectful };
}

function compileChoice(draft: Draft, modeName: string, branches: string): Meaning {
  const bar = branches.indexOf('|');
  const chosen = compileMeaning(draft, branches.slice(0, bar)) ?? { kind: NOTHING, argument: '', mode: 0, other: null, effectful: false };
  const other = compileMeaning(draft, branches.slice(bar + 1));
  const mode = modeBit(draft, modeName);
  if (bar < 0 || chosen.mode !== 0) throw new Error(`choice ${branches} of ${draft.id}`);
  if (chosen.effectful) draft.effectfulModes |= mode;
  return { ...chosen, mode, other, effectful: other?.effectful ?? false };
}

function modeBit(draft: Draft, name: string): number {
  const known = draft.modes.get(name);
  if (known !== undefined) return known;
  if (draft.modes.size >= 30) throw new Error(`more than 30 modes in ${draft.id}`);
  const bit = 1 << draft.modes.size;
  draft.modes.set(name, bit);
  return bit;
}
