/** Codes `SHnnn` of the shell area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const SHELL_CODES = {
  SH001:
    'the text ends where more is needed: a quote, a parenthesis or a keyword is still open. Every command understood so far was judged all the same',
  SH002:
    'something stands where the shell grammar does not allow it; the shell would report a syntax error, perhaps after running earlier lines',
  SH003: 'a quote is never closed',
  SH004: 'an expansion (`$(`, `${`, a backtick, a bracket) is never closed',
  SH005: 'a here-document never reaches its delimiter line; the shell warns and runs with what there is',
  SH006:
    'a `;` follows a here-document inside a substitution: bash 5.2 and 5.3 lose it and join two commands, so what runs is not what is written',
  SH007: 'compounds and substitutions are nested too deeply to follow',
  SH008: 'the text is larger than what is analysed',
  SH009: 'a `((` could be either arithmetic or nested subshells: for too many of them, or because shells do not agree',
  SH010: 'the text holds a NUL byte, which shells drop or stop at',
  SH011: 'a carriage return stands outside quotes: the shell takes it for an ordinary character, people read it as a line end',
  SH012: 'aliases are switched on and defined in the text: from the next line on a word may mean another command',
  SH013: "an escape in `$'…'` makes a NUL or bytes that are no UTF-8",
  SH014: 'the number in front of a redirection is too large to be a descriptor in every shell',
  SH015: '`${ …; }` and `${|…; }` run commands in bash 5.3 and are an error in earlier versions',
  SH016: '`[[ … ]]` holds something that is no condition',
  SH017: 'the head of `for ((…))` needs exactly two semicolons',
  SH018: 'the text holds a construct that means something else in the declared shell, or in one it could be',
  SH020: 'a variable or argument holds `name[$(…)]`: arithmetic on it, or the builtin it is given to, would run the substitution',
  SH021: 'a backtick or here-document body has a syntax error that shows only when it runs; its earlier lines would have run by then',
  SH022: '`${x@P}` expands the value of a variable as a prompt, which runs the commands in it',
  SH024: 'a class, an enumeration, a configuration or an import is declared: PowerShell compiles or loads what is behind it',
  SH025: 'something other than a variable of the text is assigned: a member, a drive, or a variable that changes what later commands mean',
  SH026: 'a command is dot-sourced: what it defines and sets stays behind',
  SH027: 'behind `--%` a program gets the rest of the line as it stands',
  SH050:
    'cmd.exe puts the value of `%name%` into a line before it reads it, and this value is not known: separators in it would start commands',
  SH051: 'cmd.exe reads this in one way on a command line and in another in a file, or runs lines again with other values of variables',
  SH052: 'text for cmd.exe in a request that is not for Windows: where its paths lead is not known',
  SH019: 'this shell has no front end yet: its texts are not understood',
} as const satisfies Record<`SH${string}`, string>;
