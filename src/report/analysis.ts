/**
 * An analysis for people: the source with every command marked, then the tree of what encloses what, each command with its place and
 * with what is not known about its words and why.
 */
import { LineIndex, MAX_REPORT_INDENT, MAX_REPORT_WORD, MAX_REPORTED_INVOCATIONS, type Span } from '../base/index.ts';
import type { Analysis, Invocation, Piece, Redirection, Scope, Word } from '../shell/index.ts';
import { formatFrame, type Mark } from './code-frame.ts';
import type { Paint } from './paint.ts';
import { formatArgv, visible } from './visible.ts';

/** The report on one text. */
export function formatAnalysis(analysis: Analysis, text: string, paint: Paint): string {
  const { invocations, refused, cautions } = analysis;
  const shown = invocations.slice(0, MAX_REPORTED_INVOCATIONS);
  const warned = cautions.slice(0, MAX_REPORTED_INVOCATIONS);
  const marks: Mark[] = [
    ...shown.map(({ span }) => ({ span, style: 'mark' as const })),
    ...warned.map(({ span }) => ({ span, style: 'prompt' as const })),
    ...(refused ? [{ span: refused.span, style: 'forbidden' as const }] : []),
  ];
  const count = `${invocations.length} ${invocations.length === 1 ? 'command' : 'commands'}`;
  const parts = [
    refused ? `${paint('forbidden', 'refused')}  ${refused.code} ${visible(refused.message)}; ${count} understood` : paint('strong', count),
    warned.map(({ code, message }) => `${paint('prompt', 'caution')}  ${code} ${visible(message)}`).join('\n'),
    formatFrame(text, marks, paint),
    formatTree({ ...analysis, invocations: shown }, text, paint),
    invocations.length > shown.length ? `… and ${invocations.length - shown.length} more; \`--json\` has them all` : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** What stands directly in a scope, in the order of the text. */
type Child = { readonly type: 'invocation'; readonly invocation: Invocation } | { readonly type: 'scope'; readonly index: number };

function formatTree({ invocations, scopes }: Analysis, text: string, paint: Paint): string {
  const lines = new LineIndex(text);
  const children = childrenByScope(invocations, scopes);
  const output: string[] = [];
  // An explicit stack: nesting comes from outside.
  const pending = (children[0] ?? []).toReversed().map((child) => ({ child, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const indent = '  '.repeat(Math.min(next.depth, MAX_REPORT_INDENT));
    if (next.child.type === 'invocation')
      for (const line of formatInvocation(next.child.invocation, lines, paint)) output.push(indent + line);
    else {
      const { index } = next.child;
      const depth = next.depth + 1;
      const scope = scopes[index];
      if (scope) output.push(indent + formatScope(scope, lines, paint));
      for (const child of (children[index] ?? []).toReversed()) pending.push({ child, depth });
    }
  }
  return output.join('\n');
}

/** For each scope its commands and its inner scopes that hold any. */
function childrenByScope(invocations: readonly Invocation[], scopes: readonly Scope[]): Child[][] {
  const children: Child[][] = scopes.map(() => []);
  const used = new Set<number>([0]);
  const use = (index: number): void => {
    for (let at = index; !used.has(at); at = scopes[at]?.parent ?? 0) {
      used.add(at);
      children[scopes[at]?.parent ?? 0]?.push({ type: 'scope', index: at });
    }
  };
  for (const invocation of invocations) {
    use(invocation.scope);
    children[invocation.scope]?.push({ type: 'invocation', invocation });
  }
  const startOf = (child: Child): number => (child.type === 'scope' ? scopes[child.index]?.span : child.invocation.span)?.start ?? 0;
  return children.map((list) => list.toSorted((a, b) => startOf(a) - startOf(b)));
}

function formatScope(scope: Scope, lines: LineIndex, paint: Paint): string {
  const name = scope.name === '' ? '' : ` ${visible(scope.name)}`;
  return `${paint('faint', place(lines, scope.span))} ${paint('strong', `${scope.type}${name}`)}${formatPosition(scope, paint)}`;
}

function formatInvocation(invocation: Invocation, lines: LineIndex, paint: Paint): string[] {
  const { argv, assignments, redirections, span } = invocation;
  const source = (at: Span) => visible(shorten(lines.text.slice(at.start, at.end)));
  const parts = [
    ...assignments.map((assignment) => source(assignment.span)),
    formatArgv(argv.map(({ value }) => value)),
    ...redirections.map((redirection) => formatRedirection(redirection, source)),
  ];
  const unknown = [...argv, ...redirections.map(({ target }) => target)].filter(({ value }) => value === null);
  const head = `${paint('faint', place(lines, span))} ${parts.filter(Boolean).join(' ')}${formatPosition(invocation, paint)}`;
  return [head, ...unknown.map((word) => `  ${paint('prompt', 'unknown')} \`${source(word.span)}\`: ${explainUnknown(word)}`)];
}

function shorten(text: string): string {
  return text.length > MAX_REPORT_WORD ? `${text.slice(0, MAX_REPORT_WORD - 1)}…` : text;
}

/** The body of a here-document is not repeated. */
function formatRedirection({ operator, span }: Redirection, source: (span: Span) => string): string {
  return operator === '<<' || operator === '<<-' ? operator : source(span);
}

function explainUnknown({ pieces, single }: Word): string {
  const reasons = new Set(pieces.flatMap((piece) => (piece.type === 'literal' ? [] : [REASONS[piece.type](piece as never)])));
  return `${[...reasons].join(', ') || 'not known before it runs'}; ${single ? 'one word' : 'zero or more words'}`;
}

/** Why a piece of each type is not known. */
const REASONS: { readonly [T in Exclude<Piece['type'], 'literal'>]: (piece: Extract<Piece, { type: T }>) => string } = {
  parameter: ({ name }) => `the value of \`${visible(name)}\``,
  command: () => 'what a command prints',
  process: () => 'the file of a process substitution',
  arithmetic: () => 'the result of arithmetic',
  glob: () => 'the files a pattern matches',
  tilde: () => 'a home folder',
  brace: () => 'a brace expansion over the limit',
};

function formatPosition({ position }: Invocation | Scope, paint: Paint): string {
  const facts = [
    position.index > 0 ? 'reads a pipe' : '',
    position.piped ? 'writes a pipe' : '',
    position.conditional ? 'may not run' : '',
    position.negated ? 'negated' : '',
    position.background ? 'in the background' : '',
  ].filter(Boolean);
  return facts.length === 0 ? '' : paint('faint', `  (${facts.join(', ')})`);
}

function place(lines: LineIndex, span: Span): string {
  const { line, column } = lines.locate(span.start);
  return `${line}:${column}`;
}
