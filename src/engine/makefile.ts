/**
 * The recipes of a makefile that running a target would run, as far as they are literal.
 *
 * Variables are put in where one plain assignment gives them; every other expansion becomes a variable that nobody sets, so that what
 * stands beside it is judged all the same. Reference: GNU make manual, "Writing Recipes", "How to Use Variables".
 */
import { MAX_MAKE_DEPTH, MAX_MAKE_TEXT, MAX_RECIPE_LINES, MAX_SCRIPTS } from '../base/index.ts';

export interface Recipe {
  readonly target: string;
  /** A shell text, one command line a line. */
  readonly text: string;
}

interface Rule {
  readonly needs: string[];
  readonly lines: string[];
}

/** Null where there are too many recipes or lines of them; those of patterns are taken to run always. `task`: a target; one that is not there means the first of the file. */
export function readMakefile(text: string, task: string | null): readonly Recipe[] | null {
  const parsed = parseMakefile(text);
  if (parsed === null) return null;
  const { rules, variables, first, shells } = parsed;
  const wanted = task !== null && rules.has(task) ? task : first;
  const recipes: Recipe[] = shells.map((shell) => ({ target: '$(shell)', text: shell }));
  const expansion = { variables, left: MAX_MAKE_TEXT };
  const pending = [...rules.keys()].filter((name) => name.includes('%') || /^\.\w+\.\w+$/.test(name));
  if (wanted !== null) pending.push(wanted);
  const seen = new Set<string>();
  for (let target = pending.pop(); target !== undefined; target = pending.pop()) {
    const rule = rules.get(target);
    if (rule === undefined || seen.has(target)) continue;
    seen.add(target);
    for (const need of rule.needs) pending.push(need);
    if (rule.lines.length === 0) continue;
    const own = { ...expansion, target };
    recipes.push({ target, text: rule.lines.map((line) => expand(line.replace(/^[@+\-\s]+/, ''), own, 0)).join('\n') });
    expansion.left = own.left;
    if (recipes.length > MAX_SCRIPTS) return null;
  }
  return recipes.length > MAX_SCRIPTS ? null : recipes;
}

/** Null where many targets of many lines make too many. */
function parseMakefile(text: string) {
  const rules = new Map<string, Rule>();
  const variables = new Map<string, string | null>();
  const shells = Array.from(text.matchAll(/\$[({]shell\s([^(){}]*)[)}]|^[ \t]*[\w.-]+[ \t]*!=[ \t]*(.*)$/gm), ([, a, b]) => a ?? b ?? '');
  let first: string | null = null;
  let open: ReadonlySet<Rule> = new Set();
  let lines = 0;
  for (const line of text.replace(/\\\r?\n/g, '\\\n').split(/(?<!\\)\n/)) {
    if (line.startsWith('\t')) {
      for (const rule of open) rule.lines.push(line.slice(1));
      lines += open.size;
      if (lines > MAX_RECIPE_LINES) return null;
      continue;
    }
    const plain = line.replace(/\\\n/g, ' ').replace(/(?<!\\)#.*$/s, '');
    const assignment = /^\s*(?:export\s+|override\s+)*([\w.-]+)\s*(\?|:{1,3}|\+)?=\s*(.*)$/.exec(plain);
    if (assignment) {
      const [, name = '', operator, value = ''] = assignment;
      variables.set(name, variables.has(name) || operator === '+' ? null : value);
      continue;
    }
    const rule = /^([^:=\t][^:=]*)::?(?!=)([^;]*)(?:;(.*))?$/.exec(plain);
    if (rule === null) continue;
    const [, targets = '', needs = '', inline] = rule;
    const names = targets.trim().split(/\s+/);
    const wanted = needs.split(/\s+/).filter((each) => each !== '' && each !== '|');
    lines += names.length * wanted.length;
    if (lines > MAX_RECIPE_LINES) return null;
    open = new Set(names.map((name) => addRule(rules, name, wanted)));
    if (inline !== undefined) for (const each of open) each.lines.push(inline.trim());
    first ??= names.find((name) => !name.startsWith('.') && !name.includes('%')) ?? null;
  }
  return { rules, variables, first, shells };
}

function addRule(rules: Map<string, Rule>, name: string, wanted: readonly string[]): Rule {
  const rule = rules.get(name) ?? { needs: [], lines: [] };
  for (const each of wanted) rule.needs.push(each);
  rules.set(name, rule);
  return rule;
}

interface Expansion {
  readonly variables: ReadonlyMap<string, string | null>;
  readonly target: string;
  /** Characters of values that may still be put in. */
  left: number;
}

function expand(text: string, expansion: Expansion, depth: number): string {
  return text.replace(/\$(?:\$|@|\(([\w.-]+)\)|\{([\w.-]+)\}|[({][^(){}]*[)}]|.)/g, (found, round?: string, curly?: string) => {
    if (found === '$$') return '$';
    if (found === '$@') return expansion.target;
    const value = expansion.variables.get(round ?? curly ?? '') ?? null;
    if (value === null || depth === MAX_MAKE_DEPTH || expansion.left <= value.length) return '$PORTCULLIS_UNKNOWN';
    expansion.left -= value.length + 1;
    return expand(value, expansion, depth + 1);
  });
}
