/** The scripts of a `package.json`, as npm hands them to `sh`. */
import { type CommandSource, isRecord, nameOf, parseJson } from './found-command.ts';

export const packageScripts: CommandSource = {
  name: 'package.json scripts',
  matches: (path) => nameOf(path) === 'package.json',
  read: (text) => {
    const file = parseJson(text);
    const scripts = isRecord(file) && isRecord(file.scripts) ? Object.values(file.scripts) : [];
    return scripts.flatMap((script) => (typeof script === 'string' ? [{ text: script, shell: 'sh' as const }] : []));
  },
};
