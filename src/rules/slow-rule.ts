/**
 * Rules that a walk over exact tokens cannot match: subtokens, folded case, very many alternatives, and those with conditions
 * (which the caller checks). INVARIANT: linear in the words of the command times the tokens of the rule.
 */
import type { PatternToken, PrefixRule } from './prefix-rule.ts';
import { baseName } from './program-path.ts';

/** Names in the trie whose node must say that such a rule may apply. */
export function slowPrograms(rule: PrefixRule): string[] {
  const names = new Set<string>();
  for (const program of rule.pattern[0].any) {
    const base = baseName(program, 'posix') ?? program;
    for (const name of [program, base, base.toLowerCase()]) names.add(name);
  }
  return [...names];
}

/** What a slow rule's pattern says about an argv; `completable`: an unknown word could be what it waits for. */
export type SlowMatch = 'matches' | 'completable' | 'differs';

/** Tries the pattern from its second token on; the program itself was looked up by the caller. */
export function matchSlowRule(rule: PrefixRule, argv: readonly (string | null)[]): SlowMatch {
  const [first, ...rest] = rule.pattern;
  const fold = rule.canonical === true;
  let at = 1;
  let result = matchSubtokens(first, argv, at, fold);
  for (const token of rest) {
    if (result !== 'matches') return result;
    const word = argv[at];
    if (word === undefined) return 'differs';
    if (word === null) return 'completable';
    if (!hasToken(token, word, fold)) return 'differs';
    at++;
    result = matchSubtokens(token, argv, at, fold);
  }
  return result;
}

function hasToken(token: PatternToken, word: string, fold: boolean): boolean {
  return fold ? token.any.some((each) => each.toLowerCase() === word.toLowerCase()) : token.any.includes(word);
}

/** The words of `subtokens` in their order, others between them allowed; `force` also as `--force` and `--force=…`. */
function matchSubtokens(token: PatternToken, argv: readonly (string | null)[], from: number, fold: boolean): SlowMatch {
  const wanted = token.subtokens ?? [];
  let next = 0;
  let unknown = false;
  for (let i = from; i < argv.length && next < wanted.length; i++) {
    const word = argv[i];
    if (word === null || word === undefined) unknown = true;
    else if (isSubtoken(wanted[next] ?? '', word, fold)) next++;
  }
  if (next === wanted.length) return 'matches';
  return unknown ? 'completable' : 'differs';
}

function isSubtoken(subtoken: string, word: string, fold: boolean): boolean {
  const wanted = fold ? subtoken.toLowerCase() : subtoken;
  const given = fold ? word.toLowerCase() : word;
  return given === wanted || given === `--${wanted}` || given.startsWith(`--${wanted}=`);
}
