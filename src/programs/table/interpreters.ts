/** Interpreters: code behind an option, a script file, standard input; what they load besides. */
import type { ProgramRow } from '../row.ts';
import { PIP, PYTEST } from './python-tools.ts';

/** Options that only print and end. */
const SILENT = '--version@silent --help@silent';

/** A script, or code on standard input; with `mode` set there is code already and a script is only its first argument. */
function script(language: string, mode = 'code'): readonly (readonly [mode: string, operands: string])[] {
  return [
    ['silent', '_*'],
    [mode, '_*'],
    ['', `code-file:${language}~code-stdin:${language} _*`],
  ];
}

const NODE = `-eval=code:node@code -e=code:node@code -print=code:node@code -p=code:node@code -pe=code:node@code -require=preload:node
      -r=preload:node -import=preload:node -loader=preload:node -experimental-loader=preload:node -check -c -interactive -i -test@test
      -watch -watch-path= -env-file=settings-file -env-file-if-exists=settings-file -conditions= -C= -inspect?listen -inspect-brk?listen
      -inspect-wait?listen -inspect-port= -debug-port= -run=task:npm-script@code -title= -max-old-space-size?
      -openssl-config=config:settings -icu-data-dir=config:settings -diagnostic-dir=write -cpu-prof-dir=write -cpu-prof-name=write -heap-prof-dir=write -heap-prof-name=write
      -report-dir=write -report-directory=write -report-filename=write -redirect-warnings=write -snapshot-blob=preload:node -build-snapshot= -stack-trace-limit=
      -unhandled-rejections= -test-reporter=plugin-path -test-reporter-destination=write -test-name-pattern= -test-skip-pattern= -test-concurrency=
      -test-shard= -test-timeout= -test-coverage-include= -test-coverage-exclude= -test-global-setup=preload:node -input-type=
      -experimental-default-type= -experimental-sea-config=read -experimental-config-file=option-file:node -localstorage-file=write
      -logfile=write -trace-event-categories= -trace-event-file-pattern=write -tls-keylog=write -dns-result-order= -disable-warning=
      -es-module-specifier-resolution= -allow-fs-read= -allow-fs-write= -secure-heap= -network-family-autoselection-attempt-timeout=
      -v@silent -version@silent -h@silent -help@silent -v8-options@silent -completion-bash@silent`;

const NODE_OPERANDS: NonNullable<ProgramRow['operands']> = [
  ['silent', '_*'],
  ['code', '_*'],
  ['test', 'code-file:node*'],
  ['', 'code-file:node~code-stdin:node _*'],
];

const PYTHON_MODULES: readonly ProgramRow[] = [
  {
    name: 'json.tool',
    options: '--sort-keys --no-ensure-ascii --json-lines --indent= --tab --no-indent --compact',
    operands: 'read? write?',
    mark: 'reader',
  },
  {
    name: 'http.server',
    options: '-b|--bind=listen -d|--directory=read -p|--protocol= --cgi --tls-cert=read --tls-key=read',
    operands: 'listen?~at-listen',
  },
  {
    name: 'venv virtualenv',
    options: `--prompt= --system-site-packages --symlinks --copies --clear --upgrade --without-pip --upgrade-deps -p=program --python=program`,
    operands: 'write*',
  },
  { name: 'timeit', options: '-n= -r= -s=code:python -p -u= -v', operands: 'code:python*' },
  {
    name: 'pdb cProfile profile trace runpy',
    options: '-c=code:python -m=module:python -o=write -s= -C=write --ignore-dir= --ignore-module= --count --trace',
    stop: 1,
    operands: 'code-file:python _*',
  },
  { name: 'zipfile tarfile', options: '-c|--create=write -e|--extract=read,write -l|--list=read -t|--test=read', operands: 'read*' },
  { name: 'py_compile compileall', operands: 'write*' },
  { name: 'webbrowser', options: '-n -t', operands: 'url' },
  { name: 'unittest', options: '-s= -p= -t= -k= -v -q -f -c -b --locals --durations=', operands: '_*' },
  {
    name: 'base64 gzip calendar platform this antigravity sysconfig site tokenize ast dis symtable inspect',
    options: '-d -e -u -i=',
    operands: 'read*',
  },
  { ...PIP, name: 'pip' },
  { ...PYTEST, name: 'pytest' },
];

export const INTERPRETERS: readonly ProgramRow[] = [
  {
    name: 'python pypy ipython',
    versioned: true,
    options: `-c=code:python@code$ -m&module:python@code -W=warning-filter -X=python-switch -Q= --check-hash-based-pycs= -V@silent -h@silent ${SILENT} -i!code-fed:python -bBdEIOPqRsStuvx`,
    stop: 1,
    operands: script('python'),
    commands: PYTHON_MODULES,
    otherwise: 'operands',
  },
  {
    name: 'node nodejs',
    versioned: true,
    syntax: 'dash',
    options: NODE,
    stop: 1,
    operands: NODE_OPERANDS,
    otherwise: 'operands',
    commands: [{ name: 'inspect', operands: 'code-file:node _*', does: 'code-stdin:node' }],
  },
  {
    name: 'tsx ts-node ts-node-esm ts-node-dev esr babel-node swc-node coffee',
    syntax: 'dash',
    options: `${NODE} -project=config:project -P=config:project -tsconfig=config:settings -compiler=preload:node -cwd=enter -T -transpile-only
      -esm -swc`,
    stop: 1,
    operands: NODE_OPERANDS,
    otherwise: 'operands',
    commands: [{ name: 'watch', syntax: 'dash', options: NODE, stop: 1, operands: NODE_OPERANDS }],
  },
  {
    name: 'deno',
    options: `-A -q --quiet --unstable --log-level= -L= -h@silent -V@silent --version@silent --help@silent --config=code-file:deno
      -c=code-file:deno --import-map=preload:deno --env-file? --env? --cert=read --lock=write --location=url --preload=preload:deno
      --inspect? --inspect-brk? --reload? -r --v8-flags= --seed= --node-modules-dir? --allow-run? --allow-read? --allow-write?
      --allow-net? --allow-env? --allow-ffi? --allow-all --no-prompt --watch? --ext= --parallel -R? -W? -N? -E? -S?`,
    inherit: true,
    stop: 1,
    operands: 'code-file:deno _*',
    otherwise: 'operands',
    commands: [
      { name: 'run serve', stop: 1, operands: 'code-file:deno~code-stdin:deno _*' },
      { name: 'eval', options: '-p --print --ext=', stop: 1, operands: 'code:deno _*' },
      { name: 'repl', options: '--eval=code:deno --eval-file=code-file:deno', does: 'code-stdin:deno' },
      {
        name: 'test bench',
        options: '--filter= --coverage? --reporter= --junit-path=write --shuffle? --fail-fast? --doc -j',
        operands: 'code-file:deno*',
      },
      { name: 'task', options: '--cwd=project:project --eval=script', operands: 'task:deno-task _*' },
      { name: 'install add uninstall remove i', options: '-g -f -n= --name= --root=write --entrypoint= -D', operands: 'package*' },
      { name: 'fmt', options: '--check@check --ignore= --ext=', operands: 'check?read|write*' },
      { name: 'lint check info doc cache types', options: '--rules --json --fix --ignore= --output=write', operands: 'read*' },
      { name: 'compile bundle', options: '-o|--output=write --target= --include= --icon=', operands: 'read*' },
      { name: 'upgrade', options: '--output=write --version= -f', does: 'destroy:machine' },
      { name: 'publish', options: '--token= --dry-run', does: 'destroy:publication' },
    ],
  },
  {
    name: 'bun',
    options: `-e|--eval=code:bun@code -p|--print=code:bun@code -r|--preload=preload:bun --require=preload:bun --import=preload:bun
      --cwd=project:project -c|--config?code-file:bun --env-file=read --inspect? --inspect-brk? --conditions= --install= -d= --define=
      --tsconfig-override=config:settings --shell= --port= --filter= -F= -v@silent --version@silent --revision@silent -h@silent
      --help@silent -i -b --bun --hot --watch --smol --silent`,
    inherit: true,
    stop: 1,
    operands: [
      ['silent', '_*'],
      ['code', '_*'],
      ['', 'script-or-task:bun _*'],
    ],
    otherwise: 'operands',
    commands: [
      { name: 'run', stop: 1, operands: 'script-or-task:bun _*' },
      {
        name: 'test',
        options: '--timeout= --rerun-each= -t= --reporter= --reporter-outfile=write --coverage-dir=write --bail? --coverage',
        operands: 'code-file:bun*',
        does: 'at-task:npm-script/test',
      },
      { name: 'x', stop: 1, operands: 'command' },
      {
        name: 'install i add a update upgrade link',
        options: `--registry=url --cache-dir=write --production --frozen-lockfile -d -D -g --dev --exact --no-save --ca= --cafile=read --linker=`,
        operands: 'package*',
        does: 'at-write:node_modules',
      },
      { name: 'remove rm unlink', options: '-g', operands: '_*' },
      {
        name: 'build',
        options: '--outdir=write --outfile=write --target= --format= --entry-naming= --external= --compile --minify --sourcemap?',
        operands: 'read*',
      },
      { name: 'create init', stop: 1, operands: 'package? write? _*' },
      { name: 'publish', does: 'destroy:publication' },
      { name: 'pm outdated audit why info', operands: '_*' },
      { name: 'exec', operands: 'script:sh' },
    ],
  },
  {
    name: 'perl',
    versioned: true,
    options: `-e=code:perl@code -E=code:perl@code -M+module:perl -m+module:perl -I=config:settings -i?backup@edit -F+ -d?preload:perl!code-fed:perl -S!at-preload:perl -x? -C? -D? -V? -# -h@silent
      -v@silent ${SILENT} -acflnpstTuUwWX`,
    stop: 1,
    operands: [
      ['silent', '_*'],
      ['code', 'edit?write|read*'],
      ['', 'code-file:perl~code-stdin:perl _*'],
    ],
  },
  {
    name: 'ruby jruby rbx',
    versioned: true,
    options: `-e=code:ruby@code -r|--require=preload:ruby -I=config:settings -i?backup@edit -S!at-preload:ruby -C=enter -X=enter -x? -E= -F+ -K+ -T? -W? --encoding= --enable= --disable=
      -# -v@silent -h@silent ${SILENT} --copyright@silent -acdlnpsUwy --jit --yjit --verbose`,
    stop: 1,
    operands: [
      ['silent', '_*'],
      ['code', 'edit?write|read*'],
      ['', 'code-file:ruby~code-stdin:ruby _*'],
    ],
  },
  {
    name: 'php',
    versioned: true,
    options: `-r|--run=code:php@code -B|--process-begin=code:php -R|--process-code=code:php@code -E|--process-end=code:php
      -f|--file=code-file:php@code -F|--process-file=code-file:php@code -S|--server=listen -t|--docroot=read -c|--php-ini=option-file:php
      -d|--define=config-inline:settings -z|--zend-extension=preload:php --rf= --rc= --re= --rz= --ri= -i@silent -m@silent -v@silent
      -h@silent ${SILENT} --ini@silent -l|--syntax-check -s -w -n -q -a -H`,
    stop: 1,
    operands: script('php'),
  },
  {
    name: 'lua luajit',
    versioned: true,
    options: '-e=code:lua@code -l=preload:lua -j=preload:lua -O? -i!code-fed:lua -v@silent -W -E',
    stop: 1,
    operands: [
      ['silent', '_*'],
      ['code', 'code-file:lua? _*'],
      ['', 'code-file:lua~code-stdin:lua _*'],
    ],
  },
  { name: 'tclsh wish', versioned: true, options: '-encoding=', syntax: 'dash', stop: 1, operands: script('tcl') },
  {
    name: 'expect',
    options: '-c=code:expect@code -f=code-file:expect@code -b=code-file:expect@code -d -D= -i -n -N -v',
    stop: 1,
    operands: script('expect'),
  },
  {
    name: 'Rscript',
    options: `-e=code:R@code --default-packages= --vanilla --verbose --no-save --no-restore --no-environ ${SILENT}`,
    stop: 1,
    operands: script('R'),
  },
  {
    name: 'R r littler',
    options: `-e=code:R@code -f|--file=code-file:R@code -d= -g= --vanilla --slave -q --quiet --no-save --no-restore --interactive --args$
      ${SILENT}`,
    operands: script('R'),
    otherwise: 'operands',
    commands: [{ name: 'CMD', operands: '_ _*', does: 'code-stdin:R' }],
  },
  {
    name: 'julia',
    options: `-e|--eval=code:julia@code -E|--print=code:julia@code -L|--load=preload:julia -J|--sysimage=preload:julia -H= -p= -t= -C=
      --project?config:project --threads= --machine-file=read -i -q -v@silent -h@silent ${SILENT} --startup-file= --color=`,
    stop: 1,
    operands: script('julia'),
  },
  {
    name: 'guile',
    versioned: true,
    options: `-c=code:guile@code -s=code-file:guile@code -e= -l=preload:guile -L= -C= -x= -q -v@silent -h@silent ${SILENT}`,
    stop: 1,
    operands: script('guile'),
  },
  { name: 'osascript', options: '-e=code:applescript@code -l= -s= -i', stop: 1, operands: script('applescript') },
  {
    name: 'irb pry',
    options: `-r=preload:ruby -I=config:settings -e=code:ruby@code -f -m -w -W? -U -v@silent ${SILENT} --noprompt`,
    stop: 1,
    operands: script('ruby'),
  },
  {
    name: 'ghc ghci',
    options: `-e=code:haskell@code -o=write -odir=write -outputdir=write -pgmF=program -pgmL=program -pgmP=program -pgmc=program -F -optF= -i+
      -package= -ghci-script=code-file:haskell ${SILENT.replaceAll('--', '-')} --make --interactive`,
    syntax: 'dash',
    operands: [
      ['silent', '_*'],
      ['code', '_*'],
      ['', 'read*~code-stdin:haskell'],
    ],
  },
  { name: 'runghc runhaskell stack-script', options: '--ghc-arg= -f=program', stop: 1, operands: script('haskell') },
  {
    name: 'jshell',
    options: '--startup=code-file:java --feedback= --class-path= -R+ -C+ -J+',
    syntax: 'dash',
    operands: 'code-file:java*~code-stdin:java',
  },
  {
    name: 'jrunscript groovy scala kotlin kotlinc-script',
    options: `-e=code:java@code -f=code-file:java@code -cp= -classpath= -l= -i= -p= ${SILENT.replaceAll('--', '-')}`,
    syntax: 'dash',
    stop: 1,
    operands: script('java'),
  },
  {
    name: 'elixir iex',
    options: `-e=code:elixir@code -eval=code:elixir@code -rpc-eval=_,code:elixir@code -r=code-file:elixir -pr=code-file:elixir -pa= -pz= -S=
      -erl=config-inline:settings -erl-config=option-file:elixir -boot=preload:elixir -vm-args=option-file:elixir -pipe-to=write,_ -sname= -name= -cookie= -dot-iex=code-file:elixir -remsh= -v@silent -h@silent ${SILENT.replaceAll('--', '-')}`,
    syntax: 'dash',
    stop: 1,
    operands: script('elixir'),
  },
  {
    name: 'erl erlc',
    options: `-eval=code:erlang@code -run=code:erlang@code -s=code:erlang@code -pa= -config=option-file:erlang -noshell -noinput -boot= -sname=
      -name= -o=write -I=`,
    syntax: 'dash',
    operands: [
      ['code', '_*'],
      ['', 'read*~code-stdin:erlang'],
    ],
  },
  { name: 'escript', operands: 'code-file:erlang _*', stop: 1 },
  {
    name: 'octave matlab',
    options: `--eval=code:octave@code -r=code:octave@code -batch=code:octave@code --path= --no-gui -q --silent --norc ${SILENT}`,
    stop: 1,
    operands: script('octave'),
  },
  {
    name: 'gnuplot',
    options: '-e=code:gnuplot@code -p --persist -c -d -V@silent --version@silent',
    operands: [
      ['silent', '_*'],
      ['code', 'code-file:gnuplot*'],
      ['', 'code-file:gnuplot*~code-stdin:gnuplot'],
    ],
  },
  {
    name: 'm4',
    options: '-D= -U= -I= -F=write -R=read -o=write --debugfile? -l= -d? -E -G -P -Q -e -g -i -s -t=',
    operands: 'code-file:m4*~code-stdin:m4',
  },
  {
    name: 'sbcl clisp ecl racket chez scheme csi gosh emacs-lisp',
    options: `--eval=code:lisp@code -e=code:lisp@code -x=code:lisp@code --load=code-file:lisp --script=code-file:lisp@code -l=code-file:lisp
      -f=code-file:lisp -r=code-file:lisp -t=code-file:lisp ${SILENT} --no-userinit --quit --non-interactive`,
    stop: 1,
    operands: script('lisp'),
  },
  {
    name: 'raku crystal nim dart swift v zig-script',
    options: `-e=code:script@code -I= -M+module:raku ${SILENT}`,
    stop: 1,
    operands: script('script'),
    otherwise: 'operands',
    commands: [
      { name: 'eval', operands: 'code:script*' },
      { name: 'run r', stop: 1, options: '-o=write -d: --release', operands: 'code-file:script~at-task:build/run _*' },
      {
        name: 'build test format analyze fmt compile c doc pub create package spec tool deps check',
        options: '-o|--output=write --release -:write',
        operands: '_*',
      },
    ],
  },
  {
    name: 'mono dotnet-script wine wine64 qemu-x86_64 qemu-aarch64 gjs seed',
    options: '-c=code:script --debug? --config=option-file:mono',
    stop: 1,
    operands: 'command',
  },
];
