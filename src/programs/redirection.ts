/** What redirections do: files read and written, connections opened, text given to standard input. */
import type { Redirection, Word } from '../shell/index.ts';
import type { Effect } from './effect.ts';
import { isCertain, knownPrefix, literalWord, splitWord } from './word.ts';

/** Where standard input comes from. */
export type Stdin = { readonly type: 'inherited' } | { readonly type: 'text' | 'file'; readonly word: Word };

/** The last redirection of descriptor 0 counts. */
export function stdinOf(redirections: readonly Redirection[]): Stdin {
  let stdin: Stdin = { type: 'inherited' };
  for (const { operator, fd, target } of redirections) {
    if (fd !== null && fd !== 0) continue;
    if (operator === '<<' || operator === '<<-' || operator === '<<<') stdin = { type: 'text', word: target };
    else if (operator === '<' || operator === '<>') stdin = { type: 'file', word: target };
  }
  return stdin;
}

/** The effects of the redirections of a command, or of a compound. */
export function redirectionEffects(redirections: readonly Redirection[]): Effect[] {
  const effects: Effect[] = [];
  for (const redirection of redirections) noteRedirection(effects, redirection);
  return effects;
}

export function noteRedirection(effects: Effect[], redirection: Redirection): void {
  const { operator, target } = redirection;
  if (operator.startsWith('<<') || target.pieces[0]?.type === 'process') return;
  const prefix = knownPrefix(target);
  if (isDuplication(redirection, prefix)) return;
  if (prefix.startsWith('/dev/tcp/') || prefix.startsWith('/dev/udp/')) {
    noteConnection(effects, target);
    return;
  }
  const base = { path: target, form: 'path', base: null, span: target.span, row: `redirection ${operator}` } as const;
  const certainty = isCertain(target) ? 'literal' : 'unknown';
  if (operator !== '<' && operator !== '<&') effects.push({ type: 'write', certainty, ...base });
  if (operator === '<' || operator === '<>') effects.push({ type: 'read', certainty, ...base });
}

/** `2>&1`, `>&-`, `<&3-`. Without a descriptor in front, `>&WORD` writes a file unless the word turns out to be a number. */
function isDuplication({ operator, fd, target }: Redirection, prefix: string): boolean {
  if (operator !== '>&' && operator !== '<&') return false;
  if (operator === '<&' || fd !== null) return true;
  return target.value !== null && /^(?:\d+-?|-)$/.test(prefix);
}

/** `/dev/tcp/HOST/PORT`: a file name that bash takes for a connection. */
function noteConnection(effects: Effect[], target: Word): void {
  const host = splitWord(target, '/')[3] ?? literalWord('', target.span);
  const certainty = host.value === null ? 'unknown' : 'literal';
  effects.push({ type: 'network', target: host, form: 'host', role: 'contact', certainty, span: target.span, row: 'redirection /dev/tcp' });
}
