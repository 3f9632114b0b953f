/** Commands to effects as one line each, so that a case reads like a sentence and compares as a whole. */
import { type Effect, effectsOf, type ProgramReading } from '../../src/programs/index.ts';
import { analyse, createCore, type Invocation, type Word } from '../../src/shell/index.ts';

const core = createCore('js');

/** The first simple command of a text. */
export function invocationOf(text: string): Invocation {
  const [invocation] = analyse(core, text).invocations;
  if (invocation === undefined) throw new Error(`no command in ${text}`);
  return invocation;
}

export function readingOf(text: string): ProgramReading {
  return effectsOf(invocationOf(text));
}

/** Every effect of the first command of a text. */
export function effectLines(text: string): string[] {
  return readingOf(text).effects.map(formatEffect);
}

export function formatWord(word: Word | null): string {
  if (word === null) return 'none';
  return word.value ?? word.pieces.map(formatPiece).join('');
}

function formatPiece(piece: Word['pieces'][number]): string {
  switch (piece.type) {
    case 'parameter':
      return piece.name === '' ? '<unknown>' : `$${piece.name}`;
    case 'command':
      return '$(…)';
    case 'process':
      return `${piece.direction}(…)`;
    case 'arithmetic':
      return '$((…))';
    default:
      return piece.text;
  }
}

export function formatEffect(effect: Effect): string {
  const unknown = effect.certainty === 'unknown' ? ' ?' : '';
  return `${effect.type} ${describe(effect)}${unknown}`;
}

function describe(effect: Effect): string {
  switch (effect.type) {
    case 'run': {
      const place = effect.place === 'here' ? '' : ` (${effect.place})`;
      return `${describeStarted(effect.started)}${place}${effect.directory === null ? '' : ` in ${formatWord(effect.directory)}`}`;
    }
    case 'read':
    case 'write':
    case 'delete': {
      const form = effect.form === 'path' ? '' : `${effect.form} `;
      const manner = effect.manner === undefined ? '' : `${effect.manner} `;
      return `${form}${manner}${formatWord(effect.path)}${effect.base === null ? '' : ` in ${formatWord(effect.base)}`}`;
    }
    case 'network':
      return `${effect.role === 'contact' ? '' : `${effect.role} `}${effect.form} ${formatWord(effect.target)}`;
    case 'code':
      return `${effect.language} ${effect.source}${effect.text === null ? '' : ` ${formatWord(effect.text)}`}`;
    case 'environment': {
      const value = effect.value === null ? '' : `=${formatWord(effect.value)}`;
      return `${effect.scope} ${effect.action} ${effect.name ?? '<unknown>'}${value}${effect.class === null ? '' : ` (${effect.class})`}`;
    }
    case 'privilege':
      return `${effect.how}${effect.user === null ? '' : ` ${formatWord(effect.user)}`}`;
    case 'config':
      return `${effect.what} ${effect.form} ${formatWord(effect.target)}`;
    case 'directory':
      return effect.path === null ? 'back' : formatWord(effect.path);
    case 'destroy':
      return `${effect.what}: ${effect.words.join(' ')}`;
    case 'disclose':
      return `${effect.what}${effect.name === null ? '' : ` ${effect.name}`}`;
    case 'shadow':
      return `${effect.how} ${effect.name ?? '<unknown>'}${effect.body === null ? '' : `: ${formatWord(effect.body)}`}`;
    case 'injection':
      return formatWord(effect.word);
    case 'unclear':
      return effect.code;
  }
}

function describeStarted(started: (Effect & { type: 'run' })['started']): string {
  switch (started.type) {
    case 'argv':
      return `argv: ${started.argv.map(formatWord).join(' ')}`;
    case 'text':
      return `${started.shell}: ${formatWord(started.text)}`;
    case 'program':
      return `program: ${formatWord(started.program)}`;
    case 'file':
      return `${started.shell} file: ${formatWord(started.file)}`;
    case 'stdin':
      return `${started.shell} stdin${started.text === null ? '' : `: ${formatWord(started.text)}`}`;
  }
}
