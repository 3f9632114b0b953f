/** How much of a trie the alternatives of a pattern make: a path of tokens for every combination, which share what they begin with. */
import { MAX_RULE_PATHS } from '../base/index.ts';
import type { PatternToken, PrefixRule } from './prefix-rule.ts';

/** Number of token paths that the alternatives of a rule make; what exceeds the bound is not counted further. */
export function countPaths(pattern: readonly PatternToken[]): number {
  let paths = 1;
  for (const { any } of pattern) if (any.length > 1) paths = Math.min(paths * new Set(any).size, MAX_RULE_PATHS + 1);
  return paths;
}

/** Nodes that a rule needs at most below one of its programs. */
export function countNodes(rule: PrefixRule): number {
  let level = 1;
  let nodes = 0;
  for (const token of rule.pattern.slice(1)) {
    level = Math.min(level * new Set(token.any).size, MAX_RULE_PATHS);
    nodes += level;
  }
  return nodes;
}
