/**
 * Adds one rule to the text of a rules file, as Codex writes down what a user always allows.
 *
 * INVARIANT: the text that is returned loads, and the rule stands in it as it was asked for; otherwise nothing is returned
 * (reference: codex-semantics §1.8).
 */
import { type Diagnostic, MAX_POLICY_FILE_BYTES } from '../base/index.ts';
import { bannedReason } from './banned-prefix.ts';
import { parseRules } from './parse-rules.ts';
import type { NetworkRule, PatternToken, PrefixRule, RuleSet } from './prefix-rule.ts';
import { describeWords } from './rule-argument.ts';

/** What is to be added: an allow rule for a prefix, or what a host is from now on. */
export type Amendment =
  | { readonly type: 'prefix'; readonly prefix: readonly string[] }
  | {
      readonly type: 'network';
      readonly host: string;
      readonly protocol: NetworkRule['protocol'];
      readonly decision: 'allow' | 'forbidden';
      readonly justification?: string;
    };

export interface AmendedText {
  /** The new text, or the old one where the rule is in it already; null where the rule cannot be added. */
  readonly value: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** `source` is the name of the file in messages. */
export function amend(text: string, amendment: Amendment, source = 'default.rules'): AmendedText {
  const refusal = refusalOf(amendment);
  if (refusal) return { value: null, diagnostics: [refusal] };
  const line = formatLine(amendment);
  const wanted = read('the new rule', line);
  const before = read(source, text);
  if (wanted.value === null || before.value === null) return { value: null, diagnostics: [...wanted.diagnostics, ...before.diagnostics] };
  const isThere = text.split(/\r?\n/).includes(line) && holds(before.value, wanted.value);
  return isThere ? { value: text, diagnostics: [] } : append(source, text, line, wanted.value);
}

function append(source: string, text: string, line: string, wanted: RuleSet): AmendedText {
  const amended = `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
  if (amended.length > MAX_POLICY_FILE_BYTES) return refuse(`\`${source}\` is full`, 'use another file, or remove rules');
  const after = read(source, amended);
  if (after.value !== null && holds(after.value, wanted)) return { value: amended, diagnostics: [] };
  return refuse(
    `a line at the end of \`${source}\` would not be the rule it says`,
    'end the last statement of the file, or use another file',
  );
}

/** Examples may need the host executables of other files, so they do not count here. */
function read(source: string, text: string): { readonly value: RuleSet | null; readonly diagnostics: readonly Diagnostic[] } {
  return parseRules([{ source, text }], { examples: 'ignored' });
}

function refuse(message: string, help: string): AmendedText {
  return { value: null, diagnostics: [fault(message, help)] };
}

function fault(message: string, help: string): Diagnostic {
  return { code: 'RL010', severity: 'error', message, help };
}

const LONE_SURROGATE = /\p{Surrogate}/u;

function refusalOf(amendment: Amendment): Diagnostic | null {
  if (amendment.type === 'network') return null;
  const { prefix } = amendment;
  if (prefix.length === 0 || prefix[0] === '') return fault('there is no program to allow', 'name at least the program');
  if (prefix.some((word) => LONE_SURROGATE.test(word)))
    return fault('a word is not Unicode and cannot be written down', 'allow a shorter prefix');
  const reason = bannedReason(prefix);
  return reason === null ? null : fault(`\`${describeWords(prefix)}\` is not allowed as a whole: it ${reason}`, 'allow a longer prefix');
}

function formatLine(amendment: Amendment): string {
  if (amendment.type === 'prefix') return `prefix_rule(pattern=[${amendment.prefix.map(quote).join(', ')}], decision="allow")`;
  const { host, protocol, decision, justification } = amendment;
  const why = justification === undefined ? '' : `, justification=${quote(justification)}`;
  return `network_rule(host=${quote(host)}, protocol="${protocol}", decision="${decision === 'allow' ? 'allow' : 'deny'}"${why})`;
}

/** JSON, whose escapes the language has as well. */
function quote(text: string): string {
  return JSON.stringify(text);
}

/** Whether the one rule of `wanted` is in force; of a host the last word counts. */
function holds(set: RuleSet, wanted: RuleSet): boolean {
  const [prefixRule] = wanted.prefixRules;
  const [networkRule] = wanted.networkRules;
  if (prefixRule) return set.prefixRules.some((each) => isSameRule(each, prefixRule));
  const known = set.networkRules.findLast((each) => each.host === networkRule?.host && each.protocol === networkRule.protocol);
  return known?.decision === networkRule?.decision;
}

function isSameRule(a: PrefixRule, b: PrefixRule): boolean {
  const isPlain = !a.canonical && a.conditions === undefined && a.expires === undefined;
  return (
    isPlain &&
    a.decision === b.decision &&
    a.pattern.length === b.pattern.length &&
    a.pattern.every((token, at) => isSameToken(token, b.pattern[at]))
  );
}

function isSameToken({ any }: PatternToken, other: PatternToken | undefined): boolean {
  return any.length === 1 && other?.any.length === 1 && any[0] === other.any[0];
}
