/** Commands of the psql and mysql clients that start programs or touch files, in text that is handed to them. */
import type { DatabaseFacts } from './sqlite.ts';
import { destroysData } from './sqlite.ts';

/** Files of the server, code that it loads or runs, connections it makes. */
const SERVER_SIDE =
  /\b(?:lo_import|lo_export|pg_read_file|pg_read_binary_file|dblink|plpython\w*|plperlu|pltclu|plsh|alter\s{1,9}system)\b|\blanguage\s{1,9}'?c\b|(?:^|;)\s{0,9}load\s{1,9}'|(?<!\\)\bcopy\b[^;]{0,400}\b(?:to|from)\s{1,9}'/i;

type Draft = { runs: string[]; reads: string[]; writes: string[]; loads: boolean; destroys: boolean };

/** Reference: psql manual, meta-commands; `COPY … PROGRAM` and files named in `COPY` are the server's. */
export function scanPsql(text: string): DatabaseFacts {
  const facts: Draft = {
    runs: [],
    reads: [],
    writes: [],
    loads: SERVER_SIDE.test(text),
    destroys: destroysData(text),
  };
  for (const [, name = '', rest = ''] of text.matchAll(/\\([a-z]+|!)[ \t]*([^\n\\]*)/gi)) addMeta(facts, name, rest.trim());
  for (const [, command = ''] of text.matchAll(/\bprogram\s{0,9}'((?:[^']|''){0,4096})'/gi)) facts.runs.push(command.replaceAll("''", "'"));
  for (const [, tag = '', rest = ''] of text.matchAll(/\bprogram\s{0,9}(\$\w{0,63}\$)([^$]{0,4096})/gi)) {
    facts.runs.push(rest);
    // A dollar in it is not followed.
    if (!text.includes(`${rest}${tag}`)) facts.loads = true;
  }
  for (const [, command = ''] of text.matchAll(/`([^`\n]+)`/g)) facts.runs.push(command);
  return facts;
}

function addMeta(facts: Draft, name: string, rest: string): void {
  if (name === '!') return void facts.runs.push(rest);
  if (name === 'gexec' || name === 'setenv' || name === 'e' || name === 'ef' || name === 'ev') facts.loads = true;
  if (name === 'edit' || name === 'cd' || name === 'getenv') facts.loads = true;
  // Another server.
  if ((name === 'c' || name === 'connect') && /=|:\/\/|^\S+\s+\S+\s+[^\s-]/.test(rest)) facts.loads = true;
  if (name === 'i' || name === 'ir' || name === 'include' || name === 'include_relative') {
    facts.loads = true;
    facts.reads.push(rest);
  }
  if (name === 'o' || name === 'out' || name === 'g' || name === 'gx' || name === 'w' || name === 'write' || name === 's')
    addTarget(facts, rest);
  if (name === 'copy') addCopy(facts, rest);
}

function addTarget(facts: Draft, rest: string): void {
  if (rest.startsWith('|')) facts.runs.push(rest.slice(1).trim());
  else if (rest !== '') facts.writes.push(rest);
}

function addCopy(facts: Draft, rest: string): void {
  const match = /\b(from|to)\s+'([^']*)'/i.exec(rest) ?? /\b(from|to)\s+([^\s']+)/i.exec(rest);
  const file = match?.[2] ?? '';
  if (match === null || /^(?:program|stdin|stdout|pstdin|pstdout)$/i.test(file)) return;
  (match[1]?.toLowerCase() === 'from' ? facts.reads : facts.writes).push(file);
}

/** Extensions and programs that a server loads or runs. */
const LOADING = /(?:^|;)\s{0,9}(?:force\s{1,9})?(?:install|load)\s|\bexecutable\s{0,9}\(|\bxp_cmdshell\b|\bsp_oacreate\b/i;
/** What clients run themselves, on a line of its own: `!` of most, `:!!` of sqlcmd, `host` of sqlplus, `\\!` of cockroach, `!sh` of beeline. */
const ESCAPES = /(?:^|\n)[ \t]{0,99}(?::?!!?(?:sh |system )?|\\!|ho(?:st?)?\b)[ \t]{0,99}([^\n;]+)/gi;

/** Any other client of SQL: the commands it runs, the files that its statements name. */
export function scanSql(text: string): DatabaseFacts {
  const facts: Draft = { runs: [], reads: [], writes: [], loads: LOADING.test(text), destroys: destroysData(text) };
  for (const [, command = ''] of text.matchAll(ESCAPES)) facts.runs.push(command);
  for (const [, verb = '', file = ''] of text.matchAll(/\b(to|outfile|dumpfile|into|attach)\s{1,9}'([^']+)'/gi))
    if (looksLikeFile(file) || verb.toLowerCase().endsWith('file')) facts.writes.push(file);
  for (const [, file = ''] of text.matchAll(/\b(?:from|infile|read_\w{1,20}\(|sniff_csv\()\s{0,9}'([^']+)'/gi)) facts.reads.push(file);
  return facts;
}

function looksLikeFile(text: string): boolean {
  return /^[./~]|\.\w{1,9}$/.test(text);
}

/** Reference: MySQL manual, client commands; they may stand on a line of their own or behind a statement. */
export function scanMysql(text: string): DatabaseFacts {
  const facts: Draft = { runs: [], reads: [], writes: [], loads: /\bload_file\s?\(/i.test(text), destroys: destroysData(text) };
  for (const [, command = ''] of text.matchAll(/(?:\\!|(?:^|[\n;])[ \t]*system\b)[ \t]*([^\n;]*)/gi)) facts.runs.push(command);
  for (const [, command = ''] of text.matchAll(/(?:\\P|(?:^|[\n;])[ \t]*pager\b)[ \t]*([^\n;]+)/g)) facts.runs.push(command);
  for (const [, file = ''] of text.matchAll(/(?:\\\.|(?:^|[\n;])[ \t]*source\b)[ \t]*([^\n;]+)/gi)) {
    facts.loads = true;
    facts.reads.push(file);
  }
  for (const [, file = ''] of text.matchAll(/(?:\\T|(?:^|[\n;])[ \t]*tee\b)[ \t]*([^\n;]+)/g)) facts.writes.push(file);
  for (const [, file = ''] of text.matchAll(/\binto\s+(?:outfile|dumpfile)\s+'([^']*)'/gi)) facts.writes.push(file);
  for (const [, file = ''] of text.matchAll(/\blocal\s+infile\s+'([^']*)'/gi)) facts.reads.push(file);
  return facts;
}
