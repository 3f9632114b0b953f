/**
 * The language of the tables: one row for a program, or for a family of programs that read their arguments alike.
 * Rows are data; `compile.ts` turns one into the form that the argument parser runs on, when it is first asked for.
 *
 * Options, blank-separated, a meaning behind the sign:
 * `-x`, `-abc` (three flags), `-#` (digits); `-o|--output=write` takes a value; `-i|--in-place?` only an attached one; `--host*listen` an attached one or
 * the next word, unless that begins with a dash; `-X+config` one attached without a sign, `-B%config` that or the next word; `--bind=read,write` two;
 * `+=vim` words that begin with a plus; `-exec;command` all words up to `;`; `-m&module` names the row of `commands` that reads the rest.
 * Behind them, in this order: `@mode` sets a mode, `!effect` is what the option itself does, a final `$` ends the options.
 *
 * Operands, blank-separated: a meaning each, with `?` (may be missing), `*` (any number) or `+` (one or more); `~effect` says what happens when it is
 * missing; behind `--` stand those that follow a literal `--`.
 *
 * Meanings: `kind` or `kind:argument` of `meaning/`, `_` for none; `mode?this|that` chooses by a mode.
 */
export interface ProgramRow {
  /** Names, blank-separated; the first is the row's own. For subcommands a final `*` stands for any ending. */
  readonly name: string;
  /**
   * Default: GNU getopt. `dash`: long names with one dash. `pairs`: `name=value`. `plain`: no options at all. `cmdlet`: as PowerShell binds
   * parameters: `-Name value`, `-Name:value`, in any case and shortened. `slash`: as on Windows, `/x` and `/x:value` in either case, where a
   * dash is as good as the slash.
   */
  readonly syntax?: 'dash' | 'pairs' | 'plain' | 'cmdlet' | 'slash';
  /** Parameters that words without a name are given to, in this order; `~`: what no word says comes from the pipe; `*`: all that are left. */
  readonly positions?: string;
  readonly options?: string;
  /** Options end at this operand (from 1); 1 for programs that run their remaining words. */
  readonly stop?: number;
  readonly operands?: string | readonly (readonly [mode: string, operands: string])[];
  /** What it does whatever the arguments: `effect`, or `mode>effect`, blank-separated. */
  readonly does?: string;
  readonly commands?: readonly ProgramRow[];
  /** What a first operand is that names no listed subcommand: an alias or plugin, or an operand. By default it is a subcommand without an effect. */
  readonly otherwise?: 'plugin' | 'operands';
  /** Options of this level are read behind the subcommand as well. */
  readonly inherit?: true;
  /** `free`: needs no rule unless an effect says otherwise; `wrapper`: needs none of its own beside what it runs; `reader`: only reads what it is given. */
  readonly mark?: 'free' | 'wrapper' | 'reader';
  /** The name may carry a version: `python3.12`, `gcc-13`. */
  readonly versioned?: true;
  /** The first word may be a bundle without a dash, its values following in order (tar, ar, ps). */
  readonly bundle?: true;
}

/** The names of a row; the first is its own. */
export function namesOf(row: ProgramRow): string[] {
  return row.name.split(/\s+/);
}
