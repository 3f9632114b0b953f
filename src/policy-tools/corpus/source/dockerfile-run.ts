/** The `RUN` instructions of a Dockerfile: shell texts, lists of words, and here-documents (reference: Dockerfile reference, RUN). */
import { type CommandSource, type FoundCommand, nameOf, parseJson } from './found-command.ts';

export const dockerfileRuns: CommandSource = {
  name: 'Dockerfile instructions',
  matches: (path) => /^(?:Dockerfile|Containerfile)(?:\..+)?$|\.[Dd]ockerfile$/.test(nameOf(path)),
  read: (text) => {
    const found: FoundCommand[] = [];
    const lines = text.split(/\r?\n/);
    for (let at = 0; at < lines.length; at++) {
      const run = /^\s*RUN\s+(.*)$/i.exec(lines[at] ?? '');
      if (run === null) continue;
      const { script, next } = readScript(run[1] ?? '', lines, at);
      at = next;
      found.push({ text: script, shell: 'sh' });
    }
    return found.filter((each) => each.text !== '');
  },
};

/** The instruction that begins in a line: continued by backslashes, or a here-document. */
function readScript(first: string, lines: readonly string[], start: number): { readonly script: string; readonly next: number } {
  const begun = first.replace(/^(?:--\w+(?:=\S*)?\s+)+/, '');
  const heredoc = /^<<-?['"]?(\w+)['"]?\s*$/.exec(begun);
  let at = start;
  if (heredoc !== null) {
    const end = lines.findIndex((line, index) => index > start && line.trim() === heredoc[1]);
    return end < 0 ? { script: '', next: start } : { script: lines.slice(start + 1, end).join('\n'), next: end };
  }
  const parts = [begun];
  while (/\\\s*$/.test(parts.at(-1) ?? '') && at + 1 < lines.length) {
    const line = lines[++at] ?? '';
    // Comments and blank lines may stand between the lines of an instruction.
    if (!/^\s*(?:#|$)/.test(line)) parts.push(line);
  }
  return {
    script: wordsText(
      parts
        .join('\n')
        .replace(/\\\s*$/, '')
        .trim(),
    ),
    next: at,
  };
}

/** `["npm", "ci"]` is a list of words, without a shell. */
function wordsText(script: string): string {
  const words = script.startsWith('[') ? parseJson(script) : null;
  return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words.map(quoteWord).join(' ') : script;
}

export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
