/** Editors and debuggers. */
import type { EffectCase } from './index.ts';

export const EDITOR_CASES: readonly EffectCase[] = [
  ["vim '+!rm -rf src' +q", ['run sh: rm -rf src']],
  ["vim -c ':w /etc/x' -c q x", ['write /etc/x', 'read x', 'write x']],
  ["nvim --headless -c '!rm -rf src' -c q", ['run sh: rm -rf src']],
  ['vim -u evil.vim x', ['code vim options evil.vim', 'read evil.vim', 'read x', 'write x']],
  ["vim -c 'set number' -c '%s/a/b/g' -c wq x", ['read x', 'write x']],
  ["ex -c 'r .env' x", ['read .env', 'read x', 'write x']],
  [`vim -c 'call system("rm")' x`, ['code vim argument call system("rm")', 'run sh: rm', 'read x', 'write x']],
  [`vim -c 's/a/\\=system("rm")/' x`, ['code vim argument s/a/\\=system("rm")/', 'run sh: rm', 'read x', 'write x']],
  ['ed x', ['read x', 'write x']],
  ["ed '!rm -rf src'", ['run sh: rm -rf src']],
  ["emacs --batch --eval '(x)'", ['code emacs argument (x)']],
  ['emacs -l evil.el', ['code emacs options evil.el', 'read evil.el']],
  ["emacsclient -e '(x)'", ['code emacs argument (x)']],
  ['nano --speller=./evil x', ['run program: ./evil', 'read x', 'write x']],
  ['code --install-extension ./evil.vsix', ['config package path ./evil.vsix']],
  ["gdb -ex 'shell rm -rf src' x", ['run sh: rm -rf src', 'read x']],
  ['gdb -ex run -ex bt --args ./x -o y', ['run argv: ./x -o y']],
  ['gdb -x evil.gdb x', ['code gdb options evil.gdb', 'read evil.gdb', 'read x']],
  ["r2 -c '!rm' x", ['code radare argument !rm', 'read x']],
  ["fzf --preview 'rm -rf {}'", ['run sh: rm -rf {}']],
  ["fzf --bind 'enter:execute(rm -rf {}),ctrl-r:reload(ls)'", ['run sh: rm -rf {}', 'run sh: ls']],
  ["ranger --cmd='shell rm'", ['code manager argument shell rm']],
  ['sensible-editor ../x', ['read ../x', 'write ../x']],
];
