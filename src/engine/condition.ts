/**
 * Conditions of rules over what an invocation does: options in any spelling, paths, hosts, variables.
 *
 * All given conditions must hold. INVARIANT: what is not known holds for a rule that restricts, and does not for one that allows.
 */
import { matchWildcard } from '../base/index.ts';
import type { Effect } from '../programs/index.ts';
import type { RuleConditions } from '../rules/index.ts';
import type { EngineContext } from './context.ts';
import { hostOf } from './host-of.ts';
import { foldPath, resolveWord } from './path.ts';
import { matchPath } from './path-glob.ts';
import type { ShellState } from './shell-state.ts';

export interface ConditionFacts {
  readonly effects: readonly Effect[];
  readonly context: EngineContext;
  readonly state: ShellState;
  readonly variables: readonly string[];
  readonly options: () => ReadonlySet<string>;
}

/** Whether all conditions hold; `unknown` is what a path or host that is not known counts as. */
export function conditionsHold(conditions: RuleConditions, facts: ConditionFacts, unknown: boolean): boolean {
  const { options, env, reads, writes, deletes, hosts } = conditions;
  if (options !== undefined && !options.some((option) => facts.options().has(option))) return false;
  if (env !== undefined && !env.some((name) => setsVariable(facts, name, unknown))) return false;
  if (reads !== undefined && !touches(facts, 'read', reads, unknown)) return false;
  if (writes !== undefined && !touches(facts, 'write', writes, unknown)) return false;
  if (deletes !== undefined && !touches(facts, 'delete', deletes, unknown)) return false;
  return hosts === undefined || contacts(facts, hosts, unknown);
}

function setsVariable({ variables, effects }: ConditionFacts, name: string, unknown: boolean): boolean {
  if (variables.some((each) => matchWildcard(name, each))) return true;
  return effects.some((effect) => effect.type === 'environment' && (effect.name === null ? unknown : matchWildcard(name, effect.name)));
}

function touches(
  { effects, context, state }: ConditionFacts,
  type: 'read' | 'write' | 'delete',
  globs: readonly string[],
  unknown: boolean,
): boolean {
  return effects.some((effect) => {
    if (effect.type !== type) return false;
    const target = resolveWord(effect.path, { cwd: state.cwd, home: context.home, windows: context.windows });
    if (target === null || target.pattern) return unknown;
    return globs.some((glob) => matchPath(absoluteGlob(glob, context), target.path, context.places.folds, unknown));
  });
}

/** A glob of a rule is relative to the first root of the workspace; `~/` is the home folder. */
function absoluteGlob(glob: string, { home, places, cwd }: EngineContext): string {
  if (glob.startsWith('~/')) return `${home}/${glob.slice(2)}`;
  return glob.startsWith('/') || glob.startsWith('**') ? glob : foldPath(`${places.workspaceRoots[0] ?? cwd}/${glob}`);
}

function contacts({ effects }: ConditionFacts, patterns: readonly string[], unknown: boolean): boolean {
  return effects.some((effect) => {
    if (effect.type !== 'network') return false;
    const host = hostOf(effect.target, effect.form);
    if (host.type === 'none') return false;
    if (host.type === 'unknown' || host.text === null) return unknown;
    return patterns.some((pattern) => matchHost(pattern, host.text ?? ''));
  });
}

/** `d`, `*.d` (below d), `**.d` (d and below), `*`. */
function matchHost(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('**.')) return host === pattern.slice(3) || host.endsWith(pattern.slice(2));
  if (pattern.startsWith('*.')) return host.endsWith(pattern.slice(1)) && host.length >= pattern.length;
  return matchWildcard(pattern.toLowerCase(), host);
}
