/** Programs that run others as somebody else, elsewhere in the system, or later. */
import type { ProgramRow } from '../row.ts';

export const ELEVATION: readonly ProgramRow[] = [
  {
    name: 'sudo sudoedit',
    options: `-u|--user=privilege:user -g|--group= -h|--host= -p|--prompt= -C|--close-from= -D|--chdir=enter -R|--chroot=enter -r|--role=
      -t|--type= -T|--command-timeout= -U|--other-user= -a|--auth-type= -c|--login-class= -A|--askpass -b|--background -B|--bell -E
      -e|--edit@edit -H|--set-home -i|--login@shell -k|--reset-timestamp -K|--remove-timestamp -l|--list@list -n|--non-interactive
      -N|--no-update -P|--preserve-groups -S|--stdin -s|--shell@shell -V|--version@list -v|--validate@list --help@list --preserve-env?`,
    stop: 1,
    operands: [
      ['list', '_*'],
      ['edit', 'write*'],
      ['shell', 'setting* command~shell-stdin:sh'],
      ['', 'setting* command'],
    ],
    does: 'privilege:root',
  },
  {
    name: 'doas',
    options: '-u=privilege:user -C=option-file:doas -a= -L -n -s',
    stop: 1,
    operands: 'command~shell-stdin:sh',
    does: 'privilege:root',
  },
  {
    name: 'su ksu sg',
    options: `-c|--command=script:sh@text --session-command=script:sh@text -s|--shell=program -g|--group= -G|--supp-group=
      -w|--whitelist-environment= -l|--login -m -p|--preserve-environment -P|--pty -T|--no-pty -f|--fast`,
    operands: [
      ['text', 'login-dash* user-name? shell-arguments -- shell-arguments'],
      ['', 'login-dash* user-name? shell-arguments~shell-stdin:sh'],
    ],
    does: 'privilege:root',
  },
  {
    name: 'runuser',
    options: `-u|--user=privilege:user@user -c|--command|--session-command=script:sh@text -s|--shell=program -g|--group= -G|--supp-group= -w|--whitelist-environment=
      -l|--login -m -p -P|--pty -f|--fast`,
    operands: [
      ['user', 'command'],
      ['text', 'login-dash* user-name? shell-arguments -- shell-arguments'],
      ['', 'login-dash* user-name? shell-arguments~shell-stdin:sh'],
    ],
    does: 'privilege:root',
  },
  { name: 'newgrp', operands: 'login-dash* _?', does: 'shell-stdin:sh' },
  { name: 'su-exec gosu', stop: 1, operands: 'privilege:user command' },
  {
    name: 'setpriv',
    options: `--reuid=privilege:user --ruid=privilege:user --euid=privilege:user --regid= --rgid= --egid= --groups= --inh-caps= --ambient-caps=
      --bounding-set= --securebits= --pdeathsig= --selinux-label= --apparmor-profile= --landlock-access= --landlock-rule=
      --seccomp-filter=read --ptracer= -d|--dump --clear-groups --keep-groups --init-groups --no-new-privs --nnp --reset-env --list-caps`,
    stop: 1,
    operands: 'command',
  },
  {
    name: 'pkexec gksudo kdesudo run0',
    options: `-u|--user=privilege:user --disable-internal-agent --keep-cwd -D|--chdir=enter -E|--setenv=setting --background= --nice=`,
    stop: 1,
    operands: 'command',
    does: 'privilege:root',
  },
  {
    name: 'chroot',
    options: '--userspec= --groups= -u= -g= -G= -n --skip-chdir',
    stop: 1,
    operands: '_ command~shell-stdin:sh',
    does: 'privilege:namespace',
  },
  {
    name: 'unshare',
    options: `-m|--mount? -u|--uts? -i|--ipc? -n|--net? -p|--pid? -U|--user? -C|--cgroup? -T|--time? -f|--fork -r|--map-root-user
      -c|--map-current-user --map-auto --map-user= --map-users= --map-group= --map-groups= --propagation= -R|--root=enter -w|--wd=enter
      -S|--setuid= -G|--setgid= -l|--load-interp= --kill-child? --mount-proc? --mount-binfmt? --setgroups= --monotonic= --boottime=
      --keep-caps --owner=`,
    stop: 1,
    operands: 'command~shell-stdin:sh',
    does: 'privilege:namespace',
  },
  {
    name: 'nsenter',
    options: `-a|--all -t|--target= -m|--mount? -u|--uts? -i|--ipc? -n|--net? -N|--net-socket= -p|--pid? -U|--user? -C|--cgroup? -T|--time?
      -S|--setuid= -G|--setgid= -r|--root? -w|--wd? -W|--wdns= -e|--env -F|--no-fork -Z --preserve-credentials --keep-caps`,
    stop: 1,
    operands: 'command~shell-stdin:sh',
    does: 'privilege:namespace',
  },
  {
    name: 'capsh',
    options: `--drop= --caps= --inh= --iab= --addamb= --delamb= --user=privilege:user --uid=privilege:user --gid= --groups= --secbits= --keep=
      --chroot= --shell=program --mode? --has-p= --print --noamb --noenv`,
    operands: '_* -- shell-arguments',
  },
  {
    name: 'firejail',
    options: `--profile=option-file:firejail --private? --chroot=enter --bind= --whitelist= --blacklist= --read-only= --read-write= --tmpfs=
      --net= --dns= --ip= --mac= --hostname= --name= --output=write --output-stderr=write --env=setting --rlimit-as= --seccomp?
      --shell=program --timeout= --x11? --quiet --noprofile --caps? --join= --overlay-named= --private-home= --private-bin= --private-etc=
      --ignore= --include=option-file:firejail --cpu= --nice= --list --tree --top --shutdown=`,
    stop: 1,
    operands: 'command',
  },
  {
    name: 'bwrap',
    options: `--bind=_,_ --dev-bind=_,_ --ro-bind=_,_ --bind-try=_,_ --dev-bind-try=_,_ --ro-bind-try=_,_ --remount-ro= --symlink=_,_ --dir=
      --file=_,_ --bind-data=_,_ --ro-bind-data=_,_ --bind-fd=_,_ --ro-bind-fd=_,_ --tmpfs= --proc= --dev= --mqueue= --chmod=_,_ --perms=
      --size= --overlay-src= --overlay=_,_,_ --tmp-overlay= --ro-overlay= --setenv=_,_ --unsetenv= --chdir= --lock-file= --sync-fd=
      --block-fd= --userns-block-fd= --info-fd= --json-status-fd= --args= --argv0= --userns= --userns2= --pidns= --uid= --gid= --hostname=
      --seccomp= --add-seccomp-fd= --exec-label= --file-label= --cap-add= --cap-drop= --unshare-all --share-net --unshare-user
      --unshare-user-try --unshare-ipc --unshare-pid --unshare-net --unshare-uts --unshare-cgroup --unshare-cgroup-try --clearenv
      --new-session --die-with-parent --as-pid-1 --disable-userns --assert-userns-disabled --level-prefix`,
    stop: 1,
    operands: 'command',
    does: 'privilege:namespace',
  },
  {
    name: 'proot',
    options: `-r|--rootfs=_ -b|--bind= -m|--mount= -q|--qemu=program -w|--pwd=enter -v= -k= -i= -S= -R= -0|--root-id --kill-on-exit --link2symlink`,
    stop: 1,
    operands: 'command',
  },
  {
    name: 'systemd-run',
    options: `--user --system --scope -u|--unit= -p|--property=config-inline:settings --description= --slice= --slice-inherit
      --expand-environment= -r|--remain-after-exit --send-sighup --service-type= --uid=privilege:user --gid= --nice=
      --working-directory=enter -d|--same-dir -E|--setenv=setting -t|--pty -P|--pipe -q|--quiet -G|--collect -S|--shell -H|--host=host
      -M|--machine= --wait --no-block --no-ask-password --on-active= --on-boot= --on-startup= --on-unit-active= --on-unit-inactive=
      --on-calendar= --path-property=config-inline:settings --socket-property=config-inline:settings
      --timer-property=config-inline:settings --background= --job-mode= --ignore-failure`,
    stop: 1,
    operands: 'command',
  },
  {
    name: 'start-stop-daemon',
    options: `-S|--start -K|--stop!destroy:process -T|--status -x|--exec=program -a|--startas=program -n|--name= -p|--pidfile=write -u|--user=
      -c|--chuid=privilege:user -g|--group= -d|--chdir=enter -r|--chroot= -b|--background -C|--no-close -O|--output=write
      -m|--make-pidfile -N|--nicelevel= -P|--procsched= -I|--iosched= -k|--umask= -s|--signal= -R|--retry= --ppid= --remove-pidfile
      --notify-await --notify-timeout= -o|--oknodo -q|--quiet -t|--test -v|--verbose`,
    operands: '_* -- _*',
  },
  {
    name: 'daemonize',
    options: '-a -c=enter -e=write -o=write -p=write -l=write -u=privilege:user -E=setting -v',
    stop: 1,
    operands: 'command',
  },
  {
    name: 'daemon',
    options: `-n|--name= -u|--user=privilege:user -D|--chdir=enter -R|--chroot= -e|--env=setting -o|--output=write -O|--stdout=write
      -E|--stderr=write -F|--pidfile=write -P= -r|--respawn -i|--inherit --command=script --stop!destroy:process`,
    stop: 1,
    operands: 'command',
  },
  {
    name: 'machinectl',
    options: '-M= -H=host --uid=privilege:user -E=setting -q --no-pager',
    inherit: true,
    commands: [
      { name: 'shell', stop: 1, operands: 'privilege:container command:container' },
      {
        name: `login start stop reboot poweroff terminate kill copy-to copy-from bind clone remove image-status list show status enable disable
      pull-tar pull-raw import-tar import-raw`,
        operands: '_*',
      },
    ],
  },
  {
    name: 'at batch atq atrm',
    options: '-f=shell-file:sh@file -q= -t= -m -M -v -V@list -l@list -d@list -r@list -c@list -b',
    operands: '_*',
    does: 'list?_|file?_|shell-stdin:sh',
  },
  {
    name: 'crontab',
    options: '-l@list -e@list -r@list!destroy:data -i -u=privilege:user -n= -s -T=read@list -x=',
    operands: [
      ['list', '_*'],
      ['', 'code-file:crontab~code-stdin:crontab'],
    ],
  },
  {
    name: 'anacron run-one run-this-one keep-one-running',
    options: '-t=option-file:cron -S=write -f -n -s -d -q',
    stop: 1,
    operands: 'command',
  },
  {
    name: 'tmux',
    options: '-c=script:sh -f=option-file:tmux -L= -S=write -T= -2CDlNquvV8',
    inherit: true,
    otherwise: 'operands',
    operands: 'tmux-words:commands',
    commands: [
      {
        name: `new-session new neww new-window new-w splitw split-window split respawn-pane respawnp respawn-window respawnw display-popup popup`,
        options: `-A -d -D -E -P -X -b -f= -h -v -I -k -S -Z -a -c=enter -e=setting -F=tmux-format -n=tmux-format -s=tmux-format -t= -x=
          -y= -l= -p= -w= -T=tmux-format -B -C`,
        stop: 1,
        operands: 'scripts',
      },
      { name: 'set-option set setw set-window-option', options: '-a -F -g -o -p -q -s -u -U -w -t=', operands: 'tmux-words:option' },
      { name: 'send-keys send', options: '-F -H -l -M -R -X -K -N= -t= -c=', operands: 'typed-keys' },
      { name: 'run-shell run if-shell if', options: '-b -F -C -c=enter -d= -t=', operands: 'script-each' },
      { name: 'pipe-pane pipep', options: '-I -O -o -t=', operands: 'script?' },
      { name: 'source-file source', options: '-F -n -q -v -t=', operands: 'option-file:tmux*' },
      { name: 'set-hook bind-key bind', options: '-a -g -p -R -u -w -n -r -N= -T= -t=', operands: '_ script-each' },
      { name: 'kill-server kill-session kill-window kill-pane killp killw', options: '-a -C -t=', does: 'destroy:process' },
      { name: 'save-buffer saveb load-buffer loadb', options: '-a -b= -w -t=', operands: 'write?' },
      { name: 'detach-client detach', options: '-a -P -E=script -s= -t=' },
      {
        name: `attach-session attach a ls list-sessions list-windows list-panes has-session has display-message display show-options show
      capture-pane capturep select-window select-pane selectw selectp rename-window renamew rename-session rename 
      switch-client switchc swap-pane swap-window move-window resize-pane resizep list-keys lsk info
      wait-for wait show-buffer set-buffer start-server start`,
        options:
          '-a -d -E -r -x -t= -c= -F=tmux-format -p -S= -e -b= -s= -g -q -u -w -v -n=tmux-format -Z -L -R -U -D -l -J -P -T=tmux-format',
        operands: 'tmux-words',
      },
    ],
  },
  {
    name: 'screen',
    options: `-c=option-file:screen -s=program -S= -t= -p= -e= -h= -T= -L -Logfile=write -X@control -Q@control -d -dm -Dm -dmS= -rd -xr -xRR -dr -dRR -D -m -r?
      -R -x -a -A -f -i -l -ls@control -list@control -n -O -q -U -v -wipe@control`,
    syntax: 'dash',
    stop: 1,
    operands: [
      ['control', 'screen-command'],
      ['', 'command'],
    ],
  },
  { name: 'dtach abduco', options: '-a -A=write -c=write -n=write -N -e= -E -r= -z -p -f', stop: 1, operands: 'command' },
  {
    name: 'zellij byobu',
    options: '-s= -l=option-file:zellij -c=option-file:zellij --session= --layout=option-file:zellij',
    otherwise: 'operands',
    commands: [{ name: 'run action', options: '-d= -n= -c -f -i --cwd=enter', operands: '_* -- command' }],
    operands: '_*',
  },
  {
    name: 'logger wall write mesg',
    options: '-f=read -p= -t= -n=host -P= -s -i -u=write -T -d -g= --socket=write --id? --journald? --server=host',
    operands: '_*',
  },
];
