/**
 * What a rules file has said so far: rules, with the examples that are checked once the whole file has run.
 *
 * INVARIANT: only functions of a rules file add to it, and it is thrown away where the file is at fault.
 */
import { type LineIndex, MAX_RULES, type Span } from '../base/index.ts';
import type { HostExecutable, NetworkRule, PrefixRule, RuleOrigin } from './prefix-rule.ts';
import type { PathBase } from './program-path.ts';
import { Fault } from './starlark/fault.ts';

/** A command that a rule must or must not match. */
export interface Example {
  readonly argv: readonly string[];
  readonly span: Span;
}

/** A rule with its examples. */
export interface RuleCall {
  readonly rule: PrefixRule;
  readonly matching: readonly Example[];
  readonly notMatching: readonly Example[];
}

export interface RulesDraft {
  readonly source: string;
  readonly layer: string | undefined;
  readonly lines: LineIndex;
  readonly base: PathBase;
  readonly calls: RuleCall[];
  readonly networkRules: NetworkRule[];
  readonly hostExecutables: HostExecutable[];
}

export function originAt({ source, layer, lines }: RulesDraft, span: Span): RuleOrigin {
  const place = { source, ...lines.locate(span.start) };
  return layer === undefined ? place : { ...place, layer };
}

/** Throws where one more rule would be too many. */
export function checkRuleCount({ calls, networkRules, hostExecutables }: RulesDraft): void {
  if (calls.length + networkRules.length + hostExecutables.length < MAX_RULES) return;
  throw new Fault('RL009', `the file makes more than ${MAX_RULES} rules`, {
    help: 'write alternatives as one rule: `["git", ["push", "pull"]]`',
  });
}
