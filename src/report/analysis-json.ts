/** An analysis in the wire form of `analyse --json` and `policy/analyse`: words as strings, null where they are not known. */
import type { Span } from '../base/index.ts';
import { contextOf } from '../engine/index.ts';
import type { Analysis, Invocation, Redirection, Refusal, Scope } from '../shell/index.ts';

export interface InvocationJson {
  readonly argv: readonly (string | null)[];
  readonly assignments: readonly { readonly name: string; readonly value: string | null }[];
  readonly redirections: readonly { readonly operator: string; readonly fd: number | string | null; readonly target: string | null }[];
  /** What encloses it, from the outside in, and how it is joined: `pipeline`, `background`, `conditional`. */
  readonly context: readonly string[];
  readonly span: Span;
}

export interface AnalysisJson {
  readonly refused: Refusal | null;
  readonly cautions: readonly Refusal[];
  readonly invocations: readonly InvocationJson[];
}

export function analysisJson(analysis: Analysis): AnalysisJson {
  return {
    refused: analysis.refused,
    cautions: analysis.cautions,
    invocations: analysis.invocations.map((i) => invocationJson(i, analysis.scopes)),
  };
}

function invocationJson(invocation: Invocation, scopes: readonly Scope[]): InvocationJson {
  return {
    argv: invocation.argv.map((word) => word.value),
    assignments: invocation.assignments.map(({ name, value }) => ({ name, value: value?.value ?? null })),
    redirections: invocation.redirections.map(redirectionJson),
    context: contextOf(invocation, scopes, []),
    span: invocation.span,
  };
}

function redirectionJson({ operator, fd, target }: Redirection): { operator: string; fd: number | string | null; target: string | null } {
  return { operator, fd, target: target.value };
}
