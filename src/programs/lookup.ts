/** Finds options and subcommands of a spec by how they are spelled. */
import type { ProgramRow } from './row.ts';
import type { OptionSpec, ProgramSpec } from './spec.ts';

/** The option of exactly this name; those of a level above count where it says so. */
export function findExact(spec: ProgramSpec, name: string): OptionSpec | undefined {
  const own = spec.options.get(name) ?? (name.includes('_') ? spec.options.get(name.replaceAll('_', '-')) : undefined);
  if (own !== undefined || spec.parent === null || spec.parent.row.inherit !== true) return own;
  return findExact(spec.parent, name);
}

/** The option of this name or of a longer one. A beginning of several names is taken for the one that has an effect. */
export function findName(spec: ProgramSpec, name: string): OptionSpec | undefined {
  return findExact(spec, name) ?? findAbbreviated(spec, name);
}

export function findLetter(spec: ProgramSpec, code: number, letter: string): OptionSpec | undefined {
  const own = spec.letters[code];
  if (own !== undefined) return own;
  if (spec.digits !== null && code >= 48 && code <= 57) return spec.digits;
  return spec.parent?.row.inherit === true ? findExact(spec.parent, `-${letter}`) : undefined;
}

/** Options with an attached value, of this level and of those above that count here. */
export function attachedOptions(spec: ProgramSpec): readonly OptionSpec[] {
  if (spec.parent === null || spec.parent.row.inherit !== true) return spec.attached;
  return [...spec.attached, ...attachedOptions(spec.parent)];
}

/** The row of a subcommand; a name that ends in `*` stands for all that begin so. */
export function findCommand(spec: ProgramSpec, name: string): ProgramRow | undefined {
  if (spec.commands === null) return undefined;
  const exact = spec.commands.get(name);
  if (exact !== undefined) return exact;
  for (const [pattern, row] of spec.commands) {
    if (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1))) return row;
  }
  return undefined;
}

function findAbbreviated(spec: ProgramSpec, name: string): OptionSpec | undefined {
  let found: OptionSpec | undefined;
  for (const [known, option] of spec.options) {
    if (known.startsWith(name) && (found === undefined || (option.effectful && !found.effectful))) found = option;
  }
  if (found !== undefined || spec.parent === null || spec.parent.row.inherit !== true) return found;
  return findAbbreviated(spec.parent, name);
}
