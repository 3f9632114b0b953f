/** What people typed: the history files of bash, zsh and fish, each with its way to keep times and lines. */
import type { Shell } from '../../../shell/index.ts';
import { type CommandSource, type FoundCommand, nameOf } from './found-command.ts';

interface History {
  readonly shell: Shell;
  readonly read: (text: string) => readonly string[];
}

const HISTORIES: Readonly<Record<string, History>> = {
  '.bash_history': { shell: 'bash', read: readBash },
  '.zsh_history': { shell: 'zsh', read: readZsh },
  '.zhistory': { shell: 'zsh', read: readZsh },
  fish_history: { shell: 'unknown', read: readFish },
};

export const shellHistories: CommandSource = {
  name: 'shell history',
  matches: (path) => Object.hasOwn(HISTORIES, nameOf(path)),
  read: (text, path): readonly FoundCommand[] => {
    const history = HISTORIES[nameOf(path)];
    if (history === undefined) return [];
    return history.read(text).flatMap((each) => (each.trim() === '' ? [] : [{ text: each.trim(), shell: history.shell }]));
  },
};

/** `#1731000000` lines are times; with them, a command may have several lines. */
function readBash(text: string): readonly string[] {
  const lines = text.split('\n');
  const isTimed = lines.some((line) => TIME.test(line));
  if (!isTimed) return lines;
  return text.split(/^#\d{9,}\n/m);
}

const TIME = /^#\d{9,}$/;

/** `: 1731000000:0;command`, lines joined by backslashes. */
function readZsh(text: string): readonly string[] {
  return text.split(/(?<!\\)\n/).map((line) => line.replace(/^: \d+:\d+;/, '').replaceAll('\\\n', '\n'));
}

/** `- cmd: command`, with `\n` and `\\` escaped. */
function readFish(text: string): readonly string[] {
  return Array.from(text.matchAll(/^- cmd: (.*)$/gm), ([, command = '']) =>
    command.replace(/\\([\\n])/g, (_, letter: string) => (letter === 'n' ? '\n' : '\\')),
  );
}
