/** A rule set as it would be with many times as many rules: copies of it about programs of other names. */
import type { Policy } from '../../engine/index.ts';
import type { PrefixRule } from '../../rules/index.ts';

/** The same policy with every prefix rule `times` times over, each copy for programs that nobody calls. */
export function growPolicy(policy: Policy, times: number): Policy {
  const { prefixRules } = policy.rules;
  const copies = Array.from({ length: times - 1 }, (_, i) => prefixRules.map((rule) => renamed(rule, `~${i + 2}`)));
  return { ...policy, rules: { ...policy.rules, prefixRules: [...prefixRules, ...copies.flat()] } };
}

function renamed(rule: PrefixRule, suffix: string): PrefixRule {
  const [program, ...rest] = rule.pattern;
  const [first, ...others] = program.any;
  return { ...rule, pattern: [{ ...program, any: [`${first}${suffix}`, ...others.map((name) => `${name}${suffix}`)] }, ...rest] };
}

/** The same policy without the rules of one source. */
export function withoutSource(policy: Policy, source: string): Policy {
  return { ...policy, rules: { ...policy.rules, prefixRules: policy.rules.prefixRules.filter(({ origin }) => origin.source !== source) } };
}
