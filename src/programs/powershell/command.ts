/**
 * What a command's name means in PowerShell: an alias, a cmdlet, a member of .NET, or a program.
 *
 * INVARIANT: bans hold under every name of a cmdlet; only its own name and the one that is written may allow it, and neither allows what a
 * path leads to. Reference: about_Command_Precedence, about_Aliases.
 */
import { once } from '../../base/index.ts';
import type { Word } from '../../shell/index.ts';
import { compileRow } from '../compile.ts';
import { hasSpec, specOf, windowsSpecOf } from '../registry.ts';
import { namesOf, type ProgramRow } from '../row.ts';
import type { ProgramSpec } from '../spec.ts';
import { BUILTINS } from '../table/builtins.ts';
import { cmdletOf, isProgramToo, isUnsettled, namesOfCmdlet } from './alias.ts';
import { CMDLETS } from './cmdlets.ts';

/** Parameters of every cmdlet. */
const COMMON = `-Verbose|-vb -Debug|-db -WhatIf|-wi -Confirm|-cf -ErrorAction|-ea= -WarningAction|-wa= -InformationAction|-infa= -ProgressAction|-proga=
  -ErrorVariable|-ev=shell-variable -WarningVariable|-wv=shell-variable -InformationVariable|-iv=shell-variable -OutVariable|-ov=shell-variable
  -OutBuffer|-ob= -PipelineVariable|-pv=shell-variable`;

/** What is known of a command of which nothing is known. */
const ANY_CMDLET: ProgramRow = { name: 'cmdlet', syntax: 'cmdlet', options: COMMON };
const DOT_NET: ProgramRow = { name: '.NET', syntax: 'plain', does: 'dot-net' };

interface Cmdlet {
  readonly name: string;
  readonly row: ProgramRow;
}

/** Rows by folded name. */
const rows: () => ReadonlyMap<string, Cmdlet> = once(
  () => new Map(CMDLETS.flatMap((row) => namesOf(row).map((name) => [name.toLowerCase(), { name, row }] as const))),
);

const specs = new Map<ProgramRow, ProgramSpec>();

function compiled(row: ProgramRow): ProgramSpec {
  let spec = specs.get(row);
  if (spec === undefined) {
    const isOpen = row === ANY_CMDLET || row === DOT_NET;
    spec = compileRow(isOpen ? row : { ...row, options: `${row.options ?? ''} ${COMMON}` }, null);
    specs.set(row, spec);
  }
  return spec;
}

/** All rows with the parameters they share, for tests. */
export function cmdletSpecs(): readonly ProgramSpec[] {
  return CMDLETS.map(compiled);
}

/** Names that shells of another kind know as their own. */
const builtins: () => ReadonlySet<string> = once(() => new Set(BUILTINS.flatMap(namesOf)));

export interface Command {
  /** The cmdlet's own name, or that of the program. */
  readonly name: string | null;
  readonly spec: ProgramSpec;
  /** Whether a row is about it. */
  readonly isKnown: boolean;
  /** The program of the same name, where it could be that as well. */
  readonly program: ProgramSpec | null;
  /** Names under which rules forbid it. */
  readonly names: readonly string[];
  /** Of these, those that allow it. */
  readonly allowed: readonly string[];
  /** A word that is part of the name: `cd..` is `cd ..`. */
  readonly extra: string | null;
}

/** Modules that come with the shell: the names behind them are those of its own cmdlets. */
const OWN_MODULE =
  /^(?:Microsoft\.(?:PowerShell|WSMan)\.\w+|CimCmdlets|PSDiagnostics|ThreadJob|BitsTransfer|PackageManagement|PowerShellGet|NetTCPIP)\\(?=[\w-]+$)/i;

export function commandOf(program: Word, platform: 'windows' | 'other'): Command {
  const text = program.value ?? lastText(program);
  if (text === null) return unknownCommand(null, null);
  if (/^\[.*\]|^\.[\w?]+\(\)$/s.test(text)) return { ...unknownCommand(text, null), spec: compiled(DOT_NET), isKnown: true };
  const own = text.replace(OWN_MODULE, '');
  const name = own.slice(Math.max(own.lastIndexOf('/'), own.lastIndexOf('\\')) + 1);
  const step = /^cd(\.\.|[\\/~])$/i.exec(own)?.[1];
  if (step !== undefined) return cmdlet('Set-Location', own, platform, step);
  const known = /\.exe$/i.test(name) ? null : (cmdletOf(name) ?? rows().get(name.toLowerCase())?.name ?? null);
  if (known === null) {
    const command = programCommand(name.replace(/\.exe$/i, ''));
    const isSuffixed = platform === 'windows' && own === name && program.value !== null;
    return isSuffixed ? { ...command, names: [...command.names, `${command.name}.exe`], allowed: [command.name ?? name] } : command;
  }
  if (own !== name || program.value === null) return { ...unknownCommand(known, null), names: [...namesOfCmdlet(known), name] };
  return cmdlet(known, name, platform, null);
}

function cmdlet(name: string, written: string, platform: 'windows' | 'other', extra: string | null): Command {
  const row = rows().get(name.toLowerCase())?.row;
  const isOpen = isUnsettled(written);
  const isOther = isOpen || (platform === 'other' && isProgramToo(written) && name.toLowerCase() !== written.toLowerCase());
  return {
    name,
    spec: compiled(row ?? ANY_CMDLET),
    isKnown: row !== undefined,
    program: isOther ? (specOf(written.toLowerCase()) ?? windowsSpecOf(written)) : null,
    names: [...namesOfCmdlet(name), written],
    allowed: isOpen ? [written] : [name, written],
    extra,
  };
}

function programCommand(name: string): Command {
  const isShellOwn = builtins().has(name);
  const spec = isShellOwn ? null : (specOf(name) ?? specOf(name.toLowerCase()));
  return spec === null ? unknownCommand(name, name) : { ...unknownCommand(name, name), spec, isKnown: true };
}

function unknownCommand(name: string | null, own: string | null): Command {
  return { name, spec: compiled(ANY_CMDLET), isKnown: false, program: null, names: own === null ? [] : [own], allowed: [], extra: null };
}

/** The known end of a word, if a separator stands in it. */
function lastText({ pieces }: Word): string | null {
  const last = pieces[pieces.length - 1];
  return last?.type === 'literal' && /[\\/]/.test(last.text) ? last.text : null;
}

/** Whether a name, in any case, is that of a cmdlet, an alias or a program with a row. */
export function isCommandName(name: string): boolean {
  return cmdletOf(name) !== null || rows().has(name.toLowerCase()) || hasSpec(name.toLowerCase());
}
