/**
 * Other spellings of a command of cmd.exe: builtins have synonyms, programs a suffix, switches no case.
 *
 * INVARIANT: what only makes stricter is taken from every spelling; what allows, only from those that mean the very same.
 */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['del', 'erase'],
  ['rd', 'rmdir'],
  ['md', 'mkdir'],
  ['cd', 'chdir'],
  ['ren', 'rename'],
]);

type Argv = readonly (string | null)[];

export interface Spelling {
  readonly argv: Argv;
  /** Whether a rule that allows it allows the command. */
  readonly allows: boolean;
}

export function otherSpellings(argv: Argv): readonly Spelling[] {
  const [program = null, ...rest] = argv;
  if (program === null) return [];
  const names = namesOf(program);
  const folded = rest.map((word) => (word !== null && /^[/-]/.test(word) ? word.toLowerCase() : word));
  const isFolded = folded.some((word, i) => word !== rest[i]);
  return [
    ...names.slice(1).map((name) => ({ argv: [name, ...rest], allows: true })),
    ...(isFolded ? names.map((name) => ({ argv: [name, ...folded], allows: false })) : []),
  ];
}

/** The first is the one it has here. */
function namesOf(program: string): string[] {
  const synonym = SYNONYMS.get(program);
  if (synonym !== undefined) return [program, synonym];
  return [
    program,
    `${program}.exe`,
    `${program}.cmd`,
    `${program}.bat`,
    ...(program.includes('/') ? [program.replaceAll('/', '\\'), `${program.replaceAll('/', '\\')}.exe`] : []),
  ];
}
