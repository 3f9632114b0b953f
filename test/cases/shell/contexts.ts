/**
 * Places where a shell may look for commands to run, with `@` for what stands there: they are put into each other around a payload.
 *
 * What is asked of them is one thing: whatever bash runs in any of them is reported or refused.
 */

/** Commands around a word. Those that run their arguments as text (`eval`, `trap`) are the question of a policy and stand not here. */
export const STATEMENTS: readonly string[] = [
  ...[': @', '@', 'z=@', 'z=@ :', 'z+=@', 'a[@]=1', 'a[@]+=1 :', 'a=(@)', 'a=([@]=1)', '(( @ ))', 'for ((i=@;i<0;)); do :; done'],
  ...[
    '[[ @ ]]',
    '[[ -n @ ]]',
    '[[ -v @ ]]',
    '[[ @ -eq 1 ]]',
    '[[ 1 -lt @ ]]',
    '[[ y == @ ]]',
    '[[ y =~ @ ]]',
    '[[ y < @ ]]',
    '[[ ( @ ) ]]',
  ],
  ...[': > @', ': < @', ': <<< @', ': &>@', ': 2>&@', 'exec 5<@', ': <<E\n@\nE', ": <<'E'\n@\nE", ': <<-E\n\t@\n\tE', ': <<E @\nb\nE'],
  ...['for i in @; do :; done', 'select i in @; do break; done', 'case @ in x) ;; esac', 'case y in @) ;; esac', 'if : @; then :; fi'],
  ...['{ : @; }', '( : @ )', 'f() { : @; }; f', 'coproc : @', 'time : @', '! : @', ': | : @', ': && : @', ': & : @', ': # @'],
  ...[
    'declare z=@',
    'declare a=(@)',
    'declare a[@]=1',
    'declare -i z=@',
    'declare -A z; z[@]=1',
    'export z=@',
    'readonly z=@',
    'let @',
    'let z=@',
  ],
  ...['test -v @', '[ -v @ ]', 'test @ -eq 1', 'unset @', 'printf -v @ x', 'read @', 'mapfile -t @', 'alias z=@', 'set -- @', 'cd @'],
];

/** Words around a word. */
export const WORDS: readonly string[] = [
  ...["'@'", '"@"', "$'@'", '$"@"', '\\@', 'b\\\n@', '@#c', '~@', '[@]', '(@)', 'b{@,c}'],
  ...['$(( @ ))', '$((1,@))', '$[ @ ]', '$(: @)', '`: @`', '<(: @)', '$(@)', '`@`'],
  ...[
    '${x:-@}',
    '${x-@}',
    '${x:=@}',
    '${x:?@}',
    '${y:+@}',
    '${x:@}',
    '${y:0:@}',
    '${x#@}',
    '${y%@}',
    '${x/@/b}',
    '${y/a/@}',
    '${y//@}',
    '${x^@}',
  ],
  ...['${a[@]}', '${#a[@]}', '${!x:-@}', '"${x:-@}"', '${x:-"@"}', "${x:-'@'}", '"${a[@]}"'],
];

export const PAYLOADS: readonly string[] = ['$(P)', '`P`', 'a[$(P)]'];
