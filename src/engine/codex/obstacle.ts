/**
 * Why Codex matches a script as one opaque word: the first construct that its reader of plain scripts does not take.
 * Reference: codex-semantics §2.2.
 */
import type { Span } from '../../base/index.ts';
import type { Analysis, Piece } from '../../shell/index.ts';

export type ObstacleKind =
  | 'assignment'
  | 'background'
  | 'backslash'
  | 'comment'
  | 'compound'
  | 'declaration'
  | 'empty'
  | 'expansion'
  | 'length'
  | 'name'
  | 'negation'
  | 'operator'
  | 'pattern'
  | 'redirection'
  | 'substitution'
  | 'syntax';

export interface Obstacle {
  readonly kind: ObstacleKind;
  readonly span: Span;
}

export const OBSTACLE_OF_PIECE: Readonly<Record<Exclude<Piece['type'], 'literal'>, ObstacleKind>> = {
  parameter: 'expansion',
  command: 'substitution',
  process: 'substitution',
  arithmetic: 'expansion',
  glob: 'pattern',
  tilde: 'pattern',
  brace: 'pattern',
};

/** Names the obstacle that stands at an offset of the text, where no word and no joint does. */
export function obstacleAt({ invocations, scopes }: Analysis, text: string, at: number): Obstacle {
  const covers = ({ span }: { readonly span: Span }): boolean => span.start <= at && at < span.end;
  const redirection = [...invocations, ...scopes].flatMap((each) => each.redirections).find(covers);
  if (redirection) return { kind: 'redirection', span: redirection.span };
  const assignment = invocations.flatMap((each) => each.assignments).find(covers);
  if (assignment) return { kind: 'assignment', span: assignment.span };
  const compound = scopes.find((scope) => scope.type !== 'text' && scope.type !== 'coproc' && scope.span.start === at);
  if (compound) return { kind: 'compound', span: compound.span };
  const [kind, length] = KIND_OF_CHARACTER[text.charAt(at)] ?? ['syntax', 1];
  const lineEnd = text.indexOf('\n', at);
  return { kind, span: { start: at, end: kind === 'comment' && lineEnd >= 0 ? lineEnd : kind === 'comment' ? text.length : at + length } };
}

const KIND_OF_CHARACTER: Readonly<Record<string, readonly [ObstacleKind, number]>> = {
  '#': ['comment', 1],
  '&': ['background', 1],
};
