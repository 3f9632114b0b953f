/** Programs that run the rest of their words. `wrapper`: they need no rule of their own beside what they run. */
import type { ProgramRow } from '../row.ts';

const ARCH = `-R|--addr-no-randomize -F|--fdpic-funcptrs -I|--short-inode -L|--addr-compat-layout -S|--whole-seconds -T|--sticky-timeouts
      -X|--read-implies-exec -Z|--mmap-page-zero -B|--32bit -3|--3gb --4gb --uname-2.6 -v|--verbose --list -p|--pid= --show?`;

export const WRAPPERS: readonly ProgramRow[] = [
  {
    name: 'time gtime',
    options: '-p -a|--append -f|--format= -o|--output=write -v|--verbose -q|--quiet -l -h -V|--version --help --portability',
    stop: 1,
    operands: 'command',
    mark: 'wrapper',
  },
  {
    name: 'timeout gtimeout',
    options: '-s|--signal= -k|--kill-after= -v|--verbose -p --foreground --preserve-status -f',
    stop: 1,
    operands: '_ command',
    mark: 'wrapper',
  },
  { name: 'nice', options: '-n|--adjustment= -#', stop: 1, operands: 'command', mark: 'wrapper' },
  { name: 'nohup', stop: 1, operands: 'command', mark: 'wrapper' },
  { name: 'stdbuf', options: '-i|--input= -o|--output= -e|--error=', stop: 1, operands: 'command', mark: 'wrapper' },
  {
    name: 'env genv',
    options: `-i|--ignore-environment -u|--unset=unset -C|--chdir=enter -S|--split-string=split-string -0|--null -v|--debug -a|--argv0=
      -P=config:settings --block-signal? --default-signal? --ignore-signal? --list-signal-handling`,
    stop: 1,
    operands: 'setting* command~disclose:environment',
    mark: 'wrapper',
  },
  {
    name: 'ionice',
    options: '-c|--class= -n|--classdata= -p|--pid=@other -P|--pgid=@other -u|--uid=@other -t|--ignore',
    stop: 1,
    operands: [
      ['other', '_*'],
      ['', 'command'],
    ],
    mark: 'wrapper',
  },
  {
    name: 'chrt',
    options: `-a|--all-tasks -m|--max -p|--pid@other -T|--sched-runtime= -P|--sched-period= -D|--sched-deadline= -bdfiorRv --batch --deadline
      --fifo --idle --other --rr --reset-on-fork --verbose`,
    stop: 1,
    operands: [
      ['other', '_*'],
      ['', '_ command'],
    ],
    mark: 'wrapper',
  },
  {
    name: 'taskset',
    options: '-a|--all-tasks -p|--pid@other -c|--cpu-list',
    stop: 1,
    operands: [
      ['other', '_*'],
      ['', '_ command'],
    ],
    mark: 'wrapper',
  },
  {
    name: 'numactl',
    options: `-i|--interleave= -w|--weighted-interleave= -N|--cpunodebind= -C|--physcpubind= -m|--membind= -p|--preferred= -P= -l|--localalloc
      -s|--show -H|--hardware -a|--all -b|--balancing --touch --dump --strict --shmmode= --file=write --offset= --length= --shmid= --huge`,
    stop: 1,
    operands: 'command',
    mark: 'wrapper',
  },
  {
    name: 'setarch',
    options: ARCH,
    stop: 1,
    operands: 'command',
    otherwise: 'operands',
    commands: [
      {
        name: 'linux32 linux64 i386 i486 i586 i686 x86_64 athlon arm armv6l armv7l aarch64 ppc* s390* mips* sparc* alpha*',
        options: ARCH,
        stop: 1,
        operands: 'command',
      },
    ],
    mark: 'wrapper',
  },
  { name: 'linux32 linux64 i386 i686 x86_64', options: ARCH, stop: 1, operands: 'command', mark: 'wrapper' },
  {
    name: 'arch',
    options: '-e= -d= -c -h -x86_64 -x86_64h -arm64 -arm64e -i386 -ppc -32 -64',
    syntax: 'dash',
    stop: 1,
    operands: 'setting* command',
    mark: 'wrapper',
  },
  {
    name: 'prlimit',
    options: `-p|--pid=@other -o|--output= --noheadings --raw --verbose -c|--core? -d|--data? -e|--nice? -f|--fsize? -i|--sigpending?
      -l|--memlock? -m|--rss? -n|--nofile? -q|--msgqueue? -r|--rtprio? -s|--stack? -t|--cpu? -u|--nproc? -v|--as? -x|--locks? -y|--rttime?`,
    stop: 1,
    operands: [
      ['other', '_*'],
      ['', 'command'],
    ],
    mark: 'wrapper',
  },
  { name: 'setsid', options: '-c|--ctty -f|--fork -w|--wait', stop: 1, operands: 'command', mark: 'wrapper' },
  { name: 'choom', options: '-n|--adjust= -p|--pid=', stop: 1, operands: 'command', mark: 'wrapper' },
  { name: 'chronic', options: '-v -e', stop: 1, operands: 'command', mark: 'wrapper' },
  { name: 'eatmydata', stop: 1, operands: 'command', mark: 'wrapper' },
  { name: 'ifne', options: '-n', stop: 1, operands: 'command', mark: 'wrapper' },
  { name: 'envdir envuidgid', stop: 1, operands: '_ command' },
  { name: 'pee', options: '--ignore-sigpipe --no-ignore-sigpipe --ignore-write-errors --no-ignore-write-errors', operands: 'script:sh*' },
  { name: 'unbuffer', options: '-p', stop: 1, operands: 'command', mark: 'wrapper' },
  {
    name: 'catchsegv multitime',
    options: '-n= -q -v -l -f= -s= -I= -i=script -o=script -r=script -b=option-file:multitime',
    stop: 1,
    operands: 'command',
  },
  {
    name: 'rlwrap',
    options: `-a? -A? -b= -c -C= -d= -D= -e= -E -f=read -F -g= -h -H=write -i -I -l=write -m? -M= -n -N -o -O= -p? -P= -q= -r -R -s= -S= -t= -T -u
      -U -v -w= -W? -z=script`,
    stop: 1,
    operands: 'command',
  },
  { name: 'softlimit', options: '-a= -c= -d= -f= -l= -m= -o= -p= -r= -s= -t=', stop: 1, operands: 'command', mark: 'wrapper' },
  { name: 'setlock', options: '-nNxX', stop: 1, operands: 'write command' },
  {
    name: 'chpst',
    options: `-u=privilege:user -U= -b= -e=config:settings -/=enter -C=enter -n= -l=write -L=write -m= -d= -o= -p= -f= -c= -t= -v -P -0 -1 -2`,
    stop: 1,
    operands: 'command',
  },
  { name: 'logsave', options: '-asv', stop: 1, operands: 'write command' },
  { name: 'caffeinate', options: '-t= -w= -disum', stop: 1, operands: 'command', mark: 'wrapper' },
  {
    name: 'systemd-inhibit',
    options: '--what= --who= --why= --mode= --list --no-pager --no-legend --no-ask-password',
    stop: 1,
    operands: 'command',
  },
  {
    name: 'torsocks torify tsocks',
    options: '-u|--user= -p|--pass= -i|--isolate -d|--debug -q|--quiet -a|--address=proxy-host -P|--port= --shell',
    stop: 1,
    operands: 'command',
  },
  { name: 'proxychains proxychains4', options: '-q -f=option-file:proxychains', stop: 1, operands: 'command' },
  {
    name: 'tini dumb-init catatonit',
    options: '-p= -s -v -w -g -e= -c|--single-child -r|--rewrite= -l -V|--version',
    stop: 1,
    operands: 'command',
    mark: 'wrapper',
  },
  {
    name: 'aa-exec cpulimit grc openvt pexec aoss genie run-mailcap gtester nsjail',
    options:
      '-p|--profile= -n= -l|--limit= -e= -i -f -s -w -c= -d -v -u=privilege:user -z --namespace= --config=option-file:wrapper -C= -a= -R -M=',
    stop: 1,
    operands: 'command',
  },
  {
    name: 'fakeroot',
    options: '-l|--lib=preload:native --faked=program -s=write -i=read -u -b= -h -v',
    stop: 1,
    operands: 'command~shell-stdin:sh',
  },
  {
    name: 'systemd-cat',
    options: '-t|--identifier= -p|--priority= --stderr-priority= --level-prefix= --namespace=',
    stop: 1,
    operands: 'command',
  },
  {
    name: 'heaptrack',
    options: '-o|--output=write -p|--pid= -r|--raw -d|--debug -q --asan --record-only --use-inject',
    stop: 1,
    operands: 'command',
  },
  {
    name: 'fakechroot',
    options:
      '-l|--lib=preload:native -s|--use-system-libs -e|--environment= -c|--config-dir=config:settings -d|--elfloader=program -b|--bindir=',
    stop: 1,
    operands: 'command',
  },
  {
    name: 'systemd-nspawn',
    options: `-D|--directory= --template= -i|--image= -M|--machine= -u|--user=privilege:user -E|--setenv=setting --bind=mount --bind-ro=
      --overlay= -n -b|--boot -x|--ephemeral -q|--quiet -a|--as-pid2 --private-users? --chdir= --hostname= --console= --property= -U`,
    stop: 1,
    operands: 'command:container',
  },
  { name: 'faketime', options: '-f -m -p= --date-prog=program --exclude-monotonic', stop: 1, operands: '_ command' },
  { name: 'dbus-run-session', options: '--dbus-daemon=program --config-file=option-file:dbus', stop: 1, operands: 'command' },
  {
    name: 'dbus-launch',
    options: `--sh-syntax --csh-syntax --auto-syntax --binary-syntax --close-stderr --exit-with-session --exit-with-x11 --autolaunch=
      --config-file=option-file:dbus`,
    stop: 1,
    operands: 'command',
  },
  {
    name: 'xvfb-run',
    options: `-a|--auto-servernum -e|--error-file=write -f|--auth-file=write -l|--listen-tcp -n|--server-num= -p|--xauth-protocol=
      -s|--server-args= -w|--wait=`,
    stop: 1,
    operands: 'command',
  },
  { name: 'ssh-agent', options: '-c -s -d -D -k -a=write -E= -O= -P= -t=', stop: 1, operands: 'command' },
  { name: 'sshpass', options: '-p= -f=read -d= -e? -P= -v', stop: 1, operands: 'command' },
  {
    name: 'watch',
    options: `-n|--interval= -d|--differences? -c|--color -t|--no-title -b|--beep -e|--errexit -g|--chgexit -p|--precise -q|--equexit=
      -w|--no-wrap -x|--exec@exec -s|--shotsdir=write`,
    stop: 1,
    operands: [
      ['exec', 'command'],
      ['', 'scripts'],
    ],
  },
  {
    name: 'flock',
    options: `-s|--shared -x|-e|--exclusive -u|--unlock -n|--nb|--nonblock -w|--wait|--timeout= -o|--close -E|--conflict-exit-code= -F|--no-fork
      --verbose -c|--command=script@text`,
    stop: 2,
    operands: [
      ['text', 'write _*'],
      ['', 'write command'],
    ],
  },
  {
    name: 'xargs gxargs',
    options: `-0|--null@null -a|--arg-file=read@other -d|--delimiter=@other -E=@other -e|--eof?@other -I=mark -i|--replace?mark@braces -J=mark -L|--max-lines=@counted -l?@counted
      -n|--max-args=@counted -P|--max-procs= -p|--interactive -R= -r|--no-run-if-empty -S= -s|--max-chars=@counted -t|--verbose -x|--exit -o|--open-tty
      --show-limits --process-slot-var=`,
    stop: 1,
    operands: [
      ['other', 'command-fed:delimited'],
      ['null', 'command-fed:whole'],
      ['counted', 'command-fed:counted'],
      ['', 'command-fed'],
    ],
    does: 'braces>at-mark:{}',
  },
  {
    name: 'parallel',
    options: `-j|--jobs= -P|--max-procs= -a|--arg-file=read -n|--max-args= -N= -I= -i? -L= -l? -X -m -k|--keep-order -q|--quote -0|--null
      -d|--delimiter= -E= -C|--colsep= -S|--sshlogin=hosts -W= -v -t -u --ungroup --line-buffer --lb --bar --eta --progress --dry-run
      --joblog=write --results=write --tmpdir=write --wd|--workdir=enter --env= --halt= --delay= --timeout= --retries= --load= --memfree=
      --nice= --tag --tagstring= --pipe --pipe-part --block= --recstart= --recend= --header= --plus --resume
      --sshloginfile|--slf=option-file:parallel --profile= -J= --basefile= --bf= --transferfile= --tf= --return= --cleanup --rpl=code:perl
      --fifo --cat --shuf --tmux --semaphore --sem --id= --fg --bg --wait --no-notice --will-cite --citation --colour --link --xapply
      --files --limit=script --filter= --use-cpus-instead-of-cores --arg-sep= --arg-file-sep= --max-replace-args= -M --controlmaster
      --rsync-opts= --process-slot-var= --trim= --term-seq= --onall --nonall`,
    stop: 1,
    operands: 'parallel~shell-stdin:sh',
  },
  { name: 'sem', options: '-j|--jobs= --id= --fg --bg --wait --st= --semaphoretimeout=', stop: 1, operands: 'scripts' },
  {
    name: 'entr',
    options: '-acdnprxz -s@shell',
    stop: 1,
    operands: [
      ['shell', 'scripts'],
      ['', 'command'],
    ],
  },
  {
    name: 'hyperfine',
    options: `-w|--warmup= -m|--min-runs= -M|--max-runs= -r|--runs= -s|--setup=script -p|--prepare=script -c|--cleanup=script -C|--conclude=script
      -P|--parameter-scan=_,_,_ -D|--parameter-step-size= -L|--parameter-list=_,_ -S|--shell=program -N -i|--ignore-failure --style=
      --sort= -u|--time-unit= --export-json=write --export-csv=write --export-markdown=write --export-asciidoc=write
      --export-orgmode=write --show-output --output= --input=read -n|--command-name= --reference=script`,
    operands: 'script*',
  },
  {
    name: 'toolbox',
    commands: [
      { name: 'run', options: '-c|--container= -d|--distro= -r|--release= --preserve-fds=', stop: 1, operands: 'command' },
      { name: 'enter', options: '-c|--container= -d|--distro= -r|--release=', operands: '_?', does: 'shell-stdin:sh' },
    ],
  },
  {
    name: 'distrobox',
    commands: [
      {
        name: 'enter',
        options: '-n|--name= -a|--additional-flags= -r|--root -T|-H|--no-tty -nw|--no-workdir -v|--verbose -e|--exec;command',
        operands: '_? -- command',
      },
    ],
  },
  { name: 'distrobox-enter', options: '-n|--name= -e|--exec;command', operands: '_? -- command' },
  {
    name: 'wsl',
    options: `-d|--distribution= --distribution-id= -u|--user=privilege:user --cd=enter -e|--exec --shell-type= --system -l|--list
      --status --shutdown -t= --terminate= --version`,
    stop: 1,
    operands: 'command~shell-stdin:sh',
  },
  {
    name: 'foreman honcho overmind hivemind',
    options: '-e|--env=read -f|--procfile=config:project -d|--app-root=enter -p|--port=',
    commands: [
      { name: 'run exec', options: '-e|--env=read -d|--app-root=enter', stop: 1, operands: 'command' },
      { name: 'start s', options: '-e|--env=read -f|--procfile=config:project -m= -p= -c= -t=', operands: '_*', does: 'at-task:procfile' },
    ],
  },
  { name: 'busybox toybox', options: '--list --list-full --install!at-write:/bin', stop: 1, operands: 'command' },
  {
    name: 'run-parts',
    options: `--test@test --list@test --report --verbose -v --debug --reverse --exit-on-error --new-session --regex= -u|--umask= -a|--arg=
      --lsbsysinit`,
    operands: 'test?_|run-folder*',
  },
  {
    name: 'strace',
    options: `-o|--output=pipe-or-file -p|--attach= -e|--trace= -a|--columns= -s|--string-limit= -S|--summary-sort-by= -P|--trace-path=
      -O|--summary-syscall-overhead= -I|--interruptible= -E|--env=setting -u|--user=privilege:user -X|--const-print-style= -b|--detach-on=
      -U|--summary-columns= -cCdDfFhiknqrtTvVwxyYzZ --follow-forks --seccomp-bpf`,
    stop: 1,
    operands: 'setting* command',
  },
  {
    name: 'valgrind',
    options: `--tool= --log-file=write --log-socket=host --xml-file=write --callgrind-out-file=write --cachegrind-out-file=write
      --massif-out-file=write --dhat-out-file=write --bb-out-file=write --pc-out-file=write --xtree-leak-file=write
      --xtree-memory-file=write --suppressions=read --gdb-attach --db-command=script -q -v --trace-children=`,
    stop: 1,
    operands: 'command',
  },
  {
    name: 'perf',
    options: '--exec-path? -p|--paginate --no-pager --debugfs-dir=',
    commands: [
      {
        name: 'stat',
        options: `-e|--event= -o|--output=write -p|--pid= -t|--tid= -r|--repeat= -C|--cpu= -G= -x= -I= --pre=script --post=script -adcBvnSA --per-core
      --timeout= --delay= -D=`,
        stop: 1,
        operands: 'command',
      },
      {
        name: 'record',
        options: `-e|--event= -o|--output=write -p|--pid= -t|--tid= -c|--count= -F|--freq= -C|--cpu= -g -m= -r= -u= -abdsvqnPRTiN --call-graph=
      --switch-output? -k|--clockid=`,
        stop: 1,
        operands: 'command',
      },
      { name: 'trace', options: '-e|--event= -o|--output=write -p|--pid= -t|--tid= -u= -C= -m= -asSTvf', stop: 1, operands: 'command' },
      { name: 'script', options: '-i|--input=read -s|--script=code-file:python -F= -C= -f -v', stop: 1, operands: 'read?' },
      { name: 'report annotate', options: '-i|--input=read -s|--sort= -g? --script-lang= -S|--gen-script= --stdio', operands: '_*' },
    ],
  },
  {
    name: 'ltrace truss ktrace',
    options: `-o|--output=pipe-or-file -p= -e= -x= -a|--align= -A= -s= -D|--debug= -F|--config=option-file:ltrace -l|--library= -n|--indent=
      -u=privilege:user -w|--where= -b -c -C -f -h -i -L -r -S -t -T -V`,
    stop: 1,
    operands: 'command',
  },
  {
    name: 'rr',
    stop: 1,
    operands: 'command',
    otherwise: 'operands',
    commands: [
      { name: 'record', options: '-n -h --chaos -o|--output-trace-dir=write', stop: 1, operands: 'command' },
      { name: 'replay', options: '-x=code-file:gdb -d=program -a -p=', operands: '_*' },
    ],
  },
  {
    name: 'script',
    options: `-a|--append -c|--command=script@text -e|--return -E|--echo= -f|--flush --force -I|--log-in=write -O|--log-out=write
      -B|--log-io=write -o|--output-limit= -m|--logging-format= -q|--quiet -t? -T|--log-timing=write -F=write -k -r -p -d`,
    stop: 1,
    operands: [
      ['text', 'write?~at-write:typescript'],
      ['', 'write?~at-write:typescript command~shell-stdin:sh'],
    ],
  },
  {
    name: 'scriptreplay',
    options: '-t|--timing=read -T|--log-timing=read -I|--log-in=read -O|--log-out=read -B|--log-io=read -s|--typescript=read -d= -m=',
    operands: 'read* _?',
  },
  {
    name: 'ld.so ld-linux ld-linux-x86-64.so ld-linux-aarch64.so ld-linux.so ld-musl-x86_64.so',
    versioned: true,
    options: `--list --verify --inhibit-cache --library-path=preload:native --preload=preload:native --audit=preload:native --inhibit-rpath=
      --argv0=`,
    stop: 1,
    operands: 'command',
  },
  { name: 'cross-env cross-env-shell', stop: 1, operands: 'setting* command', mark: 'wrapper' },
  {
    name: 'env-cmd',
    options: `-f|--file=read -r|--rc-file=project-file:env-cmd -e|--environments= -x|--expand-envs --fallback --no-override --silent --use-shell -v`,
    stop: 1,
    operands: 'command',
  },
  {
    name: 'dotenv dotenvx',
    options: '-e= -f|--env-file=read -p= -c? -v= -o --override -q -k|--env-keys-file=read',
    stop: 1,
    operands: 'command',
    otherwise: 'operands',
    commands: [
      { name: 'run', options: '-f|--env-file=read -e|--env=setting -o --overload --convention= -q|--quiet', stop: 1, operands: 'command' },
      { name: 'get', options: '-f|--env-file=read -a|--all', operands: '_*', does: 'disclose:credential' },
      { name: 'set encrypt decrypt', options: '-f|--env-file=write', operands: '_*', does: 'at-write:.env' },
    ],
  },
  {
    name: 'direnv',
    commands: [
      { name: 'exec', stop: 1, operands: 'project:project command' },
      { name: 'allow permit grant', operands: '_?', does: 'config-name:policy' },
      { name: 'edit', operands: 'write?' },
      { name: 'deny revoke reload status version stdlib prune hook', operands: '_*' },
      { name: 'export', operands: '_*', does: 'code-stdin:direnv' },
    ],
  },
  {
    name: 'concurrently conc',
    options: `-n|--names= -c|--prefix-colors= -p|--prefix= -s|--success= -k|--kill-others -r|--raw -m|--max-processes= --hide= -g|--group
      -i|--handle-input --restart-tries= --restart-after= --no-color --timings -P|--passthrough-arguments -l|--prefix-length=
      --kill-others-on-fail --kill-signal= --teardown=script -t=`,
    operands: 'script-each',
  },
  {
    name: 'nodemon',
    options: `-w|--watch= -i|--ignore= -x|--exec=script -e|--ext= -d|--delay= -q|--quiet -V|--verbose -s|--signal= --config=project-file:nodemon -L
      -I -C --spawn --inspect? --inspect-brk? -r|--require=preload:node`,
    stop: 1,
    operands: 'code-file:node? _*',
  },
];
