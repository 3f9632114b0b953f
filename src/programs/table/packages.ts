/** Package managers of languages and systems: what they run, where they fetch from, which project they work in. */
import type { ProgramRow } from '../row.ts';

const NPM_GLOBALS = `--registry=url --prefix=project:project -C=project:project --userconfig=config:settings --globalconfig=config:settings
      --script-shell=program --shell=program --node-options=config-inline:settings --cache=write --editor=script --viewer=script
      --browser=program --git=program --python=program --proxy=proxy-url --https-proxy=proxy-url --noproxy= --cafile=read --ca= --cert=
      --key= --init-module=code-file:node --logs-dir=write --tmp=write --onload-script=preload:node -w|--workspace=place:project -ws|--workspaces
      --loglevel= --tag= --otp= --access= --omit= --include= --only= --before= --depth= --scope= --color? --cpu= --os= --libc=
      --fetch-retries= --fetch-timeout= --maxsockets= --message= -m= --pack-destination=write --save-prefix= --user-agent=
      --local-address= --location= -L= --lockfile-version= --install-strategy= --audit-level= --auth-type= --sign-git-commit
      --sbom-format= --init-author-name= --init-license= -s|--silent -q|--quiet -d -g|--global -D -E -O -P -S -B -f|--force -l|--long -p
      -v|--version -h -y|--yes --json --offline --prefer-offline --dry-run --ignore-scripts --if-present --no-audit --no-fund`;

const INSTALL = `install i add in ins inst insta instal isnt isnta isntal isntall ci clean-install ic install-clean isntall-clean install-ci-test cit
      clean-install-test sit install-test it update up upgrade udpate dedupe ddp link ln rebuild rb`;

export const PACKAGES: readonly ProgramRow[] = [
  {
    name: 'npm',
    options: NPM_GLOBALS,
    inherit: true,
    commands: [
      {
        name: 'run run-script rum urn',
        operands: 'task:npm-script? _* -- _*',
        otherwise: 'operands',
        // Unless the project has a script of that name.
        commands: [{ name: 'env', operands: '_*', does: 'at-task:npm-script disclose:environment' }],
      },
      { name: 'test t tst', operands: '_* -- _*', does: 'at-task:npm-script/test' },
      { name: 'start', operands: '_* -- _*', does: 'at-task:npm-script/start' },
      { name: 'stop restart', operands: '_* -- _*', does: 'at-task:npm-script' },
      {
        name: 'exec x',
        options: '-c|--call=script@text --package=package',
        stop: 1,
        operands: [
          ['text', '_*'],
          ['', 'package-command -- package-command'],
        ],
      },
      { name: INSTALL, operands: 'package*' },
      { name: 'uninstall un unlink remove rm r prune', operands: '_*' },
      {
        name: 'publish',
        options: '--provenance-file=read --access= --tag= --dry-run --provenance --otp=',
        operands: 'package?',
        does: 'destroy:publication',
      },
      {
        name: 'unpublish deprecate undeprecate dist-tag dist-tags access owner author team hook org profile token',
        operands: '_*',
        does: 'destroy:publication',
      },
      {
        name: 'config c',
        operands: '_*',
        commands: [
          { name: 'set', operands: 'address*', does: 'at-write:~/.npmrc' },
          { name: 'delete rm edit', operands: '_*', does: 'at-write:~/.npmrc' },
          { name: 'get ls list fix', options: '-l', operands: '_*' },
        ],
      },
      { name: 'set', operands: 'address*', does: 'at-write:~/.npmrc' },
      { name: 'init create innit', stop: 1, operands: 'package? _*' },
      { name: 'pack', operands: 'package*' },
      { name: 'version verison', options: '--preid= --message= --no-git-tag-version', operands: '_?', does: 'at-task:npm-script/version' },
      { name: 'edit explore', stop: 1, operands: '_ command -- command' },
      { name: 'login adduser add-user logout', operands: '_*' },
      {
        name: `ls list la ll view info show v search s se find outdated audit fund doctor explain why bugs issues docs home repo whoami ping cache
      completion help help-search get pkg query root bin prefix sbom shrinkwrap stars star unstar diff fix`,
        options: '--omit= --diff=',
        operands: '_*',
      },
    ],
  },
  {
    name: 'npx pnpx bunx',
    options: `-p|--package=package -c|--call=script@text --registry=url --cache=write --userconfig=config:settings
      --node-options=config-inline:settings --script-shell=program --shell=program --npm=program -w|--workspace= --prefix=project:project -y|--yes --no
      -q|--quiet --no-install --ignore-existing -v --version --bun --loglevel= -n|--node-arg=config-inline:settings -s --silent`,
    stop: 1,
    operands: [
      ['text', '_*'],
      ['', 'package-command'],
    ],
  },
  {
    name: 'pnpm',
    options: `-C|--dir=project:project -F|--filter= --filter-prod= --registry=url --config.script-shell=program --script-shell=program
      --shell-emulator -c|--shell-mode@text --store-dir=write --virtual-store-dir=write --global-dir=write --config-dir=config:settings
      --userconfig=config:settings --node-options=config-inline:settings --npmrc-auth-file=config:settings --use-node-version= --loglevel=
      --reporter= --workspace-concurrency= --stream --aggregate-output --parallel --sort --no-bail --if-present -r|--recursive
      -w|--workspace-root -s|--silent -g -D -E -O -P --prod --dev --color? --ignore-scripts --offline --prefer-offline --frozen-lockfile
      --no-frozen-lockfile --lockfile-only -h --version -v`,
    inherit: true,
    operands: '_*',
    commands: [
      { name: 'run run-script', options: '--resume-from= --report-summary --sequential', stop: 1, operands: 'task:npm-script? _*' },
      { name: 'test t start stop restart', operands: '_*', does: 'at-task:npm-script' },
      { name: 'exec', options: '-c|--shell-mode@text', stop: 1, operands: 'pnpm-command -- command' },
      { name: 'dlx', options: '--package=package -c|--shell-mode', stop: 1, operands: 'pnpm-command' },
      { name: 'create', stop: 1, operands: 'package _*' },
      {
        name: 'install i add update up upgrade link ln import rebuild rb dedupe fetch install-test it patch-commit',
        options: '--workspace --save-catalog --allow-build= --latest -L --depth=',
        operands: 'package*',
      },
      { name: 'remove rm uninstall un unlink prune', operands: '_*' },
      {
        name: 'publish',
        options: '--tag= --access= --otp= --publish-branch= --no-git-checks --dry-run',
        operands: 'package?',
        does: 'destroy:publication',
      },
      {
        name: 'config c',
        operands: '_*',
        commands: [
          { name: 'set', operands: 'address*', does: 'at-write:~/.npmrc' },
          { name: 'get list delete ls', operands: '_*' },
        ],
      },
      { name: 'deploy pack', options: '--pack-destination=write --out=write', operands: 'write*' },
      { name: 'env setup self-update runtime rt', operands: '_*', does: 'destroy:machine' },
      {
        name: `ls list la ll why outdated audit licenses store root bin doctor approve-builds patch patch-remove server cat-file find-hash
      cat-index completion help view info show search whoami login logout init version`,
        operands: '_*',
      },
    ],
  },
  {
    name: 'yarn yarnpkg',
    options: `--cwd=project:project --registry=url --use-yarnrc=option-file:yarn --modules-folder=write --cache-folder=write --global-folder=write
      --preferred-cache-folder=write --mutex= --emoji= --network-timeout= --network-concurrency= --proxy=proxy-url --https-proxy=proxy-url
      --otp= --script-shell=program -s|--silent --verbose --json --offline --prefer-offline --frozen-lockfile --immutable --ignore-scripts
      --production? --non-interactive -v|--version -h|--help --prod -D -P -O -E -W`,
    inherit: true,
    operands: 'task:npm-script _*',
    otherwise: 'operands',
    commands: [
      { name: 'run', options: '-T -B --inspect? --inspect-brk? --require=preload:node', stop: 1, operands: 'task:npm-script? _*' },
      { name: 'test start', operands: '_*', does: 'at-task:npm-script' },
      { name: 'exec', stop: 1, operands: 'command -- command' },
      { name: 'dlx', options: '-p|--package=package -q', stop: 1, operands: 'package-command' },
      { name: 'node', syntax: 'plain', operands: 'shell-arguments:node' },
      { name: 'workspace', syntax: 'plain', operands: '_ shell-arguments:yarn' },
      {
        name: 'workspaces',
        options: '-A -p -i -t -v -j= --from= --include= --exclude= --since?',
        operands: '_*',
        commands: [
          { name: 'run', operands: 'task:npm-script _*' },
          {
            name: 'foreach',
            options: '-A -p -i -t -v -R -W -j= --from= --include= --exclude= --since? --all --parallel',
            stop: 1,
            operands: 'shell-arguments:yarn',
          },
          { name: 'list info focus', options: '-A', operands: '_*' },
        ],
      },
      {
        name: 'install add upgrade up upgrade-interactive link import dedupe rebuild global',
        options: '-d= --mode= -i -C --flat --har --focus',
        operands: 'package*',
      },
      { name: 'remove unlink autoclean', operands: '_*' },
      { name: 'publish', options: '--tag= --access= --new-version= --message=', operands: 'package?', does: 'destroy:publication' },
      {
        name: 'npm',
        commands: [
          { name: 'publish tag', operands: '_*', does: 'destroy:publication' },
          { name: 'info audit login logout whoami', operands: '_*' },
        ],
      },
      { name: 'create', stop: 1, operands: 'package _*' },
      {
        name: 'config',
        operands: '_*',
        commands: [
          { name: 'set', options: '-H', operands: 'address*', does: 'at-write:~/.yarnrc' },
          { name: 'get list delete unset', operands: '_*' },
        ],
      },
      { name: 'set plugin', operands: '_ _ package*', does: 'at-write:.yarn' },
      { name: 'pack', options: '-f|--filename=write -o|--out=write', operands: '_*' },
      {
        name: `list why info audit outdated licenses check cache bin versions version help init login logout owner tag team policies
      generate-lock-entry constraints search stage patch patch-commit explain`,
        operands: '_*',
      },
    ],
  },
  {
    name: 'corepack',
    options: '--install-directory=write',
    operands: '_*',
    commands: [
      {
        name: 'enable disable prepare use up install hydrate pack',
        options: '--install-directory=write --activate --all -o=write -g',
        operands: '_*',
        does: 'destroy:machine',
      },
      ...['npm', 'pnpm', 'yarn', 'npx'].map((name) => ({ name, syntax: 'plain', operands: `shell-arguments:${name}` }) as const),
    ],
  },
  {
    name: 'nvm fnm volta nvs n asdf mise rtx rbenv pyenv nodenv goenv jenv rvm proto sdk rustup ghcup',
    options: '-q --version -v -y -C=project:project --cd=project:project -E=',
    operands: '_*',
    otherwise: 'operands',
    commands: [
      { name: 'exec x run', options: '--node= --npm= --yarn= --using= -E= -c|--command=script', stop: 1, operands: 'version-or-command' },
      {
        name: `shell local global use default pin set which current list ls list-all ls-remote versions version doctor where env show toolchain
      target component self plugin plugins reshim rehash init activate trust settings config alias hook-env deactivate latest outdated
      prune cache completions update`,
        operands: '_*',
      },
      {
        name: 'install uninstall add remove upgrade',
        options: '-f -v -s -k -p --latest-npm --lts -y --force',
        operands: 'package*',
        does: 'destroy:machine',
      },
    ],
  },
  {
    name: 'gem',
    options: '--config-file=option-file:gem --backtrace -q',
    inherit: true,
    commands: [
      {
        name: 'install i update',
        options: `-s|--source=url --install-dir=write -i=write -n|--bindir=write -v= --version= -P= -p|--http-proxy=proxy-url -g|--file=read
      --no-document -N --user-install --conservative --local -f`,
        operands: 'package*',
      },
      { name: 'exec', options: '-g= -v= --conservative', stop: 1, operands: 'command' },
      { name: 'open', options: '-e|--editor=script -v=', operands: '_' },
      { name: 'push yank owner', options: '--host=url -k=', operands: 'read*', does: 'destroy:publication' },
      { name: 'build', options: '-o|--output=write -C=enter --strict', operands: 'code-file:ruby' },
      { name: 'sources', options: '-a|--add=url -r|--remove= -c -u -l', operands: '_*', does: 'at-write:~/.gemrc' },
      {
        name: `list search info env environment which contents specification dependency outdated cleanup uninstall check fetch help pristine unpack
      cert signin signout stale lock mirror query rdoc server`,
        operands: '_*',
      },
    ],
  },
  {
    name: 'bundle bundler',
    options: '--gemfile=config:project --retry= -j= --jobs= --verbose',
    inherit: true,
    commands: [
      { name: 'exec e', options: '--keep-file-descriptors', stop: 1, operands: 'command' },
      {
        name: 'install update add package cache',
        options: `--binstubs? --system --without= --with= --deployment --local --source=url --git=git-place --path=config:project -g= -v=`,
        operands: '_*',
      },
      { name: 'config', operands: '_*', does: 'at-write:.bundle/config' },
      { name: 'console c', does: 'code-stdin:ruby' },
      {
        name: `check list show info outdated open lock clean init viz gem platform env doctor licenses help pristine remove plugin binstubs version`,
        operands: '_*',
      },
    ],
  },
  {
    name: 'composer',
    options: '-d|--working-dir=project:project --no-plugins --no-scripts -n -q -v --ansi --profile --no-cache',
    inherit: true,
    otherwise: 'operands',
    operands: 'task:composer _*',
    commands: [
      { name: 'exec', options: '-l', stop: 1, operands: 'command' },
      { name: 'run-script run', options: '--timeout= --dev -l', operands: 'task:composer _*' },
      {
        name: 'install i update u upgrade require r create-project reinstall',
        options: '--repository=url --prefer-dist --dev --no-dev --with= --prefer-source -W --stability=',
        operands: 'package*',
      },
      { name: 'config', options: '-g -e -a -l -f=write --unset', operands: '_*' },
      { name: 'global', syntax: 'plain', operands: 'shell-arguments:composer' },
      {
        name: `remove show info outdated validate dump-autoload dumpautoload audit licenses search browse home status archive check-platform-reqs
      clear-cache clearcache depends why prohibits diagnose fund init self-update suggests list help`,
        operands: '_*',
      },
    ],
  },
  {
    name: 'apt apt-get aptitude',
    options: `-o=config-inline:settings -c|--config-file=option-file:apt -t= -a= -q? -y -f -m -d -s -u -V -b --no-install-recommends
      --allow-unauthenticated`,
    inherit: true,
    commands: [
      {
        name: 'install remove purge upgrade dist-upgrade full-upgrade update autoremove autopurge build-dep reinstall safe-upgrade',
        operands: 'package*',
        does: 'destroy:machine',
      },
      { name: 'source download changelog', operands: '_*' },
      { name: 'edit-sources clean autoclean', does: 'destroy:machine' },
      { name: 'search show list policy depends rdepends indextargets check moo satisfy showsrc why', operands: '_*' },
    ],
  },
  {
    name: 'apt-cache apt-mark apt-file apt-key add-apt-repository dpkg-query dpkg-deb dpkg-reconfigure',
    options: '-c=option-file:apt -o=config-inline:settings -f= -W -l -L -s -S -x=_,write -X=_,write -b=_,write -e=_,write -I',
    operands: '_*',
  },
  {
    name: 'dpkg',
    options: `-i|--install!destroy:machine -r|--remove!destroy:machine -P|--purge!destroy:machine --unpack!destroy:machine
      --configure!destroy:machine --root=write --admindir=write --instdir=write --force-all -l -L -s -S -p -c -I -x|--extract@both -X|--vextract@both -e|--control@both -b|--build@both --get-selections
      --set-selections!destroy:machine --print-architecture --compare-versions --pre-invoke=script --post-invoke=script -a`,
    operands: [
      ['both', 'read write?~at-write:.'],
      ['', 'read*'],
    ],
  },
  {
    name: `yum dnf microdnf zypper pacman yay paru apk emerge xbps-install pkg pkg_add portupgrade slackpkg urpmi urpme eopkg tdnf rpm-ostree
      swupd opkg snap flatpak`,
    options: `-c|--config=option-file:package --installroot=write --root=write -r=write --repofrompath= --enablerepo= --disablerepo=
      --setopt=config-inline:settings --rpm= -X|--repository=url -p=write -y --assumeyes -q -v -n -Syu!destroy:machine
      -Syyu!destroy:machine -S!destroy:machine -R!destroy:machine -Rs!destroy:machine -Rns!destroy:machine -U!destroy:machine -Ss -Si -Qi
      -Ql -Qs -Q -Qe -Qdt -F -e!destroy:machine`,
    syntax: 'dash',
    operands: 'package-action*',
  },
  {
    name: 'rpm rpmbuild rpm2cpio',
    options: `-i|--install!destroy:machine -U|--upgrade!destroy:machine -F|--freshen!destroy:machine -e|--erase!destroy:machine
      --import!destroy:machine --root=write --dbpath=write --define=config-inline:settings -D=config-inline:settings -E|--eval=code:rpm
      --pipe=script --rcfile=option-file:rpm --macros=option-file:rpm --load=preload:rpm -b+code-file:rpm --queryformat= --qf=
      -qaflpcdsvVRhK`,
    operands: 'opened*',
  },
  {
    name: 'brew port',
    options: '-v -q -d -f --cask --formula -n',
    inherit: true,
    commands: [
      {
        name: 'install reinstall upgrade uninstall remove rm tap untap link unlink pin unpin cleanup autoremove update selfupdate',
        options: '--HEAD --build-from-source -s --overwrite --zap -g',
        operands: 'package*',
        does: 'destroy:machine',
      },
      {
        name: 'services',
        operands: '_*',
        commands: [
          { name: 'start stop restart run kill', options: '--all --file=read', operands: '_*', does: 'destroy:service' },
          { name: 'list info', operands: '_*' },
        ],
      },
      {
        name: 'bundle',
        options: '--file=config:project -g',
        operands: '_*',
        does: 'destroy:machine',
        otherwise: 'operands',
        commands: [
          { name: 'exec', stop: 1, operands: 'command' },
          { name: 'check list dump', options: '--file=write', operands: '_*' },
        ],
      },
      { name: 'sh', options: '-c=script', does: 'shell-stdin:sh' },
      { name: 'ruby irb', options: '-e=code:ruby', does: 'code-stdin:ruby' },
      {
        name: `list ls info search outdated deps uses leaves config doctor home --version --prefix desc log cat formulae casks tap-info options
      missing which-formula commands shellenv analytics developer edit create audit style test --cache --cellar`,
        operands: '_*',
      },
    ],
  },
  {
    name: 'nix-shell',
    options: `--run=script --command=script -p|--packages -E|--expr=code:nix -A|--attr= -I=config:settings --pure --keep= --arg=_,code:nix
      --argstr=_,_ --option=config-inline:settings,_ -i=program -v -Q -j=`,
    operands: 'code-file:nix*~at-task:nix',
    does: 'shell-fed:sh',
  },
  {
    name: 'nix',
    options: `-I=config:settings --option=config-inline:settings,_ --extra-experimental-features= --experimental-features= --store=daemon
      --expr=code:nix -f|--file=code-file:nix --impure --arg=_,code:nix --argstr=_,_ --override-input=_,package -v -L -j=
      --accept-flake-config!config-name:settings`,
    inherit: true,
    commands: [
      { name: 'develop shell', options: '-c|--command;command -k= -i --profile=write --unpack --redirect=_,write', operands: 'package*' },
      { name: 'run', operands: 'package? _* -- _*' },
      {
        name: 'build profile flake eval repl bundle copy registry upgrade-nix fmt',
        options: '-o|--out-link=write --apply=code:nix --raw --json --to=daemon --from=daemon',
        operands: 'package*',
      },
      {
        name: `search log why-depends path-info store hash show-config doctor derivation key nar print-dev-env help config edit daemon`,
        operands: '_*',
      },
    ],
  },
  {
    name: 'nix-env nix-build nix-instantiate nix-store nix-channel nixos-rebuild home-manager nix-collect-garbage',
    options: `-E|--expr=code:nix -f|--file=code-file:nix -i=package -iA= -u -e= -p|--profile=write -o|--out-link=write -I=config:settings -A=
      --arg=_,code:nix --argstr=_,_ --option=config-inline:settings,_ --add=url --remove= --update --list -d!destroy:machine
      --delete-older-than=!destroy:machine -q -r -v`,
    operands: 'code-file:nix*',
  },
  {
    name: 'guix',
    commands: [
      {
        name: 'shell environment',
        options: `-e|--expression=code:guile -f|--file=code-file:guile -m|--manifest=code-file:guile -L=preload:guile -D --pure --container -C -N -E=
      --share=mount --expose=mount`,
        operands: '_* -- command',
      },
      {
        name: 'install remove upgrade package pull system home deploy build search show describe gc time-machine repl',
        options: '-e=code:guile -f=code-file:guile -m=code-file:guile -L=preload:guile -i= -r= -u? -p=write',
        operands: '_*',
      },
    ],
  },
  {
    name: 'cpan cpanm cpm ppm luarocks opam cabal stack raco vcpkg conan spack hackage mix rebar3 hex pub pod carthage tlmgr',
    options: `-C|--directory=project:project --stack-yaml=config:project --project-file=config:project --config-file=option-file:package
      -l|--local-lib=write -L=write --mirror=url --from=url --root=write --tree=write --server=url -j= -y --with-ghc=program
      --with-compiler=program --docker -p=write`,
    operands: '_*',
    otherwise: 'operands',
    commands: [
      {
        name: 'exec run repl ghci runghc runhaskell script eval',
        options: '-e=code:script --eval=code:script --package= --no-halt --compile',
        stop: 1,
        operands: 'command -- _*',
      },
      {
        name: 'install get upgrade update add deps.get deps.compile setup',
        options: '--root=write --prefix=write --server=url --only-server=url',
        operands: 'package*',
      },
      {
        name: `build test compile check bench deps ecto phx credo format dialyzer hex local new init clean list search show info doc docs haddock
      freeze`,
        operands: '_*',
        does: 'at-task:build',
      },
      { name: 'publish upload hex.publish', operands: '_*', does: 'destroy:publication' },
    ],
  },
];
