/** The argument of `env -S`: one string to words. Reference: GNU coreutils manual, `env` invocation, `-S/--split-string` syntax. */

const ESCAPES: Readonly<Record<string, string>> = {
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '#': '#',
  $: '$',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** The words, or null where a variable or an unknown escape decides. */
export function splitString(text: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quote === '' && /\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (quote === '' && char === '#' && word === null) break;
    else if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (char === '$' && quote !== "'") return null;
    else if (char === '\\') {
      const next: string = text[++at] ?? '';
      if (next === 'c') break;
      if (next === '_' && quote === '') {
        if (word !== null) words.push(word);
        word = null;
        continue;
      }
      const escaped: string | undefined = next === '_' ? ' ' : quote === "'" && next !== "'" && next !== '\\' ? `\\${next}` : ESCAPES[next];
      if (escaped === undefined) return null;
      word = (word ?? '') + escaped;
    } else word = (word ?? '') + char;
  }
  if (word !== null) words.push(word);
  return quote === '' ? words : null;
}
