/** Layers of the shell's own: compounds, substitutions, here-documents, lists, text for another shell. */
import { type Layer, quoted } from './layer.ts';

type Wrap = (text: string) => string;

/** Texts with a here-document or a comment need a line of their own behind them. */
const CONTEXTS: Readonly<Record<string, Wrap>> = {
  'list after': (text) => `true; ${text}`,
  'list before': (text) => `${text}\ntrue`,
  and: (text) => `true && { ${text}\n}`,
  or: (text) => `false || { ${text}\n}`,
  background: (text) => `{ ${text}\n} & wait`,
  negation: (text) => `! { ${text}\n}`,
  // As the first word of a substitution bash would take it for a program.
  'time keyword': (text) => `true; time { ${text}\n}`,
  subshell: (text) => `(${text}\n)`,
  group: (text) => `{ ${text}\n}`,
  if: (text) => `if true; then ${text}\nfi`,
  'if head': (text) => `if ${text}\nthen true; fi`,
  elif: (text) => `if false; then true; elif ${text}\nthen true; else true; fi`,
  else: (text) => `if false; then true; else ${text}\nfi`,
  while: (text) => `while true; do ${text}\nbreak; done`,
  until: (text) => `until ${text}\ndo true; done`,
  for: (text) => `for i in 1 2; do ${text}\ndone`,
  'for list': (text) => `for i in $(${text}\n); do true; done`,
  'c-style for': (text) => `for ((i=0;i<1;i++)); do ${text}\ndone`,
  case: (text) => `case a in b) true;; *) ${text}\n;; esac`,
  'case word': (text) => `case $(${text}\n) in *) true;; esac`,
  function: (text) => `f() { ${text}\n}; f`,
  'function body': (text) => `function g { ${text}\n}\ng`,
  'pipe into': (text) => `ls | { ${text}\n}`,
  'pipe out of': (text) => `{ ${text}\n} | cat`,
  'pipe of errors': (text) => `{ ${text}\n} |& cat`,
  'redirected group': (text) => `{ ${text}\n} > out.txt 2>&1`,
  substitution: (text) => `echo $(${text}\n)`,
  'quoted substitution': (text) => `echo "a $(${text}\n) b"`,
  'nested substitution': (text) => `echo "$(echo "$(${text}\n)")"`,
  'substitution in a default': (text) => `echo \${nothing:-$(${text}\n)}`,
  'substitution in arithmetic': (text) => `echo $(( 1 + $(${text}\n) ))`,
  'substitution in a test': (text) => `[[ -n $(${text}\n) ]]`,
  'substitution in a subscript': (text) => `echo "\${a[$(${text}\n)]}"`,
  'substitution in a list': (text) => `a=(1 $(${text}\n))`,
  'substitution as a target': (text) => `ls > "$(${text}\n)"`,
  'substitution as an assignment': (text) => `x=$(${text}\n) true`,
  'substitution in a declaration': (text) => `export x=$(${text}\n)`,
  'process input': (text) => `cat <(${text}\n)`,
  'process output': (text) => `ls > >(${text}\n)`,
  'here-document': (text) => `cat <<HERE${text.length}\n$(${text}\n)\nHERE${text.length}\n`,
  'here-string': (text) => `cat <<< "$(${text}\n)"`,
  coproc: (text) => `coproc { ${text}\n}; wait`,
};

/** These hold the text in quotes, and make a simple command of it. */
const TEXTS: Readonly<Record<string, Wrap>> = {
  eval: (text) => `eval ${quoted(text)}`,
  'sh -c': (text) => `sh -c ${quoted(text)}`,
  'bash -lc': (text) => `bash -lc ${quoted(text)}`,
  'bash with options': (text) => `bash --norc -o pipefail -c ${quoted(text)} name arg`,
  'zsh -c': (text) => `zsh -fc ${quoted(text)}`,
  trap: (text) => `trap ${quoted(text)} EXIT`,
  'here-string into a shell': (text) => `bash <<< ${quoted(text)}`,
  'xargs sh': (text) => `xargs sh -c ${quoted(text)} name`,
  'find sh': (text) => `find . -exec sh -c ${quoted(text)} name \\;`,
};

/** Lists again: the text goes to a shell through a pipe or a here-document. */
const PIPED: Readonly<Record<string, Wrap>> = {
  'printf into a shell': (text) => `printf '%s\\n' ${quoted(text)} | sh`,
  'script into a shell': (text) => `bash -s <<'SCRIPT${text.length}'\n${text}\nSCRIPT${text.length}\n`,
  'sourced process': (text) => `source <(printf '%s\\n' ${quoted(text)})`,
};

function layers(table: Readonly<Record<string, Wrap>>, makesSimple: boolean): Layer[] {
  return Object.entries(table).map(([name, wrap]) => ({ name, takesSimple: false, makesSimple, wrap }));
}

/** In front of a simple command, which it leaves one. */
const PREFIXES: readonly Layer[] = ['A=1', '2>/dev/null', '</dev/null >out.txt', 'command', 'builtin eval', '\\\n'].map((prefix) => ({
  name: `prefix ${JSON.stringify(prefix)}`,
  takesSimple: true,
  makesSimple: false,
  wrap: (text) => (prefix === 'builtin eval' ? `${prefix} ${quoted(text)}` : `${prefix} ${text}`),
}));

export const CONTEXT_LAYERS: readonly Layer[] = [...layers(CONTEXTS, false), ...layers(TEXTS, true), ...layers(PIPED, false), ...PREFIXES];
