/** Tools of JavaScript projects, as package scripts call them. Their configuration belongs to the project unless an option names another. */
import type { ProgramRow } from '../row.ts';

const CONFIG = '-c|--config=project-file:tool';

export const NODE_TOOLS: readonly ProgramRow[] = [
  {
    name: 'tsc tsc6 tsgo vue-tsc ttsc tspc',
    options: `-p|--project=config:project -b|--build@build -outDir=write -outFile=write -declarationDir=write -tsBuildInfoFile=write
      -generateTrace=write -generateCpuProfile=write -rootDir=read -baseUrl=read -plugins=preload:node -target= -t= -module= -m= -lib=
      -jsx= -moduleResolution= -types= -typeRoots=read -locale= -preset= -newLine= -w -watch -noEmit -pretty= -init!at-write:tsconfig.json
      -v -h -d -declaration`,
    syntax: 'dash',
    operands: [
      ['build', 'config:project*'],
      ['', 'read*'],
    ],
  },
  {
    name: `eslint standard standardx xo gts iarna-standard eclint jshint jscs tslint npmcli-lint lunte oxlint stylelint markdownlint
      markdownlint-cli2 htmlhint jsonlint`,
    options: `${CONFIG} --rulesdir=preload:node --plugin=preload:node --parser=preload:node --resolve-plugins-relative-to=config:project
      -f|--format=plugin-path -o|--output-file=write --fix@edit --fix-dry-run --fix-type= --ext= --ignore-path=read --ignore-pattern=
      --env= --global= --parser-options= --rule= --max-warnings= --cache --cache-file=write --cache-location=write --cache-strategy=
      --stdin --stdin-filename= --flag= --no-eslintrc --quiet --init --print-config=read --report-unused-disable-directives
      --custom-formatter=preload:node --custom-syntax=preload:node --config-basedir=config:project --rules=preload:node
      --reporter=preload:node -r= -A= -D= -W= --env-file=read --stats --concurrency= -s`,
    operands: 'edit?write|read*',
  },
  {
    name: 'prettier biome dprint oxfmt rome prettierx',
    options: `--config=project-file:tool --config-path=project-file:tool --plugin=preload:node --plugin-search-dir=preload:node --ignore-path=read
      --parser= --stdin-filepath= --stdin-file-path= -w|--write@edit -c -l --check --list-different --find-config-path= --file-info=
      --support-info --log-level= --loglevel= --config-precedence= --cache --cache-location=write --cache-strategy= --tab-width=
      --print-width= --single-quote --trailing-comma= --end-of-line= --changed --since= --max-diagnostics= --reporter= --colors= --unsafe
      --apply@edit --apply-unsafe@edit --fix@edit --files-ignore-unknown= --vcs-root= --diagnostic-level= -u`,
    operands: 'edit?write|read*',
    otherwise: 'operands',
    commands: [
      {
        name: 'check lint format ci fmt output-file-paths explain migrate init rage search start stop version upgrade',
        options: `--config-path=project-file:tool -c|--config=project-file:tool --write@edit --fix@edit --apply@edit --unsafe --changed --staged
      --since= --max-diagnostics= --reporter= --colors= --log-level= --diagnostic-level= --no-errors-on-unmatched --files-ignore-unknown=
      --vcs-enabled= --vcs-root= --plugins=preload:node --only= --skip= --stdin-file-path= --error-on-warnings`,
        operands: 'edit?write|read*',
      },
    ],
  },
  {
    name: `mocha jasmine tape tap ava uvu qunit borp brittle-bare brittle-node playwright-test airtap tape-run covert tap-spec tap-dot faucet`,
    options: `${CONFIG} -r|--require=preload:node --import=preload:node --loader=preload:node --file=code-file:node -O= -R|--reporter=plugin-path
      --reporter-option=namedfile:write --reporter-options=namedfile:write -u= -t= --timeout= -g= --grep= -f= -i -b --bail -w --watch --watch-files= --watch-ignore=
      --ext|--extension= --ignore= --exclude= -s= --slow= -j= --jobs= --parallel --retries= --opts=project-file:mocha --package=read --ui=
      --node-option=config-inline:settings -n=config-inline:settings --inspect? --exit --full-trace --check-leaks --allow-uncaught
      --forbid-only --recursive --sort --match= -m= --tap --concurrency= --serial --coverage --coverage-report= --no-coverage --browsers=
      --node-arg=config-inline:settings --test-arg= --before=code-file:node --after=code-file:node --plugin=preload:node -T -C
      --helper=preload:node --random= --seed= -p= -e= --expose-gc --run-in= --no-plugin= --cwd=enter`,
    operands: 'test-file:node*',
    does: 'at-task:test',
  },
  {
    name: 'jest vitest karma',
    options: `${CONFIG} --globalSetup=preload:node --globalTeardown=preload:node --testSequencer=preload:node --setupTestFrameworkScriptFile=preload:node --setupFiles=preload:node --setupFilesAfterEnv=preload:node
      --testRunner=preload:node --runner=preload:node --transform=preload:node --reporters=plugin-path --reporter=plugin-path
      --testEnvironment=preload:node --environment=preload:node --resolver=preload:node --rootDir=config:project --root=config:project
      -r=config:project --dir=config:project --roots=read --outputFile=write --outputFile.json=write --outputFile.junit=write --outputFile.html=write --coverage.reportsDirectory=write
      --coverage.customProviderModule=preload:node --coverageDirectory=write --cacheDirectory=write
      --cache-dir=write -t= --testNamePattern= --testPathPattern= --testPathPatterns= --testPathIgnorePatterns= --testMatch= --testRegex=
      --maxWorkers= -w= --projects=read --project= --selectProjects= --filter=preload:node --env=preload:node --shard= --bail? --coverage*
      --coverageReporters= --coverageProvider= --collectCoverageFrom= --changedSince= --testTimeout= --timeout= --watch --watchAll
      --runInBand -i -u --ci --verbose --silent --pool= --poolOptions= --mode= --api* --ui --browser= --browsers= --port= --log-level=
      --single-run --no-single-run --workspace=project-file:tool --exclude= --inspect? --inspect-brk? --allowOnly --logHeapUsage
      --passWithNoTests --run`,
    operands: '_*',
    does: 'at-task:test',
    otherwise: 'operands',
    commands: [
      {
        name: 'run start watch dev related list bench init typecheck',
        options: `${CONFIG} --root=config:project -r=config:project --dir=config:project --outputFile=write --outputFile.json=write --outputFile.junit=write --outputFile.html=write --coverage.reportsDirectory=write
      --coverage.customProviderModule=preload:node --reporter=plugin-path --coverage*
      --project= -t= --testNamePattern= --pool= --environment=preload:node --globals --browsers= --single-run --log-level= --watch?
      --no-file-parallelism --typecheck --shard= --exclude= --bail= --poolOptions= --timeout= --retry= -u --update --run --silent --port=`,
        operands: '_*',
        does: 'at-task:test',
      },
    ],
  },
  {
    name: 'nyc c8 istanbul',
    options: `-r|--reporter= --report-dir=write -o|--reports-dir=write --temp-dir=write -t= --temp-directory=write --dir=write
      -i|--require=preload:node --instrumenter=preload:node -n|--include= -x|--exclude= -e|--extension= --cwd=enter
      --nycrc-path=project-file:nyc ${CONFIG} --check-coverage? --branches= --functions= --lines= --statements= --src=read --all? --cache?
      --cache-dir=write --hook-require? --source-map? --silent -s --clean? --100 --skip-full --exclude-after-remap? --merge-async
      --experimental-monocart --resolve= --allowExternal --per-file --no-clean -a -b --report=`,
    stop: 1,
    operands: 'command',
    otherwise: 'operands',
    commands: [
      {
        name: 'report merge check-coverage check instrument',
        options: `-r|--reporter= --report-dir=write -o|--output=write --dir=write -t|--temp-dir=write --root=read --include= --exclude= -x= --lines=
      --functions= --branches= --statements= --config=project-file:nyc`,
        operands: '_*',
      },
      {
        name: 'cover',
        options: `--dir=write --report= --print= -x= -i= --root=read --config=project-file:nyc --hook-run-in-context --handle-sigint
      --include-all-sources -v --preserve-comments`,
        stop: 1,
        operands: 'code-file:node _*',
      },
    ],
  },
  {
    name: 'sass node-sass lessc',
    options: `-o|--output=write --out-file=write -I|--include-path|--load-path=read -w|--watch -r|--recursive -s|--style= --output-style=
      --source-map?write --no-source-map --source-map-root= --source-map-url= --source-map-basepath= --importer=preload:node
      --functions=preload:node --plugin=preload:node -p|--pkg-importer= --stdin --update --poll -q|--quiet --rootpath= --url-args=
      --modify-var= --global-var= --js!preload:node -x --compress -m -l`,
    operands: 'source-pair*',
  },
  {
    name: `rollup vite webpack webpack-cli webpack-dev-server esbuild parcel tsup rolldown microbundle ncc swc turbopack rspack tshy zshy
      unbuild bundt browserify watchify budo beefy babel buble traceur uglifyjs uglify-js terser cleancss postcss
      tailwindcss stylus svgo next nuxt gatsby astro remix svelte-kit ng vue-cli-service react-scripts expo storybook start-storybook
      build-storybook docusaurus vuepress vitepress eleventy hexo ember`,
    options: `-c|--config*project-file:tool -o|--output=write -d|--dir=write --out-dir=write --outDir=write --outdir=write --outfile=write
      --output-path=write --out-file=write -p|--plugin=preload:node --plugins=preload:node --presets=preload:node --require=preload:node
      -r=preload:node -t=preload:node --transform=preload:node -g=preload:node -e= --external= -x= --input= -i= -f= --format= --file=write
      -m? --sourcemap? --source-map? --source-map-url= --target= --platform= --bundle --minify --watch? -w --mode= --host*listen --port=
      --base= --define= --loader= --banner= --footer= --name= -n= --env= --entry= --globals= -s= --servedir=read --serve? --metafile=write
      --analyze? --environment= --silent --no-dts --dts --clean --extensions= --ignore= --only= --copy-files
      --config-file=project-file:tool --env-name= --root-mode= --source-maps? --compress? --mangle? -b --bare -v --standalone=
      --entry-names= --resolve-extensions= --tsconfig=config:settings --configPlugin=preload:node --no-config --progress --open?
      --strictPort --ssr= --debug? --logLevel= -l= --emptyOutDir --force --inline-config= --load-path=read -I=read --style=
      --no-source-map`,
    operands: 'read*',
    does: 'at-task:build',
    otherwise: 'operands',
    commands: [
      {
        name: `build dev serve preview start watch test export lint generate info optimize bundle init prepare check telemetry eject run compile
      docs`,
        options: `-c|--config=project-file:tool -o|--output=write -d|--dist-dir=write --outDir=write --out-dir=write --outdir=write --mode= -m= --port=
      -p= --host*listen --hostname=listen -H=listen --base= --watch -w --target= --open? --force --ssr? --sourcemap? --minify?
      --emptyOutDir --prod --configuration= --turbo --env= --entry= --no-hmr --cache-dir=write --public-url= --plugin=preload:node
      --config-file=project-file:tool`,
        operands: 'config:project*',
        does: 'at-task:build',
      },
    ],
  },
  {
    name: 'just',
    options: `-c|--command@command$ -f|--justfile=code-file:just -g -d|--working-directory=project:project --chooser=program --choose
      --shell=program --shell-arg= --set=_,_ --dotenv-path=read -E=read --dotenv-filename= --color= -l -n -q -v -u -e`,
    operands: [
      ['command', 'command'],
      ['', 'task:npm-script*'],
    ],
    does: 'at-task:build',
    otherwise: 'operands',
  },
  {
    name: 'gulp grunt jake cake nx turbo lerna wireit lage moon task npm-run-all run-s run-p nps wsrun ultra ntl zx betterer',
    options: `-f|--gulpfile=code-file:node --gruntfile=code-file:node --cwd=project:project --base=config:project --tasks=preload:node
      --require=preload:node -r=preload:node -p=config:project --project= --projects= --filter= --scope= --ignore= --since= --concurrency=
      --parallel? --stream --target= -t= --configuration= -c= --runner=preload:node --cache-dir=write --output-style= --all --affected
      --head= -l -n --npm-path=program -s -T -d= -j= --eval=code:node -e= --taskfile=code-file:task`,
    operands: 'task:npm-script*',
    does: 'at-task:build',
    otherwise: 'operands',
    commands: [
      {
        name: 'run run-many affected',
        options: `-t= --target= --targets= -p= --projects= --all --parallel? --configuration= -c= --filter= --scope= --ignore= --since= --concurrency=
      --stream --no-bail --cache-dir=write --cwd=project:project --force -F=`,
        operands: 'task:npm-script*',
        does: 'at-task:build',
      },
      {
        name: 'run-commands',
        options: '--command=script --commands=script --cwd=project:project --parallel? --envFile=read --color --args=',
        operands: 'script?',
        does: 'at-task:build',
      },
      {
        name: 'exec',
        options: '--scope= --ignore= --since= --concurrency= --parallel --stream --no-bail',
        stop: 1,
        operands: 'command -- command',
      },
      {
        name: `bootstrap version graph list ls changed diff init add link clean create import info watch prune login logout unlink daemon gen
      generate migrate report reset show sync`,
        options: '--scope= --since= --concurrency= --hoist? --yes -y --message= -m= --preid= --file=write',
        operands: '_*',
      },
      { name: 'publish', operands: '_*', does: 'destroy:publication' },
    ],
  },
  {
    name: `tsd attw publint arethetypeswrong api-extractor dtslint dts-bundle-generator typedoc jsdoc esdoc documentation
      typescript-json-schema ts-json-schema-generator madge depcruise dependency-cruiser dpdm knip ts-prune unimported npm-check depcheck
      size-limit bundlesize source-map-explorer lockfile-lint license-checker`,
    options: `-c|--config=project-file:tool --tsconfig=config:settings --project=config:project -p=config:project --plugin=preload:node --out=write
      -o=write -d=write --destination=write --json=write --outFile=write --out-file=write -t= --theme= --template=config:settings -f=
      --format= --exclude= --include= --local --typescript-compiler-folder=preload:node --entryPoints=read --name= --readme=read -a -r
      --recurse --pack --fix --circular --image=write --extensions= --limit= -s= --shallow --output-to=write -T= -x=
      --webpack-config=project-file:tool --ts-config=config:settings --require-config=project-file:tool --production --files= --typings= -g`,
    operands: 'read*',
    otherwise: 'operands',
    commands: [
      {
        name: 'run build lint serve init',
        options: `-c|--config=project-file:tool -l|--local -f=write -o=write --typescript-compiler-folder=preload:node -p=config:project --watch`,
        operands: 'read*',
      },
    ],
  },
  {
    name: 'husky lefthook simple-git-hooks lint-staged commitlint cz git-cz commitizen validate-commit-msg ghooks yorkie',
    options: `${CONFIG} --cwd=enter -d --debug -r --relative --shell?program -e|--edit?read -E= -x=preload:node --extends=preload:node -f= --from=
      -t= --to= -V --verbose --concurrent= -p= --allow-empty --diff= --diff-filter= --no-stash -q --quiet --retry --all --hook`,
    operands: '_*',
    does: 'at-task:git-hook',
    otherwise: 'operands',
    commands: [{ name: 'install init uninstall add set', operands: 'write? _*', does: 'at-write-tree:.git/hooks' }],
  },
  {
    name: `semantic-release release-it standard-version conventional-changelog auto-changelog changeset np release-please bumpp
      safe-publish-latest in-publish not-in-publish version-update.js`,
    options: `--config=project-file:tool -i|--infile=write -o|--outfile=write --output=write -s -r= -p= -t= --template=read -n= --preset=
      -e=preload:node --extends=preload:node --dry-run --first-release --prerelease? --release-as= --ci --branches= --plugins=preload:node
      --commit-limit= --unreleased --package -k= --hide-credit`,
    operands: '_*',
    does: 'destroy:publication',
  },
  {
    name: 'gh-pages coveralls codecov codeclimate-test-reporter deploy snyk sonar-scanner',
    options: `-d|--dist=read -f|--file=read -b= -r|--repo=git-place -t= -c= -F= -n= -s= -R= -X= -e= -m= -u= --token= --disable= -g= --add -v`,
    operands: '_*',
    does: 'destroy:publication',
  },
  {
    name: 'cpy cpx copyfiles shx ncp',
    options: '-u= -a -e= -f -V --cwd=enter --parents --rename= --flat -w -v -C -L -t= -p= -r --no-overwrite --up=',
    operands: 'read* write',
    otherwise: 'operands',
    commands: [
      { name: 'rm', syntax: 'plain', operands: 'shell-arguments:rm' },
      { name: 'cp', syntax: 'plain', operands: 'shell-arguments:cp' },
      { name: 'mv', syntax: 'plain', operands: 'shell-arguments:mv' },
      { name: 'mkdir', syntax: 'plain', operands: 'shell-arguments:mkdir' },
      { name: 'sed', stop: 1, operands: 'read*' },
      { name: 'cat ls echo test touch find grep head tail pwd which sort uniq to chmod ln set true false', stop: 1, operands: 'read*' },
    ],
  },
  {
    name: `node-gyp node-pre-gyp prebuild prebuildify prebuild-install node-gyp-build cmake-js napi cargo-cp-artifact tree-sitter pkg-utils`,
    options: `--nodedir=config:settings --python=program --dist-url=url --devdir=write -C=project:project --directory=project:project
      --tarball=read --debug --release --arch= --target= -t= -r= --runtime= --napi --strip --tag-armv= --msvs_version= -j=
      --build-from-source --fallback-to-build --upload!destroy:publication -u= --backend=`,
    operands: '_*',
    does: 'at-task:build',
  },
  {
    name: `ts-scripts react-app-rewired craco backpack kcd-scripts aegir ipfs-scripts template-oss-check dumi-scripts umi father bili
      microbundle-crl`,
    operands: 'task:npm-script? _*',
    does: 'at-task:build',
  },
  { name: 'cross-var dotenv-cli dotenv-flow', options: '-e=read -c? -v=setting -p= -o', stop: 1, operands: 'command' },
  {
    name: 'wait-on start-server-and-test server-test kill-port wait-port',
    options: '-t= -i= -d= -v -l -s= -w= -r --config=project-file:tool',
    operands: '_*',
  },
  {
    name: `doctoc markdown-toc remark marked marked-man markdown-pdf evalmd runmd redoc swagger openapi-generator spectral linkinator
      markdown-link-check alex cspell write-good textlint flowgen jsdoc2md json2ts quicktype`,
    options: `-o|--output=write -i@edit --in-place@edit -u=preload:node --use=preload:node -r=preload:node --require=preload:node
      -c=project-file:tool --config=project-file:tool --rulesdir=preload:node --plugin=preload:node -f= --frail -q --quiet --title=
      --maxlevel= --github --rc-path=project-file:tool --files=read -t= --template=config:settings --retry --recurse --skip= --name=
      --version= --section=`,
    operands: 'edit?write|read*',
    otherwise: 'operands',
    commands: [
      {
        name: 'lint fix bundle build generate validate check init',
        options:
          '-o|--output=write -i= -g= -c=project-file:tool --config=project-file:tool -r=project-file:tool --ruleset=project-file:tool',
        operands: 'read*',
      },
    ],
  },
  {
    name: `aud denoify obake nodangel matcha benchmark weallbehave gnode jsbench mgb defence replace-require-self ts-add-module-exports
      downlevel-dts node-cpplint pkgfiles iodd svg-term brotli-size gzip-size playwright cypress puppeteer wdio nightwatch testcafe detox
      lighthouse proto-loader-gen-types pbjs pbts grpc_tools_node_protoc pin-github-action npm-home pnpify mintlify tldr-lint`,
    options: `--config=project-file:tool --project=config:project -p= -P=config:project -t= -w= -o=write --out=write --output-dir=write
      --outDir=write --reporter=plugin-path --require=preload:node -r= -e= --spec=read -s= --browser= -b= --headed --headless --grep= -g=
      --env= --port= --timeout= --grpcLib= --keepCase --longs= --enums= --defaults --oneofs --target= --includeDirs=read --plugin=program
      --js_out= --ts_out= --grpc_out= --proto_path=read -I=read`,
    operands: 'read*',
    does: 'at-task:test',
    otherwise: 'operands',
    commands: [
      {
        name: 'test run ct show-report show-trace merge-reports',
        options: `-c|--config=project-file:tool --project= --reporter=plugin-path --output=write --grep= -g= --workers= -j= --headed --headless --ui
      --debug -u --spec=read -s=read --browser= --env= -e= --config-file=project-file:tool -C=project-file:tool`,
        operands: '_*',
        does: 'at-task:test',
      },
      {
        name: 'open cr ff wk codegen',
        options: `-o|--output=write --save-storage=write --load-storage=read --proxy-server=proxy-url --save-har=write -c|--config=project-file:tool
      --config-file=project-file:tool --project=config:project -b= --browser= --device= --target= --lang= --timeout= --viewport-size= --port=
      -e= --env= --e2e --component`,
        operands: 'address*',
        does: 'at-task:test',
      },
      {
        name: 'screenshot pdf',
        options: `--save-storage=write --load-storage=read --proxy-server=proxy-url --save-har=write --timeout= --wait-for-timeout=
      --wait-for-selector= --viewport-size= --device= --lang= --user-agent= --color-scheme= --paper-format= -b= --browser= --full-page`,
        operands: 'opened write',
      },
      { name: 'install install-deps', options: '--with-deps --force --dry-run', operands: '_*', does: 'destroy:machine' },
    ],
  },
];
