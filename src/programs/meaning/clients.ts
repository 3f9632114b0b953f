/** Meanings of words of clients and tools with small languages of their own: databases, debuggers, archives. */
import { MAX_SCRIPT_LENGTH } from '../../base/index.ts';
import { isSecretName } from '../environment.ts';
import { commandNames, inputOf } from '../reading.ts';
import type { ListMeaning, MeaningKind, WordMeaning } from '../spec.ts';
import { dropPrefix, knownPrefix, literalWord, splitWord } from '../word.ts';
import { noteCode, noteCodeFed } from './codes.ts';
import { isAddress, noteNetwork } from './network.ts';
import { isRemotePlace, notePath } from './paths.ts';
import { noteText } from './runs.ts';

/** `ed FILE`, `ed '!command'`. */
const noteEdFile: WordMeaning = (reading, word, _, row) => {
  if (knownPrefix(word).startsWith('!')) noteText(reading, dropPrefix(word, 1), 'sh', row);
  else {
    notePath(reading, 'read', 'path', word, row);
    notePath(reading, 'write', 'path', word, row);
  }
};

/** A command of gdb or lldb: `shell …` and `!…` run, `source` loads, a few only look; anything else may call what it likes. */
const noteDebugger: WordMeaning = (reading, word, _, row) => {
  const prefix = knownPrefix(word);
  const shell = /^\s*(?:!|shell\s+|make\s+|pipe\s.*\||platform\s+shell\s+)\s*/.exec(prefix);
  const isHarmless =
    /^(?:r|run|bt|backtrace|q|quit|c|continue|n|next|s|step|info\s[\w ]*|set\s+(?:pagination|confirm|print|height|width)\s[\w -]*|b(?:reak)?\s+[\w:.]+)$/.test(
      (word.value ?? '!').trim(),
    );
  if (shell !== null) noteText(reading, dropPrefix(word, shell[0].length), 'sh', row);
  else if (!isHarmless) noteCode(reading, 'gdb', 'argument', word, row);
};

/** Commands of a debugger on standard input, one a line. */
const noteDebuggerFed: WordMeaning = (reading, word, argument, row) => {
  const input = inputOf(reading, word.span);
  if (input?.value == null || input.value.length > MAX_SCRIPT_LENGTH) return noteCodeFed(reading, word, 'gdb', row);
  for (const line of input.value.split('\n')) if (line.trim() !== '') noteDebugger(reading, literalWord(line, word.span), argument, row);
};

/** A database: a name of the server's, or a URL or `host=…` that says where it is. */
const noteDatabase: WordMeaning = (reading, word, _, row) => {
  if (isAddress(word)) noteNetwork(reading, word, 'url', 'contact', row);
  else
    for (const part of splitWord(word, ' ')) {
      const [name, host] = splitWord(part, '=', 2);
      if ((name?.value === 'host' || name?.value === 'hostaddr') && host !== undefined) noteNetwork(reading, host, 'host', 'contact', row);
    }
};

/** `dropdb NAME`, `mysqladmin drop NAME`: the operand, or the program, that says so. */
const noteDatabaseAction: WordMeaning = (reading, word, _, row) => {
  const [program] = commandNames(reading);
  const drops =
    /(?:^|\/)dropdb$|dropuser$/.test(program ?? '') || /^(?:drop|flush-\w+|shutdown|kill|stop|password)$/.test(word.value ?? '');
  if (!drops) return;
  reading.effects.push({
    type: 'destroy',
    what: 'data',
    words: word.value === null ? [] : [word.value],
    certainty: 'literal',
    span: word.span,
    row,
  });
};

const REDIS_DESTRUCTION =
  /^(?:FLUSHALL|FLUSHDB|SHUTDOWN|DEL|UNLINK|CONFIG|DEBUG|SLAVEOF|REPLICAOF|MODULE|SWAPDB|RESTORE|MIGRATE|ACL|CLUSTER)$/i;

/** A command of redis; scripts in Lua are code. */
const noteRedisCommand: ListMeaning = (reading, words, _, row) => {
  const [command, script] = words;
  if (command === undefined) return;
  if (/^(?:EVAL|EVAL_RO|FUNCTION|FCALL|SCRIPT)$/i.test(command.value ?? '')) noteCode(reading, 'redis', 'argument', script ?? null, row);
  else if (command.value === null || REDIS_DESTRUCTION.test(command.value)) {
    const certainty = command.value === null ? 'unknown' : 'literal';
    reading.effects.push({
      type: 'destroy',
      what: 'data',
      words: words.flatMap((word) => word.value ?? []),
      certainty,
      span: command.span,
      row,
    });
  }
};

/** An archive: a file, or `host:file` on another machine. */
const noteArchive: WordMeaning = (reading, word, argument, row) => {
  const { base } = reading;
  // The archive itself is opened where tar was started, whatever -C says.
  reading.base = null;
  if (isRemotePlace(word)) noteNetwork(reading, word, 'remote-path', 'contact', row);
  else notePath(reading, argument === 'read' ? 'read' : 'write', 'path', word, row);
  reading.base = base;
};

/** `--checkpoint-action=exec=COMMAND` of tar. */
const noteCheckpoint: WordMeaning = (reading, word, _, row) => {
  const [action, command] = splitWord(word, '=', 2);
  if (action?.value === 'exec' && command !== undefined) noteText(reading, command, 'sh', row);
  else if (word.value === null) noteText(reading, word, 'sh', row);
};

/** `file:PATH`, `env:NAME` of openssl's passwords. */
const notePassSource: WordMeaning = (reading, word, _, row) => {
  const prefix = knownPrefix(word);
  if (prefix.startsWith('file:')) notePath(reading, 'read', 'path', dropPrefix(word, 5), row);
  else if (prefix.startsWith('env:')) {
    reading.effects.push({ type: 'disclose', what: 'variable', name: prefix.slice(4), certainty: 'literal', span: word.span, row });
  }
};

/** A format of pandoc: a name, or a script in Lua that writes it. */
const notePandocFormat: WordMeaning = (reading, word, _, row) => {
  if (/\.lua$|\//.test(word.value ?? '/')) noteCode(reading, 'lua', 'preload', word, row);
};

/** TeX itself where it begins with a backslash, else a file. */
const noteTexInput: WordMeaning = (reading, word, _, row) => {
  if (knownPrefix(word).startsWith('\\')) noteCode(reading, 'tex', 'argument', word, row);
  else notePath(reading, 'read', 'path', word, row);
};

/** `%pipe%command`, `|command`, or a file that is written (Ghostscript). */
const notePipeFile: WordMeaning = (reading, word, _, row) => {
  const mark = /^(?:%pipe%|\|)/.exec(knownPrefix(word))?.[0];
  if (mark === undefined) notePath(reading, 'write', 'path', word, row);
  else noteText(reading, dropPrefix(word, mark.length), 'sh', row);
};

/** Words that change the machine, by the program: what only lists or shows is left out. */
function changing(pattern: RegExp, what: 'machine' | 'service' | 'data'): WordMeaning {
  return (reading, word, _, row) => {
    if (word.value !== null && !pattern.test(word.value)) return;
    const certainty = word.value === null ? 'unknown' : 'literal';
    reading.effects.push({ type: 'destroy', what, words: word.value === null ? [] : [word.value], certainty, span: word.span, row });
  };
}

/** Tasks of database tools that leave an empty database. */
const dropping = changing(
  /^(?:db:(?:drop|reset|purge|wipe|truncate_all|schema:load|structure:load|migrate:reset)(?::\w+)?|migrate:(?:fresh|reset|refresh)|schema:drop|flush|reset|reset_db|sqlflush|drop|dropAll|drop-all|clean)$/,
  'data',
);

/** `mount`, `zfs`, `lvm`: what is not one of the listing words changes the machine. */
const noteMachineOperand: WordMeaning = (reading, word, _, row) => {
  if (
    word !== reading.operands[0] ||
    /^(?:list|show|status|get|info|history|iostat|display|lvs|vgs|pvs|detail|filesystem|df|usage|version|help)$/.test(word.value ?? '')
  )
    return;
  reading.effects.push({
    type: 'destroy',
    what: 'machine',
    words: word.value === null ? [] : [word.value],
    certainty: word.value === null ? 'unknown' : 'literal',
    span: word.span,
    row,
  });
};

/** `x ARCHIVE`, `a ARCHIVE FILE…` of 7z and rar: the first word says which way. */
const noteArchiveWords: ListMeaning = (reading, words, _, row) => {
  const [action, archive, ...files] = words;
  if (action === undefined || archive === undefined) return;
  const writes = action.value === null || /^[audmfrs]/.test(action.value);
  noteArchive(reading, archive, writes ? 'write' : 'read', row);
  if (action.value === 'x' || action.value === 'e') notePath(reading, 'write', 'path', literalWord('.', action.span), row);
  else if (writes) for (const file of files) notePath(reading, 'read', 'tree', file, row);
};

/** `NAME=value`, `NAME@FILE`; `%NAME` comes from the environment. */
const noteCurlVariable: WordMeaning = (reading, value, _, row) => {
  const [, name = '', file] = /^%?(\w*)(@)?/.exec(knownPrefix(value)) ?? [];
  if (knownPrefix(value).startsWith('%') && isSecretName(name))
    reading.effects.push({ type: 'disclose', what: 'variable', name, certainty: 'literal', span: value.span, row });
  if (file !== undefined) notePath(reading, 'read', 'path', dropPrefix(value, knownPrefix(value).indexOf('@') + 1), row);
};

/** A chain of verbs of Miller, then files: expressions that reach out are code, `tee` and `split` write. */
const noteMlrWords: ListMeaning = (reading, words, _, row) => {
  const isEdited = words.some(({ value }) => value === '-I');
  const hasExpression = words.some(({ value }) => value === 'put' || value === 'filter');
  for (const [i, each] of words.entries()) {
    const before = words[i - 1]?.value ?? '';
    const isLoaded = (each.value === '-f' && hasExpression) || (each.value === '-s' && i === 0);
    if (each.value === null || isLoaded || REACHING.test(each.value)) noteCode(reading, 'mlr', 'argument', each, row);
    else if (before === 'tee' || before === '--prefix') notePath(reading, 'write', 'path', each, row);
    else if (!/^-|[\s'"$]/.test(each.value)) notePath(reading, isEdited && before !== '--from' ? 'write' : 'read', 'path', each, row);
  }
};

/** Functions that run something, output that is redirected, expressions and programs that options name. */
const REACHING = /\b(?:system|exec)\b|[>|]\s{0,9}(?:["'$]|std)|^--(?:load|mload|prepipe\w*)$/;

function word(note: WordMeaning, effectful = true): MeaningKind {
  return { type: 'word', note, effectful };
}

export const CLIENT_MEANINGS: Readonly<Record<string, MeaningKind>> = {
  'curl-variable': word(noteCurlVariable, false),
  'ed-file': word(noteEdFile),
  debugger: word(noteDebugger),
  'debugger-fed': word(noteDebuggerFed),
  database: word(noteDatabase, false),
  'pg-target': word(noteDatabaseAction),
  'mysql-action': word(noteDatabaseAction),
  'redis-command': { type: 'list', effectful: true, note: noteRedisCommand },
  archive: word(noteArchive),
  checkpoint: word(noteCheckpoint),
  'pass-source': word(notePassSource, false),
  'pandoc-format': word(notePandocFormat),
  'tex-input': word(noteTexInput, false),
  'pipe-file': word(notePipeFile),
  'machine-operand': word(noteMachineOperand),
  'machine-word': word(
    changing(
      /^(?:set(?:-.*)?|terminate.*|kill.*|enable.*|disable.*|reboot|poweroff|suspend|start|stop|restart|write|delete|import|load|makestep|attach.*|lock.*|unlock.*|flush.*)$|^[\w./-]+=/,
      'machine',
    ),
  ),
  'net-word': word(
    changing(
      /^(?:add|del|delete|change|replace|append|prepend|set|flush|up|down|enable|disable|allow|deny|reject|limit|reset|reload|insert|remove|edit|connect|disconnect|modify|addbr|delbr|addif|delif|block|unblock|apply|-set\w+)$/,
      'machine',
    ),
  ),
  'service-word': word(
    changing(
      /^(?:start|stop|restart|reload|force-reload|enable|disable|kill|delete|load|unload|bootstrap|bootout|kickstart|remove|on|off|add|startup|save|resurrect|scale|reset)$/,
      'service',
    ),
  ),
  'orm-word': {
    type: 'word',
    effectful: false,
    note: (reading, value, argument, row) => {
      if (value.value !== null) dropping(reading, value, argument, row);
    },
  },
  'mlr-words': { type: 'list', effectful: true, note: noteMlrWords },
  'archive-words': { type: 'list', effectful: true, note: noteArchiveWords },
};
