/**
 * Layers read from the program tables: every program that runs its remaining words, and every option or operand that is text for a shell.
 *
 * Options without a meaning are put in front, so that the argument parser has something to skip.
 */
import { namesOf, type ProgramRow, programRows } from '../../src/programs/index.ts';
import { type Layer, quoted } from './layer.ts';

/** What stands in operands that mean nothing. */
const FILLER = '7';
const OPTION = /^(?<names>-[^=?;+@!$&%*]*)(?:(?<sign>[=?;+&%*])(?<meaning>[^@!$]*))?(?<rest>.*)$/;

/** Without its folder such a name is not the program's. */
const KEYWORDS: ReadonlySet<string> = new Set(['time']);

/** What they start does not see the standard input that stands behind the whole. */
const READING: ReadonlySet<string> = new Set(['entr', 'screen']);

interface Option {
  readonly name: string;
  readonly sign: string;
  readonly meaning: string;
  /** It sets a mode, has an effect of its own, or ends the options. */
  readonly isPlain: boolean;
}

/** All layers that the tables know. */
export function starters(): readonly Layer[] {
  return programRows().flatMap((row) => startersOf(row, namesOf(row).find((name) => !KEYWORDS.has(name)) ?? '', false));
}

function startersOf(row: ProgramRow, prefix: string, isInner: boolean): Layer[] {
  if (row.syntax === 'pairs' || prefix.includes('*') || READING.has(prefix)) return [];
  const options = readOptions(row);
  const own = [...commandStarters(row, prefix, options), ...textStarters(prefix, options)];
  const inner = isInner ? [] : (row.commands ?? []).flatMap((each) => startersOf(each, `${prefix} ${namesOf(each)[0] ?? ''}`, true));
  return [...own, ...inner];
}

function readOptions({ options = '', syntax }: ProgramRow): Option[] {
  return options.split(/\s+/).flatMap((token) => {
    const { names = '', sign = '', meaning = '', rest = '' } = OPTION.exec(token)?.groups ?? {};
    const isBundle = sign === '' && syntax === undefined && /^-[^-]{2,}$/.test(names);
    const first = isBundle ? names.slice(0, 2) : (names.split('|')[0] ?? '');
    return first === '' || first === '-' || first === '-#' ? [] : [{ name: first, sign, meaning, isPlain: rest === '' }];
  });
}

/** `timeout 7 COMMAND`, `nice -n 7 COMMAND`. */
function commandStarters(row: ProgramRow, prefix: string, options: readonly Option[]): Layer[] {
  const operands = typeof row.operands === 'string' ? row.operands : (row.operands?.find(([mode]) => mode === '')?.[1] ?? '');
  const slots = operands.split(/\s+/).filter(Boolean);
  const at = slots.findIndex((slot) => /^(?:command|scripts)(?:~|$)/.test(slot));
  if (at < 0 || row.does !== undefined || slots.slice(0, at).some((slot) => slot !== '_' && !/[?*]$/.test(slot))) return [];
  const filled = slots.slice(0, at).flatMap((slot) => (slot === '_' ? [FILLER] : []));
  const isText = slots[at]?.startsWith('scripts') === true;
  return prefixes(options).map((given) => {
    const words = [prefix, ...given, ...filled].join(' ');
    const wrap = isText ? (text: string) => `${words} ${quoted(text)}` : (text: string) => `${words} ${text}`;
    return { name: words, takesSimple: !isText, makesSimple: true, wrap };
  });
}

/** `tar --to-command='TEXT'`. */
function textStarters(prefix: string, options: readonly Option[]): Layer[] {
  return options
    .filter(({ sign, meaning }) => sign === '=' && /^script(?::(?:sh|bash|zsh))?$/.test(meaning))
    .map(({ name }) => ({
      name: `${prefix} ${name}`,
      takesSimple: false,
      makesSimple: true,
      wrap: (text) => `${prefix} ${name}${name.startsWith('--') ? '=' : ' '}${quoted(text)}`,
    }));
}

/** No options, a flag, an option with a value: of those that change nothing about the words behind them. */
function prefixes(options: readonly Option[]): string[][] {
  const plain = options.filter(({ isPlain, meaning }) => isPlain && meaning === '');
  const flags = plain.filter(({ sign }) => sign === '').slice(0, 2);
  const valued = plain.filter(({ sign }) => sign === '=').slice(0, 2);
  return [[], ...flags.map(({ name }) => [name]), ...valued.map(({ name }) => [name, FILLER])];
}
