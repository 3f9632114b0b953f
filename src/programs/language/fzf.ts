/** Commands in the key bindings of fzf: `key:action(argument)+action,key:action`. Reference: fzf(1), key/event bindings. */
const RUNNING = /^(?:execute(?:-silent|-multi)?|become|reload(?:-sync)?|(?:change-)?preview|(?:bg-)?transform(?:-[a-z-]+)?)$/;

export function scanFzfBindings(text: string): string[] {
  const runs: string[] = [];
  let at = 0;
  while (at < text.length) {
    const name = /[a-z-]+/y;
    name.lastIndex = at;
    const action = name.exec(text)?.[0];
    if (action === undefined) {
      at++;
      continue;
    }
    at += action.length;
    if (!RUNNING.test(action)) continue;
    const argument = argumentAt(text, at);
    if (argument === null) continue;
    runs.push(argument);
    at += argument.length + 2;
  }
  return runs;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** `(command)`, with any sign as bracket; `:command` takes the rest. */
function argumentAt(text: string, at: number): string | null {
  const open = text[at] ?? '';
  if (open === ':') return text.slice(at + 1);
  if (open === '' || !/[([{<~!@#$%^&*;/|]/.test(open)) return null;
  const close = CLOSING[open] ?? open;
  let end = text.indexOf(close, at + 1);
  while (end >= 0 && end + 1 < text.length && text[end + 1] !== ',' && text[end + 1] !== '+') end = text.indexOf(close, end + 1);
  return end > at ? text.slice(at + 1, end) : text.slice(at + 1);
}
