/** Compilers and build tools: what they run besides compiling, where the results go. */
import type { ProgramRow } from '../row.ts';

const GO_BUILD = `-o=write -exec=script -toolexec=script -vettool=program -overlay=project-file:go -modfile=project-file:go -pkgdir=write
      -C=project:project -ldflags=linker-flags -gcflags= -asmflags= -gccgoflags=linker-flags -tags= -mod= -p= -buildmode= -compiler=
      -installsuffix= -covermode= -coverpkg= -pgo=read -a -n -v -x -race -msan -asan -cover -work -trimpath -buildvcs= -modcacherw -json
      -linkshared`;
const CARGO = `-p|--package= --exclude= --bin= --example= --test= --bench= -F|--features= --target=place --target-dir=write
      --manifest-path=config:project --profile= -j|--jobs= --message-format= --config=config-inline:settings -Z= --artifact-dir=write
      --out-dir=write --lockfile-path=config:project -C=project:project --color= --timings? --index=url --registry= -q|--quiet
      -v|--verbose -r|--release --locked --offline --frozen --all-features --no-default-features --workspace --all --lib --bins --tests
      --all-targets --keep-going --no-run --no-fail-fast --no-deps --open --fix --allow-dirty --allow-staged --allow-no-vcs --check`;

const CMAKE_TOOLS: readonly ProgramRow[] = [
  { name: 'env', options: '--unset=unset --modify=', stop: 1, operands: 'setting* command' },
  { name: 'time', stop: 1, operands: 'command' },
  { name: 'chdir', stop: 2, operands: 'enter command' },
  { name: 'rm remove remove_directory', options: '-r -R -f', operands: 'delete-tree*' },
  {
    name: 'copy copy_directory copy_if_different copy_directory_if_different rename create_symlink create_hardlink',
    options: '-t=write',
    operands: 'read+ write',
  },
  { name: 'make_directory touch touch_nocreate', operands: 'write*' },
  { name: 'tar', syntax: 'plain', operands: 'shell-arguments:tar' },
  { name: 'cat md5sum sha1sum sha256sum compare_files', operands: 'read*' },
  { name: 'echo echo_append true false sleep capabilities environment', operands: '_*' },
];

export const BUILD: readonly ProgramRow[] = [
  {
    name: 'make gmake bmake remake colormake',
    options: `-f|--file|--makefile=code-file:make@file -C|--directory=project:project -I|--include-dir=config:settings -E|--eval=code:make -o|--old-file=
      -W|--what-if|--new-file= -j|--jobs? -l|--load-average? -O|--output-sync? --debug? --shuffle? --jobserver-auth= --jobserver-style=
      -n|--just-print|--dry-run|--recon@dry -b -B -d -e -i -k -L -m -p -q -r -R -s -S -t -v -w --trace --silent --always-make --keep-going`,
    operands: 'make-word*~at-task:make',
  },
  {
    name: 'cmake',
    syntax: 'dash',
    options: `-P=code-file:cmake$ -E&_ -C=code-file:cmake -S=config:project -H+config:project -B=write -D%cmake-define -G= -T= -A= -U%
      -toolchain=code-file:cmake -install-prefix=write -preset= -build=project:project -target= -t= -config= -j= -parallel=
      -install=config:project -prefix=write -component= -graphviz=write -trace-redirect=write -profiling-output=write
      -debugger-dap-log=write -open=config:project -workflow -fresh -L -N -Wno-dev -Wdev -version -help -v`,
    operands: 'project:project* -- _*',
    otherwise: 'operands',
    commands: CMAKE_TOOLS,
  },
  {
    name: 'ctest cpack',
    syntax: 'dash',
    options: `-S=code-file:cmake -SP=code-file:cmake -script=code-file:cmake -D= -test-dir=project:project -R= -E= -L= -LE= -j= -C= -O=write
      -output-log=write -output-junit=write -config=code-file:cmake -G= -V -VV -Q -N -output-on-failure -build-and-test=_,_ -T= -M=
      -timeout=`,
    operands: '_*',
    does: 'at-task:ctest',
  },
  {
    name: 'ninja samu meson scons waf gn bazel bazelisk buck2 please pants',
    options: `-C=project:project -f=code-file:ninja -t= -j= -k= -l= -d= -w= -n -v --buildfile=code-file:ninja -D=config-inline:settings
      --native-file=project-file:meson --cross-file=project-file:meson --prefix=write --sourcefile=code-file:python -s -Q
      --bazelrc=project-file:bazel --output_base=write --output_user_root=write --run_under=script --host_jvm_args=config-inline:settings
      --config= --keep_going --test_output= --script_path=write --workspace_status_command=program --override_repository=namedfile
      --root=config:project`,
    operands: '_*',
    does: 'at-task:build',
    otherwise: 'operands',
    commands: [
      {
        name: 'setup',
        options: `-D=config-inline:settings --native-file=project-file:meson --cross-file=project-file:meson --prefix=write --wipe --reconfigure
      --buildtype= --backend= --default-library= --unity= --optimization= --vsenv`,
        operands: 'write? config:project?',
        does: 'at-task:build',
      },
      {
        name: `configure compile install test build run query cquery aquery coverage clean info fetch sync version dist init introspect
      devenv wrap gen desc args`,
        options: `-C=project:project --run_under=script -D=config-inline:settings --native-file=project-file:meson --cross-file=project-file:meson
      --prefix=write --destdir=write --wrap=script --setup= -j= --config= --test_output= --test_filter= --test_arg= --define= --copt=
      --jobs= --wipe --reconfigure --keep_going -c= --script_path=write --workspace_status_command=program --override_repository=namedfile
      --output_base=write --workdir=enter`,
        operands: '_* -- _*',
        does: 'at-task:build',
      },
    ],
  },
  {
    name: 'cargo',
    options: `${CARGO} --list --version -V --explain= +=toolchain`,
    inherit: true,
    otherwise: 'plugin',
    operands: '_*',
    commands: [
      { name: 'run r', operands: '_* -- _*', does: 'at-task:cargo/run' },
      { name: 'rustc rustdoc', operands: '_* -- shell-arguments:rustc', does: 'at-task:cargo/build' },
      {
        name: 'build b check c test t bench doc d clippy fix miri nextest llvm-cov tarpaulin expand',
        operands: '_* -- _*',
        does: 'at-task:cargo/build',
        otherwise: 'operands',
        commands: [{ name: 'run r list', operands: '_* -- _*', does: 'at-task:cargo/test' }],
      },
      {
        name: 'install',
        options: `--git=git-place --branch= --tag= --rev= --path=config:project --root=write --version= --list --force --no-track --debug --vers=`,
        operands: 'package*',
        does: 'at-write:~/.cargo/bin',
      },
      {
        name: 'binstall update add',
        options: `--git=git-place --path=config:project --branch= --tag= --rev= --rename= --dev --build --optional --precise= --aggressive --recursive
      --dry-run`,
        operands: 'package*',
      },
      {
        name: 'publish yank owner',
        options: '--token= --index=url --dry-run --vers= --version= --undo -a= --add= -r= --remove= --list',
        operands: '_*',
        does: 'destroy:publication',
      },
      {
        name: 'watch',
        options: `-x|--exec= -s|--shell=script -C|--workdir=enter -w|--watch= -i|--ignore= -d|--delay= -c|--clear --why --postpone --no-vcs-ignores
      -E= -N --poll --use-shell=program`,
        operands: '_* -- command',
        does: 'at-task:cargo/watch',
      },
      { name: 'fmt', options: '--check@check --all -p=', operands: '_* -- _*' },
      { name: 'clean', operands: '_*', does: 'at-delete:target' },
      { name: 'new init', options: '--vcs= --edition= --name= --bin --lib', operands: 'write?' },
      { name: 'uninstall remove rm', options: '--root=write --dev --build', operands: '_*' },
      { name: 'login logout', operands: '_*', does: 'at-write:~/.cargo/credentials.toml' },
      {
        name: 'vendor package',
        options: '-s=config:project --sync=config:project --versioned-dirs --respect-source-config --list --no-verify',
        operands: 'write?',
      },
      {
        name: `tree metadata search info fetch generate-lockfile locate-project pkgid read-manifest verify-project version help report audit
      outdated deny about bloat machete udeps semver-checks msrv hack make lambda wasi zigbuild config`,
        options: `-i|--invert= -e= --edges= --prefix= -d -f= --format= --depth= --prune= --charset= --no-dedupe --format-version= --filter-platform=
      --limit=`,
        operands: '_*',
      },
    ],
  },
  {
    name: 'go',
    syntax: 'dash',
    options: '-C=project:project',
    commands: [
      { name: 'run', syntax: 'dash', options: GO_BUILD, stop: 1, operands: 'go-package _*' },
      {
        name: 'test',
        syntax: 'dash',
        options: `${GO_BUILD} -run= -bench= -benchtime= -count= -cpu= -list= -parallel= -timeout= -shuffle= -fuzz= -fuzztime= -fuzzminimizetime=
      -skip= -vet= -coverprofile=write -cpuprofile=write -memprofile=write -blockprofile=write -mutexprofile=write -trace=write
      -outputdir=write -memprofilerate= -mutexprofilefraction= -blockprofilerate= -args$ -c -i -short -failfast -benchmem -fullpath`,
        operands: 'place:project*',
        does: 'at-task:go/test',
      },
      { name: 'get', syntax: 'dash', options: `${GO_BUILD} -u -d -t`, operands: 'go-module*' },
      { name: 'install', syntax: 'dash', options: GO_BUILD, operands: 'go-module*', does: 'at-write:~/go/bin' },
      {
        name: 'build vet list fix',
        syntax: 'dash',
        options: `${GO_BUILD} -f= -m -u -e -deps -find -export -compiled -versions -retracted -reuse=read -diff -c= -fix`,
        operands: 'place:project*',
      },
      { name: 'generate', syntax: 'dash', options: `${GO_BUILD} -run= -skip=`, operands: '_*', does: 'at-task:go/generate' },
      { name: 'tool', syntax: 'dash', options: '-n -modfile=project-file:go', stop: 1, operands: '_*', does: 'at-task:go/tool' },
      { name: 'env', syntax: 'dash', options: '-json -changed -w!at-write:~/.config/go/env -u!at-write:~/.config/go/env', operands: '_*' },
      {
        name: 'mod work',
        syntax: 'dash',
        options: '-modfile=project-file:go',
        operands: '_*',
        otherwise: 'operands',
        commands: [
          {
            name: 'edit',
            syntax: 'dash',
            options: '-replace= -require= -dropreplace= -droprequire= -module= -go= -toolchain= -exclude= -use= -json -print -fmt',
            operands: 'write?',
          },
          {
            name: 'tidy download vendor verify why graph init use sync',
            syntax: 'dash',
            options: '-o=write -v -e -go= -compat= -x -json -m -vendor -reuse=read -r',
            operands: '_*',
          },
        ],
      },
      {
        name: 'clean',
        syntax: 'dash',
        options: '-cache!destroy:data -modcache!destroy:data -testcache -fuzzcache!destroy:data -i -r -n -x',
        operands: '_*',
      },
      {
        name: 'fmt doc version help bug telemetry',
        syntax: 'dash',
        options: '-n -x -mod= -all -c -cmd -short -src -u -m -v',
        operands: '_*',
      },
    ],
  },
  {
    name: 'golangci-lint staticcheck revive errcheck gosec govulncheck',
    options: `-c|--config=project-file:lint --no-config --out-format= -E= -D= --fix@edit --path-prefix= --timeout= -formatter= -tags= -checks=
      -fmt= -out=write -conf=project-file:lint -json`,
    operands: '_*',
    otherwise: 'operands',
    commands: [
      {
        name: 'run fmt linters cache config custom help version formatters',
        options: '-c|--config=project-file:lint --out-format= -E= -D= --fix --timeout= --new-from-rev= --build-tags=',
        operands: '_*',
      },
    ],
  },
  {
    name: 'java javaw',
    syntax: 'dash',
    options: `-javaagent:+preload:java -agentlib:+preload:native -agentpath:+preload:native -Xbootclasspath+preload:java
      -XX:OnOutOfMemoryError=script -XX:OnError=script -XX:Flags=option-file:java -XX:VMOptionsFile=option-file:java -XX:+
      -Xrunjdwp:+listen -Xlog:+ -Xloggc:+write -Xshare:+ -Xmx+ -Xms+ -Xss+ -X+ -D+java-define -jar=code-file:java@silent$ -cp=class-path
      -classpath=class-path -class-path=class-path -p=class-path -module-path=class-path -m=module:java@silent$
      -module=module:java@silent$ -patch-module=preload:java -upgrade-module-path=preload:java -add-modules= -add-exports= -add-opens=
      -add-reads= -source= -ea -da -esa -dsa -server -client -version@silent -showversion -help@silent -enable-preview -ea:+ -splash:+read`,
    stop: 1,
    operands: [
      ['silent', '_*'],
      ['', 'java-main? _*'],
    ],
  },
  {
    name: 'jar',
    bundle: true,
    options: `-c|--create@create -u|--update@create -x|--extract@extract -t|--list@list -d|--describe-module@list -i|--generate-index=write
      -f|--file=list?read|extract?read|write -m|--manifest=read -e|--main-class= -C=read --dir=write -p|--module-path= --module-version=
      --hash-modules= --release= --date= -J+config-inline:settings -0 -k -M -n -P -v --validate`,
    operands: [
      ['list', '_*'],
      ['extract', '_*'],
      ['', 'operand-or-options:java*'],
    ],
    does: 'extract>at-write:.',
  },
  {
    name: 'javac kotlinc scalac groovyc javadoc jlink jpackage jarsigner keytool jdb jcmd jstack jmap',
    syntax: 'dash',
    options: `-d=write -s=write -h=write -processor=preload:java -processorpath=preload:java -cp=class-path -classpath=class-path
      -Xplugin:+preload:java -Xplugin=preload:java -J+config-inline:settings -f=write -file=write -cf=write,_ -xf=read -keystore=write
      -storepass= -alias= -doclet=preload:java -docletpath=preload:java -taglet=preload:java -source= -target= -release= -encoding=
      -C=read,_ -m=read -e= -dump:+ -output=write -o=write -save-opts=write -sourcepath=read -launch= -connect= -attach=`,
    operands: 'operand-or-options:java*',
  },
  {
    name: 'mvn mvnw mvnd ant',
    options: `-f=config:project -file=config:project -s=project-file:maven -settings=project-file:maven -gs=project-file:maven -t=project-file:maven
      -D+java-define -P= -pl= -l=write -log-file=write -T= -buildfile=code-file:ant -lib=preload:java -logger=preload:java
      -listener=preload:java -propertyfile=read -logfile=write -emp= -ep= -rf= -b= -C -N -U -X -am -amd -B -e -o -q -v -V -fae -ff -fn
      -nsu -ntp -version`,
    syntax: 'dash',
    operands: 'goal*',
    does: 'at-task:build',
  },
  {
    name: 'gradle gradlew',
    options: `-I|--init-script=code-file:gradle -b|--build-file=code-file:gradle -c|--settings-file=code-file:gradle
      -p|--project-dir=project:project -g|--gradle-user-home=config:settings --project-cache-dir=write --include-build=config:project
      -D=java-define -P= -x|--exclude-task= -F= -M= --max-workers= --console= --warning-mode= --tests= --configuration-cache-problems=
      --priority= --write-locks --init-script-url=url --profile -i -d -q -s -S -w -t -a -m -v --stacktrace --info --debug --quiet --daemon
      --no-daemon --offline --parallel --scan --refresh-dependencies --rerun-tasks --continue --dry-run --stop --status`,
    operands: 'goal*',
    does: 'at-task:build',
  },
  {
    name: 'sbt mill bloop lein clojure clj boot bb',
    options: `-D=java-define -J=config-inline:settings -e|--eval=code:clojure@code -f|--file=code-file:clojure@code -m|--main=module:clojure@code
      -i|--init=code-file:clojure -M? -A? -X? -T? -Sdeps=code:clojure -Scp=class-path --deps-file=config:project
      --config=code-file:clojure -x=code:clojure --jar=read`,
    operands: [
      ['code', '_*'],
      ['', '_*'],
    ],
    does: 'at-task:build',
  },
  {
    name: 'dotnet',
    options: `-d --roll-forward= --fx-version= --additionalprobingpath=preload:dotnet --additional-deps=preload:dotnet --depsfile=preload:dotnet --runtimeconfig=code-file:dotnet
      --info --list-sdks --list-runtimes --version`,
    otherwise: 'operands',
    operands: 'code-file:dotnet? _*',
    commands: [
      {
        name: 'run watch',
        options: `-p|--project=config:project -c= -f= -r= --launch-profile= --no-build --no-restore --arch= --os= -v= -e=setting
      --property=config-inline:settings`,
        operands: '_* -- _*',
        does: 'at-task:build/run',
      },
      {
        name: 'build test publish pack restore clean msbuild vstest',
        options: `-o|--output=write -c= -f= -r= -s|--source=url --configfile=project-file:nuget -l|--logger= --results-directory=write
      -a|--test-adapter-path=preload:dotnet -p=config-inline:settings -p:+config-inline:settings --property=config-inline:settings
      --settings=code-file:dotnet --filter= -v= --packages=write --collect= --no-build --no-restore -t= -m -ng --artifacts-path=write`,
        operands: '_* -- _*',
        does: 'at-task:build',
      },
      {
        name: 'exec',
        options: '--depsfile=preload:dotnet --runtimeconfig=code-file:dotnet --additionalprobingpath=preload:dotnet',
        stop: 1,
        operands: 'code-file:dotnet _*',
      },
      {
        name: 'tool',
        commands: [
          {
            name: 'install update restore',
            options: '-g --tool-path=write --add-source=url --configfile=project-file:nuget --version= --source=url',
            operands: 'package*',
          },
          { name: 'run execute exec', stop: 1, operands: '_ _*' },
          { name: 'list uninstall search', operands: '_*' },
        ],
      },
      {
        name: 'add nuget workload',
        options: '-s=url --source=url -k= --api-key= -v= -n',
        operands: '_*',
        otherwise: 'operands',
        commands: [{ name: 'push delete', options: '-s=url --source=url -k= --api-key=', operands: '_*', does: 'destroy:publication' }],
      },
      { name: 'format', options: '--verify-no-changes --include= --exclude= --no-restore -v=', operands: '_*' },
      { name: 'fsi csi', options: '--exec --use:+code-file:dotnet', operands: 'code-file:dotnet? _*' },
      {
        name: 'new list remove reference sln store dev-certs user-secrets help',
        options: '-o|--output=write -n= -lang= -i=package --install=package',
        operands: '_*',
      },
    ],
  },
  {
    name: 'msbuild xbuild nuget csc vbc fsc',
    syntax: 'dash',
    options: `-p:+config-inline:settings -t:+ -logger:+preload:dotnet -r:+preload:dotnet -out:+write -analyzer:+preload:dotnet -Source=url
      -ConfigFile=project-file:nuget -OutputDirectory=write`,
    operands: 'operand-or-options:msbuild*',
    does: 'at-task:build',
  },
  {
    name: 'zig',
    options: '',
    otherwise: 'operands',
    operands: '_*',
    commands: [
      {
        name: 'build',
        options: `--build-file=code-file:zig --prefix=write -p=write --cache-dir=write --global-cache-dir=write -D+ --zig-lib-dir=preload:zig`,
        operands: '_* -- _*',
        does: 'at-task:build',
      },
      { name: 'run test', stop: 1, operands: 'code-file:zig _*' },
      {
        name: 'cc c++ build-exe build-lib build-obj fmt ast-check translate-c ar ranlib fetch init version targets env',
        options: '-o=write -femit-bin+write',
        operands: 'read*',
      },
    ],
  },
  {
    name: 'xcodebuild xcrun swiftc pod-install fastlane agvtool codesign notarytool simctl',
    syntax: 'dash',
    options: `-project=config:project -workspace=config:project -xcconfig=project-file:xcode -derivedDataPath=write -resultBundlePath=write
      -archivePath=write -exportPath=write -exportOptionsPlist=read -scheme= -configuration= -sdk= -destination= -arch= -target= -o=write
      -f= -find -run= -log -toolchain= -s= -entitlements=read -keychain-profile= -load-plugin-library=preload:native`,
    operands: '_*',
    does: 'at-task:build',
  },
  {
    name: 'ccache sccache distcc icecc bear scan-build intercept-build',
    options: `-o|--output=write --config-path=option-file:build -d|--dir=write -F= -M= -s -z -C -c -p -x= -k= --append --cdb=write --show-stats
      --start-server --stop-server`,
    stop: 1,
    operands: 'command -- command',
  },
  {
    name: 'configure autoconf autoreconf automake aclocal libtoolize autoheader autogen.sh',
    options: `--prefix=write --exec-prefix=write --srcdir=config:project --cache-file=write -o|--output=write -I|--include=preload:m4
      -B=preload:m4 -W= -f -i -v -s -C -n --host= --build= --target= --with-gcc=program`,
    operands: 'setting* _*',
    does: 'at-task:build',
  },
  {
    name: `bats shellcheck shellspec checkbashisms hadolint yamllint actionlint tflint checkov trivy grype syft gitleaks trufflehog semgrep`,
    options: `-c|--config=project-file:lint -f|--format= -F= -o|--output=write -r -s|--shell= -e= -i= -x -a -P=read -S= -W= -C?
      --rcfile=project-file:lint --external-sources --external-checks-dir=preload:python --config-file=project-file:lint --create-config=write --formatter= --filter= --jobs= -j= -p -t --tap --report-formatter=
      --gather-test-outputs-in=write --ignorefile=read --severity= --template=read --cache-dir=write --server=url --baseline-path=read
      --report-path=write --source=read --no-git -v --input=read --exit-code=`,
    operands: 'read*',
    otherwise: 'operands',
    commands: [
      {
        name: 'fs image repo config rootfs sbom detect protect scan git filesystem ci',
        options: `-c|--config=project-file:lint -f= --format= -o|--output=write --severity= --ignorefile=read -r=write --report-path=write --exit-code=
      --scanners=`,
        operands: 'opened*',
      },
    ],
  },
];
