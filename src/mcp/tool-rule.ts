/**
 * Rules and approval modes over tools: found by exact names in a map, by wildcards one after the other.
 *
 * INVARIANT: every rule whose names match is asked; whether its conditions hold is yes, no, or not known, and what is not known never
 * allows and never lets a stricter rule pass.
 */
import { type Diagnostic, hasWildcard, matchWildcard, type Origin } from '../base/index.ts';
import { NO_REGEX_ENGINE, type RegexEngine } from './regex-engine.ts';
import type { ArgumentCondition, ToolRule } from './settings.ts';
import { compileMatcher } from './value-matcher.ts';

/** Arguments of a call as JSON gives them; null where they are not known. */
export type ToolArguments = Readonly<Record<string, unknown>> | null;

export interface CompiledRule extends ToolRule {
  readonly conditionsHold: (args: ToolArguments) => 'yes' | 'no' | 'unknown';
}

/** Things with a server and a tool name, either of which may hold wildcards. */
export interface NamedTool {
  readonly server: string;
  readonly tool: string;
}

interface Placed<T> {
  /** Its place in the list it was given in. */
  readonly at: number;
  readonly item: T;
}

export class ToolIndex<T extends NamedTool> {
  /** By server, then by tool. */
  readonly #exact = new Map<string, Map<string, Placed<T>[]>>();
  readonly #wild: Placed<T>[] = [];
  readonly isEmpty: boolean;

  constructor(items: readonly T[]) {
    this.isEmpty = items.length === 0;
    for (const [at, item] of items.entries()) {
      if (hasWildcard(item.server) || hasWildcard(item.tool)) this.#wild.push({ at, item });
      else this.#placesOf(item).push({ at, item });
    }
  }

  #placesOf({ server, tool }: T): Placed<T>[] {
    const tools = this.#exact.get(server) ?? new Map<string, Placed<T>[]>();
    const places = tools.get(tool) ?? [];
    this.#exact.set(server, tools.set(tool, places));
    return places;
  }

  /** What is said about a tool, in the order it was written. */
  find(server: string, tool: string): readonly T[] {
    const exact = this.#exact.get(server)?.get(tool) ?? [];
    const wild = this.#wild.filter(({ item }) => matchWildcard(item.server, server) && matchWildcard(item.tool, tool));
    return [...exact, ...wild].sort((a, b) => a.at - b.at).map(({ item }) => item);
  }

  /** The only thing that is said about a tool; null where there is more, or nothing. */
  findOnly(server: string, tool: string): T | null {
    const places = this.#exact.get(server)?.get(tool);
    return this.#wild.length === 0 && places?.length === 1 ? (places[0]?.item ?? null) : null;
  }
}

export function compileRules(rules: readonly ToolRule[], regex: RegexEngine | null, diagnostics: Diagnostic[]): CompiledRule[] {
  return rules.map((rule) => {
    if (rule.server === '' || rule.tool === '') diagnostics.push(withoutName(rule.origin));
    const conditions = rule.conditions.map((condition) => compileCondition(condition, rule, regex ?? NO_REGEX_ENGINE, diagnostics));
    return { ...rule, conditionsHold: (args) => combine(conditions, args) };
  });
}

function withoutName(place: Origin): Diagnostic {
  return {
    code: 'MC036',
    severity: 'error',
    message: 'a tool rule without server or tool',
    place,
    help: 'write `*` where every one is meant',
  };
}

type Holds = 'yes' | 'no' | 'unknown';

function combine(conditions: readonly ((args: Readonly<Record<string, unknown>>) => Holds)[], args: ToolArguments): Holds {
  if (conditions.length === 0) return 'yes';
  if (args === null) return 'unknown';
  const held = conditions.map((condition) => condition(args));
  return held.includes('no') ? 'no' : held.includes('unknown') ? 'unknown' : 'yes';
}

function compileCondition(
  { argument, matcher }: ArgumentCondition,
  { decision, origin }: ToolRule,
  regex: RegexEngine,
  diagnostics: Diagnostic[],
): (args: Readonly<Record<string, unknown>>) => Holds {
  const matches = compileMatcher(matcher, { what: `the argument \`${argument}\``, origin }, regex, diagnostics);
  if (matches === null) return () => 'unknown';
  const path = argument.split('.');
  return (args) => {
    const texts = textsAt(args, path);
    if (texts === null) return 'unknown';
    // Of a list, an allow rule wants every element to match; any other rule is content with one.
    const isMet = decision === 'allow' ? texts.length > 0 && texts.every(matches) : texts.some(matches);
    return isMet ? 'yes' : 'no';
  };
}

/** The scalars that an argument holds, as texts: none where it is missing, null where there is an object or nothing to compare. */
function textsAt(args: Readonly<Record<string, unknown>>, path: readonly string[]): readonly string[] | null {
  let value: unknown = args;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
    value = (value as Record<string, unknown>)[key];
  }
  const texts = (Array.isArray(value) ? value : [value]).map(textOf);
  return texts.every((text) => text !== null) ? texts : null;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(value) : null;
}
