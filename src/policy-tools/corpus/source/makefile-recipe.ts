/**
 * The lines of recipes in a makefile, as make hands them to `sh`: each line by itself.
 *
 * Variables of make become variables of the shell, since their values are not known here (reference: GNU make manual, "Recipe Execution").
 */
import { type CommandSource, nameOf } from './found-command.ts';

export const makefileRecipes: CommandSource = {
  name: 'makefile recipes',
  matches: (path) => /^(?:GNUmakefile|[Mm]akefile|.+\.mk)$/.test(nameOf(path)),
  read: (text) =>
    text
      .replace(/\\\r?\n\t?/g, '\\\n')
      .split(/(?<!\\)\r?\n/)
      .filter((line) => line.startsWith('\t'))
      .map((line) => ({ text: shellText(line), shell: 'sh' as const })),
};

function shellText(line: string): string {
  return line.replace(/^[\t @+-]+/, '').replace(/\$(?:\$|[({]([\w.-]+)[)}]|[({][^(){}]*[)}]|.)/g, (found, name?: string) => {
    if (found === '$$') return '$';
    return name === undefined ? '$MAKE_VALUE' : `$${name.replace(/[.-]/g, '_')}`;
  });
}
