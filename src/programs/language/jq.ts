/**
 * A jq filter to what it reads beside its input: environment, modules. jq itself neither writes files nor starts programs.
 *
 * Reference: jq manual (`$ENV`, `env`, `import`, `include`, string interpolation).
 * INVARIANT: one pass; strings are text, except what stands in `\(…)`.
 */
export interface JqFacts {
  /** Names looked up in the environment; null for the whole. */
  readonly variables: readonly (string | null)[];
  readonly loadsModules: boolean;
  /** Files that `load` of yq reads; null where the name is computed. */
  readonly reads: readonly (string | null)[];
}

export function scanJq(text: string): JqFacts {
  const variables: (string | null)[] = [];
  let loadsModules = false;
  const reads: (string | null)[] = [];
  for (const { name, start, end } of names(text)) {
    if (name === 'import' || name === 'include') loadsModules = true;
    else if (/^load(?:_\w+)?$/.test(name) && text[end] === '(')
      reads.push(/^\(\s?"([^"\\]*)"\s?\)/.exec(text.slice(end, end + 300))?.[1] ?? null);
    else if (name === '$ENV' || (name === 'env' && isFunction(text, start, end))) variables.push(fieldAt(text, end));
  }
  return { variables, loadsModules, reads };
}

/** Not a field (`.env`), not a key (`{env: 1}`). */
function isFunction(text: string, start: number, end: number): boolean {
  return text[start - 1] !== '.' && !/^\s*:/.test(text.slice(end, end + 8));
}

/** `.NAME` or `["NAME"]` behind an object; null where the whole object is used. */
function fieldAt(text: string, end: number): string | null {
  return /^(?:\.|\.?\[\s?"|\.")(\w+)/.exec(text.slice(end, end + 130))?.[1] ?? null;
}

/** All names that stand outside of strings and comments. */
function* names(text: string): Generator<{ name: string; start: number; end: number }> {
  const open: ('string' | 'interpolation')[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    const inString = open[open.length - 1] === 'string';
    if (char === '\\' && inString) {
      if (text[++at] === '(') open.push('interpolation');
    } else if (char === '"') {
      if (inString) open.pop();
      else open.push('string');
    } else if (inString) continue;
    else if (char === '(' && open.length > 0) open.push('interpolation');
    else if (char === ')') open.pop();
    else if (char === '#') while (at + 1 < text.length && text[at + 1] !== '\n') at++;
    else if (/[A-Za-z_$]/.test(char)) {
      const start = at;
      while (/\w/.test(text[at + 1] ?? '')) at++;
      yield { name: text.slice(start, at + 1), start, end: at + 1 };
    }
  }
}
