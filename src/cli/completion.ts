/**
 * From commands and their options to a completion script. Commands are completed by name, then options and subcommands of the one
 * chosen, then files.
 *
 * INVARIANT: summaries are ours and never contain a quote, so that they stand in every shell's single quotes as they are; a test holds it.
 */

export const COMPLETION_SHELLS = ['bash', 'zsh', 'fish'] as const;
export type CompletionShell = (typeof COMPLETION_SHELLS)[number];

/** One word that may be typed. */
export interface CompletionWord {
  readonly word: string;
  readonly summary: string;
}

export interface CompletionCommand extends CompletionWord {
  /** Options (`--json`) and subcommands. */
  readonly words: readonly CompletionWord[];
}

/** The script for a shell. */
export function formatCompletion(shell: CompletionShell, commands: readonly CompletionCommand[]): string {
  return FORMATS[shell](commands);
}

const FORMATS: Readonly<Record<CompletionShell, (commands: readonly CompletionCommand[]) => string>> = {
  bash: formatBash,
  zsh: formatZsh,
  fish: formatFish,
};

function formatBash(commands: readonly CompletionCommand[]): string {
  const cases = commands.map(({ word, words }) => `    ${word}) words='${words.map((each) => each.word).join(' ')}' ;;`);
  return `# bash completion for portcullis
_portcullis() {
  local words='${commands.map((command) => command.word).join(' ')} --help --version'
  [ "$COMP_CWORD" -gt 1 ] && case \${COMP_WORDS[1]} in
${cases.join('\n')}
    *) words='' ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _portcullis portcullis
`;
}

function formatZsh(commands: readonly CompletionCommand[]): string {
  const described = (words: readonly CompletionWord[]) => words.map(({ word, summary }) => `'${word}:${summary}'`).join(' ');
  const cases = commands.map(({ word, words }) => `    ${word}) choices=(${described(words)}) ;;`);
  return `#compdef portcullis
_portcullis() {
  local -a choices
  choices=(${described(commands)})
  if (( CURRENT > 2 )); then
    case $words[2] in
${cases.join('\n')}
    *) choices=() ;;
    esac
  fi
  _describe 'portcullis' choices
  (( CURRENT > 2 )) && _files
}
if [ "$funcstack[1]" = _portcullis ]; then _portcullis "$@"; else compdef _portcullis portcullis; fi
`;
}

function formatFish(commands: readonly CompletionCommand[]): string {
  const lines = commands.flatMap(({ word, summary, words }) => [
    `complete -c portcullis -n __fish_use_subcommand -f -a ${word} -d '${summary}'`,
    ...words.map((each) => `complete -c portcullis -n '__fish_seen_subcommand_from ${word}' ${fishWord(each)}`),
  ]);
  return `# fish completion for portcullis\n${lines.join('\n')}\n`;
}

function fishWord({ word, summary }: CompletionWord): string {
  return word.startsWith('--') ? `-l ${word.slice(2)} -d '${summary}'` : `-a ${word} -d '${summary}'`;
}
