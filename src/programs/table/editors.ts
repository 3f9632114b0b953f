/** Editors, debuggers and viewers that take commands: what those start, read and write. */
import type { ProgramRow } from '../row.ts';

const VIM = `-c=vim +=vim -S=option-file:vim -s=option-file:vim -u=option-file:vim -U=option-file:vim -i=write -w=write -W=write -t= -T= -q=read -r?
      -l=option-file:lua -V? -o? -O? -p? -x -y -b -d -e|-es -E|-Es -f -F -g -h -H -L -m -M -n -N -R -v -X -Z -A -D --cmd=vim --startuptime=write
      --listen=listen --server=host --remote? --remote-send=vim --remote-expr=vim --remote-silent --servername= --serverlist --socketid=
      --echo-wid --role= --noplugin --clean --headless --embed --api-info --literal --nofork --not-a-term --ttyfail --version --help`;

export const EDITORS: readonly ProgramRow[] = [
  {
    name: 'vim vi view vimdiff gvim mvim rvim rview nvim nvi elvis vim.basic vim.tiny sensible-editor',
    options: VIM,
    operands: 'edited*',
    does: 'vim-fed',
  },
  // It has no script of keys: `-s` keeps it quiet.
  { name: 'ex', options: VIM.replace('-s=option-file:vim', '-s'), operands: 'edited*', does: 'vim-fed' },
  { name: 'ed red', options: '-p= -s -v -E -G -l -r', operands: 'ed-file? _*', does: 'ed-stdin' },
  {
    name: 'emacs emacsclient xemacs mg jmacs',
    options: `--eval=code:emacs -e@eval --execute=code:emacs -l=option-file:emacs --load=option-file:emacs -f=code:emacs --funcall=code:emacs
      --script=option-file:emacs -x=option-file:emacs --insert=read -L=config:settings --directory=config:settings
      --init-directory=config:settings --user=config:settings -u=config:settings -a=program --alternate-editor=program -s= --socket-name=
      -T= -F= -n -c -t -q -Q --batch --daemon? --version +=`,
    operands: [
      ['eval', 'code:emacs*'],
      ['', 'write*'],
    ],
  },
  {
    name: `nano pico micro joe jed jstar ne tilde mcedit kak hx helix gedit kate mousepad leafpad pluma atom code code-insiders codium subl
      mate bbedit zed idea pycharm webstorm`,
    options: `-f|--rcfile=option-file:editor -o= -O= -s|--speller=program --sucmd=program -r= -T= -Y= -C|--backupdir=write -Q= -X= -config-dir=config:settings
      --install-extension=package --uninstall-extension= --user-data-dir=config:settings --extensions-dir=config:settings --profile=
      -g|--goto= -d|--diff -a|--add -n -w|--wait --locate-shell-integration-path= --command=code:editor -e=code:editor --list-extensions
      --disable-extensions --remote= --folder-uri= --file-uri= --log= --max-memory= +=`,
    operands: 'edited*',
  },
  {
    name: 'gdb lldb cgdb pwndbg gdbserver',
    options: `-ex=debugger -eval-command=debugger -iex=debugger -init-eval-command=debugger -x=option-file:gdb -command=option-file:gdb
      -ix=option-file:gdb -init-command=option-file:gdb -s=option-file:gdb -S=option-file:gdb -o=debugger -O=debugger -k=debugger -K=option-file:gdb
      -c=read -core=read -p= -pid= -e=read -exec=read -se=read -symbols=read -d=read -directory=read -cd=enter -tty=write -i=
      -interpreter= -l= -b= -args@args$ -batch -q -n -nx -nh -w --attach-name= -source=option-file:gdb -one-line=debugger -file=read -arch=
      -f=read -P`,
    syntax: 'dash',
    operands: [
      ['args', 'command'],
      ['', 'read* -- _*'],
    ],
    does: 'debugger-fed',
  },
  {
    name: 'r2 radare2 rizin ghidra objection frida',
    options: `-c=code:radare -i=option-file:radare -I=option-file:radare -e= -a= -b= -k= -p= -P= -q -A -w -d -n -l=preload:native -s= -f= -U -R=`,
    operands: 'read*',
  },
  {
    name: 'fzf sk peco gum',
    options: `--preview=script --preview-window= --bind=fzf-bindings --with-shell=program --listen?listen --listen-unsafe?listen --history=write
      --walker-root=read -q|--query= -f|--filter= -d|--delimiter= -n|--nth= --with-nth= --accept-nth= --tiebreak= --color= --height=
      --layout= --border? --prompt= --pointer= --marker= --header= --header-lines= --expect= --margin= --padding= --info= --scheme=
      --tabstop= --walker= --walker-skip= -c|--cmd=script --become=script -i -m -e -x -0 -1 --multi --ansi --reverse --read0 --print0
      --sync`,
    operands: '_*',
  },
  {
    name: 'ranger nnn lf yazi mc vifm broot xplr',
    options: `--cmd=code:manager -c=code:manager --confdir=config:settings --datadir=config:settings -p= -l= -e= -d=enter --choosefile=write
      --choosefiles=write --choosedir=write --selectfile= --last-dir-path=write --selection-path=write --conf=option-file:manager
      --outcmd=write --cmd-export=write -P=write --on-load=code:manager`,
    operands: 'read*',
  },
];
