/** Other forms of one command: the shell makes the same words of them. Words are spelled already. */
import { type Built, quoted } from './layer.ts';

type Form = (words: readonly string[]) => Built | null;

const simple = (text: string): Built => ({ text, simple: true });
const list = (text: string): Built => ({ text, simple: false });

/** What a table of git's or docker's global options allows between the program and its subcommand. */
const GLOBALS: Readonly<Record<string, string>> = { git: '-C . --no-pager', docker: '--context here --log-level=error' };

export const FORMS: Readonly<Record<string, Form>> = {
  plain: (words) => simple(words.join(' ')),
  tabs: (words) => simple(words.join('\t \t')),
  'redirection between': ([program, ...rest]) => simple(`${program} 2>/dev/null ${rest.join(' ')}`),
  'redirection of output between': ([program, ...rest]) => simple(`${program} >out.txt ${rest.join(' ')}`),
  'continued lines': (words) => simple(words.join(' \\\n')),
  'global options': ([program = '', ...rest]) => (GLOBALS[program] ? simple(`${program} ${GLOBALS[program]} ${rest.join(' ')}`) : null),
  braces: (words) => (words.every((word) => /^[\w./=-]+$/.test(word)) ? simple(`{${words.join(',')}}`) : null),
  'a variable for the program': ([program, ...rest]) => list(`p=${program}; $p ${rest.join(' ')}`),
  'a quoted variable': ([program, ...rest]) => list(`p=${program}\n"$p" ${rest.join(' ')}`),
  'an exported variable': ([program, ...rest]) => list(`export p=${program} && "\${p}" ${rest.join(' ')}`),
  'a variable with a default': ([program, ...rest]) => simple(`\${nothing:-${program}} ${rest.join(' ')}`),
  'a variable for an argument': ([program, first, ...rest]) => list(`v=${first}; ${program} "$v" ${rest.join(' ')}`),
  'a list': (words) => list(`l=(${words.join(' ')}); "\${l[@]}"`),
  'positional words': (words) => list(`set -- ${words.join(' ')}; "$@"`),
  'a function of it': (words) => list(`run_it() { ${words.join(' ')}; }; run_it`),
  'a function of its words': (words) => list(`run_it() { "$@"; }\nrun_it ${words.join(' ')}`),
  'arguments of a shell': (words) => simple(`sh -c '"$@"' name ${words.join(' ')}`),
  'eval of words': (words) => simple(`eval ${words.map(quoted).join(' ')}`),
  'the last word from a pipe': (words) => {
    const last = words[words.length - 1] ?? '';
    return /^[\w./-]+$/.test(last) ? list(`echo ${last} | xargs ${words.slice(0, -1).join(' ')}`) : null;
  },
  'a here-document of it': (words) => list(`sh <<'TEXT'\n${words.join(' ')}\nTEXT\n`),
};
