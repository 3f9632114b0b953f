/**
 * What the sqlite3 shell is told beside queries: dot-commands that start programs or touch files, functions and statements that do.
 *
 * Reference: sqlite.org/cli.html. Dot-commands may be shortened.
 */
export interface DatabaseFacts {
  readonly runs: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Libraries loaded, functions that reach out of the database: not understood. */
  readonly loads: boolean;
  /** Data that is gone when the statement ends. */
  readonly destroys: boolean;
}

type Use = 'run' | 'read' | 'write' | 'load';

/** What the rest of a dot-command is; `|command` is a command wherever a file may stand. */
const COMMANDS: readonly (readonly [name: string, use: Use])[] = [
  ['shell', 'run'],
  ['system', 'run'],
  ['once', 'write'],
  ['output', 'write'],
  ['log', 'write'],
  ['trace', 'write'],
  ['backup', 'write'],
  ['save', 'write'],
  ['clone', 'write'],
  ['open', 'write'],
  ['import', 'read'],
  ['read', 'load'],
  ['restore', 'read'],
  ['load', 'load'],
  ['archive', 'load'],
  ['excel', 'load'],
  ['www', 'load'],
  // What a later command names lies elsewhere.
  ['cd', 'load'],
];

export function scanSqlite(text: string): DatabaseFacts {
  const facts = {
    runs: [] as string[],
    reads: [] as string[],
    writes: [] as string[],
    loads: reachesOut(text),
    destroys: destroysData(text),
  };
  for (const [, name = '', file = ''] of text.matchAll(/\b(writefile|readfile)\s{0,9}\(\s{0,9}'([^']*)'/gi))
    (name.toLowerCase() === 'writefile' ? facts.writes : facts.reads).push(file);
  for (const [, file = ''] of text.matchAll(
    /\b(?:attach\s{1,9}(?:database\s{1,9})?|vacuum\s{1,9}(?:\w{1,64}\s{1,9})?into\s{1,9})'([^']+)'/gi,
  )) {
    if (file !== ':memory:') facts.writes.push(file);
  }
  for (const line of text.split('\n')) {
    const command = /^\s*\.([a-z]+)\s*(.*)$/.exec(line);
    if (command !== null) addCommand(facts, command[1] ?? '', command[2] ?? '');
  }
  return facts;
}

interface CommandFacts {
  readonly runs: string[];
  readonly reads: string[];
  readonly writes: string[];
  loads: boolean;
}

function addCommand(facts: CommandFacts, name: string, rest: string): void {
  const argument = rest.replace(/^(?:-[\w-]+ +)+/, '').trim();
  if (name.length < 2) return;
  // A short name may stand for any of several.
  for (const [known, use] of COMMANDS) if (known.startsWith(name)) addUse(facts, name, use, argument);
}

function addUse(facts: CommandFacts, name: string, use: Use, argument: string): void {
  if (use === 'load' && argument === '') facts.loads = true;
  if (/^-[ex]$/.test(argument)) facts.loads = true;
  if (argument === '') return;
  const bare = name.startsWith('rea') || name.startsWith('im') || /^["']/.test(argument) ? firstWord(argument) : argument;
  if (use === 'run') facts.runs.push(argument);
  else if (bare.startsWith('|')) facts.runs.push(bare.slice(1));
  else if (use === 'load') {
    facts.loads = true;
    if (name.startsWith('rea')) facts.reads.push(bare);
  } else if (use === 'read') facts.reads.push(bare);
  else if (!/^(?:stdout|off|stderr|:memory:)$/.test(bare)) facts.writes.push(bare);
}

/** The first word, or what its quotes hold. */
function firstWord(text: string): string {
  const quote = text[0] === '"' || text[0] === "'" ? text[0] : ' ';
  const start = quote === ' ' ? 0 : 1;
  const end = text.indexOf(quote, start);
  return text.slice(start, end < 0 ? undefined : end);
}

function reachesOut(text: string): boolean {
  return (
    /\b(?:load_extension|writefile|readfile|edit|fsdir|attach\s+(?:database\s+)?['"]|vacuum\b[^;]{0,200}\binto)\b/i.test(text) ||
    /\battach\b|\b(?:temp|data)_store_directory\b/i.test(text)
  );
}

/** Statements of SQL that drop what is not in a backup. */
export function destroysData(text: string): boolean {
  return /\b(?:drop\s+(?:database|schema|table|user|role|tablespace)|truncate\s)/i.test(text);
}
