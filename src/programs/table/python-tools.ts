/** Tools of Python projects: installers, test runners, linters, environments. */
import type { ProgramRow } from '../row.ts';

const INDEX = `-i|--index-url=url --extra-index-url=url --index=url --default-index=url -f|--find-links=package --proxy=proxy-url --trusted-host=host
      --cert=read --client-cert=read --retries= --timeout=`;

export const PIP: ProgramRow = {
  name: 'pip pipx-pip',
  versioned: true,
  options: `--python=program --proxy=proxy-url --log=write --cert=read --client-cert=read --cache-dir=write --retries= --timeout=
      --trusted-host=host --exists-action= --keyring-provider= --use-feature= --use-deprecated= -q -v -V --isolated --require-virtualenv
      --no-input --no-cache-dir --disable-pip-version-check --no-color --debug --version -h --help`,
  inherit: true,
  commands: [
    {
      name: 'install download wheel',
      options: `${INDEX} -r|--requirement=requirement -c|--constraint=requirement -e|--editable=package -t|--target=write --prefix=write --root=write --src=write
      -d|--dest=write -w|--wheel-dir=write --build=write --platform= --python-version= --implementation= --abi= --only-binary=
      --no-binary= --upgrade-strategy= -C|--config-settings= --config-setting= --global-option= --install-option= --progress-bar=
      --root-user-action= --report=write --group= -U --user --pre --no-deps`,
      operands: 'package*',
    },
    { name: 'uninstall', options: '-r|--requirement=read -y --yes', operands: '_*' },
    { name: 'config', operands: '_*', does: 'at-write:~/.config/pip/pip.conf' },
    {
      name: 'show list freeze check inspect search index cache hash debug completion help',
      options: `${INDEX} --format= --path=read --exclude= -o -u`,
      operands: '_*',
    },
  ],
};

export const PYTEST: ProgramRow = {
  name: 'pytest py.test',
  options: `-p=pytest-plugin -c|--config-file=project-file:pytest --rootdir=config:project --confcutdir=config:project
      -o|--override-ini=config-inline:settings --pdbcls=code:python --import-mode= --basetemp=write --junitxml=write --junit-xml=write
      --junit-prefix= --log-file=write --benchmark-json=write --benchmark-save= --benchmark-storage=write --result-log=write --report-log=write --html=write --cov? --cov-report=report
      --cov-config=project-file:coverage --cov-context= --ignore= --ignore-glob= --deselect= -k= -m= -n= --numprocesses= --dist=
      --tx=config-inline:settings --rsyncdir= --maxfail= --tb= --durations= --durations-min= --color= --capture= -W= --pythonwarnings=
      --timeout= --reruns= --lf --ff --nf --sw -r= --log-level= --log-cli-level= --log-format= --show-capture= --verbosity=
      --last-failed-no-failures= --assert= --doctest-glob= --doctest-modules --count= --splits= --group= --randomly-seed= -qxsvl --pdb
      --version --help --markers --fixtures --collect-only --co --debug?write --pastebin=!destroy:publication --pyargs@installed`,
  operands: 'installed?module:python|test-file*',
};

const ANSIBLE = `-m|--module-name=module:ansible -a|--args=script:remote -i|--inventory=option-file:ansible -e|--extra-vars=atfile -u= -l=
      -M|--module-path=preload:ansible -t= --tags= --skip-tags= --vault-password-file=program --vault-id= --private-key=read
      --key-file=read -c= --connection= --ssh-common-args=config-inline:settings --ssh-extra-args=config-inline:settings -f=
      --start-at-task= --become-user=privilege:user --playbook-dir=config:project -b -K -k -C -D -v -U=git-place -d=write -p=write -r=read`;

const UV_GLOBALS = `--directory=project:project --project=project:project --config-file=project-file:uv --cache-dir=write --python=program -p=program
      --color= --native-tls --offline --no-config -q -v --no-progress --allow-insecure-host=host`;

export const PYTHON_TOOLS: readonly ProgramRow[] = [
  PIP,
  PYTEST,
  { name: 'easy_install', options: '-i=url -f=url -d=write -s=write -H= -a -e -U -x -m -q -v', operands: 'package*' },
  {
    name: 'uv',
    options: UV_GLOBALS,
    inherit: true,
    commands: [
      {
        name: 'run',
        options: `${INDEX} -m|--module=module:python@code --with=package --with-editable=package --with-requirements=read --env-file=read --extra=
      --group= --package= -s|--script --isolated --frozen --locked --no-sync --all-extras --dev`,
        stop: 1,
        operands: [
          ['code', '_*'],
          ['', 'command'],
        ],
      },
      {
        name: 'tool',
        commands: [
          { name: 'run', options: `${INDEX} --from=package --with=package`, stop: 1, operands: 'command' },
          { name: 'install upgrade', options: INDEX, operands: 'package*' },
          { name: 'list uninstall dir update-shell', operands: '_*' },
        ],
      },
      {
        name: 'pip',
        commands: [
          {
            name: 'install sync compile',
            options: `${INDEX} -r|--requirement=requirement -c|--constraint=requirement -e|--editable=package --target=write --prefix=write -o|--output-file=write
      --system --user -U`,
            operands: 'package*',
          },
          { name: 'uninstall list show freeze tree check', options: '-r=read', operands: '_*' },
        ],
      },
      {
        name: 'add remove sync lock export tree init',
        options: `${INDEX} -r|--requirements=read -o|--output-file=write --dev --group= --extra= --editable --branch= --tag= --rev= --frozen`,
        operands: 'package*',
      },
      { name: 'venv', operands: 'write?' },
      { name: 'build', options: '-o|--out-dir=write --wheel --sdist', operands: 'package?' },
      { name: 'publish', options: '--publish-url=url --index= -t= -u= -p=', operands: '_*', does: 'destroy:publication' },
      { name: 'self', commands: [{ name: 'update version', does: 'destroy:machine' }] },
      { name: 'python cache version help generate-shell-completion', operands: '_*' },
    ],
  },
  { name: 'uvx', options: `${INDEX} --from=package --with=package --python=program -p=program`, stop: 1, operands: 'command' },
  {
    name: 'pipx',
    commands: [
      {
        name: 'run',
        options: '--spec=package --index-url=url --pip-args=config-inline:settings --python=program --with=package --no-cache --verbose',
        stop: 1,
        operands: 'command',
      },
      {
        name: 'install upgrade inject reinstall runpip',
        options: '--spec=package --index-url=url --pip-args=config-inline:settings --python=program -f',
        operands: 'package*',
      },
      { name: 'list uninstall ensurepath environment upgrade-all', operands: '_*' },
    ],
  },
  {
    name: 'poetry pdm hatch rye pipenv',
    options: `-C|--directory=project:project -P|--project=project:project -p= -e|--env= -n -q -v -V --no-ansi --no-plugins --no-cache --version`,
    inherit: true,
    commands: [
      { name: 'run exec shell', options: '-s= -k= --site-packages -v', stop: 1, operands: 'command' },
      {
        name: 'install add update sync lock remove uninstall',
        options: `${INDEX} --group= -G= --with= --without= --only= -E|--extras= --source= -e=package -r=read --dev -D --no-root --all-extras --frozen`,
        operands: 'package*',
      },
      { name: 'publish', options: '-r|--repository= -u= -p= --build --dry-run', does: 'destroy:publication' },
      {
        name: `build init new show list tree env config check version export fmt test cache source self help dep clean use info requirements graph
      verify`,
        options: '-o|--output=write -f= --list --local',
        operands: '_*',
      },
      { name: 'script', operands: 'task:python-script _*' },
    ],
  },
  {
    name: 'tox nox',
    options: `-c|--conf=project-file:tox --workdir=write --root=config:project -f|--noxfile=code-file:python -e= -s= --session= -k= -t=
      -x|--override=config-inline:settings --installpkg=package --skip-env= --result-json=write --develop --recreate -r -v -q -p? -l`,
    operands: '_* -- _*',
    does: 'at-task:tox',
    otherwise: 'operands',
    commands: [
      { name: 'exec', options: '-e=', operands: '_* -- command' },
      {
        name: 'run r p run-parallel list l devenv config c depends',
        options: '-e= -c=project-file:tox -x=config-inline:settings',
        operands: '_* -- _*',
      },
    ],
  },
  {
    name: 'conda mamba micromamba',
    options: '-n|--name= -p|--prefix=config:project -c= --channel= -y -q --json --override-channels',
    inherit: true,
    commands: [
      {
        name: 'run',
        options: '-n|--name= -p|--prefix=config:project --cwd=enter --no-capture-output --live-stream -v --dev -s -a= -e=setting',
        stop: 1,
        operands: 'command',
      },
      {
        name: 'install create update upgrade remove uninstall',
        options: '-n|--name= -p|--prefix=write --file=read -f= -c|--channel=address --clone= --revision=',
        operands: 'package*',
      },
      {
        name: 'env',
        commands: [
          { name: 'create update', options: '-f|--file=read -n= -p=write', operands: 'package*' },
          { name: 'export list remove config', options: '-f=write --file=write -n=', operands: '_*' },
        ],
      },
      { name: 'config', options: '--add=_,_ --set=_,_ --remove=_,_ --file=write --env --system', does: 'at-write:~/.condarc' },
      { name: 'activate deactivate list info search clean init shell build index package compare notices doctor', operands: '_*' },
    ],
  },
  {
    name: 'coverage',
    options: '--rcfile=project-file:coverage',
    inherit: true,
    commands: [
      {
        name: 'run',
        options: '-m|--module=module:python@code --source= --omit= --include= --data-file=write --context= -a -p --branch',
        stop: 1,
        operands: [
          ['code', '_*'],
          ['', 'code-file:python _*'],
        ],
      },
      {
        name: 'report html xml json lcov combine erase annotate debug help',
        options: '-d|--directory=write -o=write --data-file=read --omit= --include= --fail-under= -m -i',
        operands: '_*',
      },
    ],
  },
  {
    name: 'mypy pyright pylint flake8 bandit pyflakes pycodestyle pydocstyle vulture',
    options: `--config-file=project-file:lint --config=project-file:lint --rcfile=project-file:lint --init-hook=code:python
      --load-plugins=preload:python -p= -m= -c= -e= -r -t= -b= -n= -o|--output=write --output-file=write --report=write --html-report=write
      --xml-report=write --txt-report=write --xslt-html-report=write --xslt-txt-report=write --any-exprs-report=write
      --cobertura-xml-report=write --linecount-report=write --linecoverage-report=write --lineprecision-report=write --junit-xml=write
      --cache-dir=write --tee --exclude= --extend-exclude= --select= --ignore= --extend-select= --extend-ignore= --per-file-ignores=
      --max-line-length= --max-complexity= --max-doc-length= --disable= --enable= --output-format= --msg-template= --format= --platform=
      --python-version= --pythonversion= --python-executable=program --pythonpath=program --pythonplatform= --follow-imports=
      --shadow-file=_,read --custom-typeshed-dir=preload:python --typeshedpath=preload:python --project=config:project
      --venvpath=config:settings --min-confidence= --make-whitelist --sort-by-size --fail-under= --jobs= -j= --diff -q -v -i -l -a -f=
      --strict --watch --install-types!config-name:package --non-interactive`,
    operands: 'read*',
  },
  {
    name: 'ruff',
    options: '--config=project-file:lint --isolated -q -v -s --color=',
    inherit: true,
    commands: [
      {
        name: 'check',
        options: `--fix@edit --fix-only@edit --add-noqa@edit --unsafe-fixes --diff@diff --select= --ignore= --extend-select= --extend-ignore=
      --per-file-ignores= --fixable= --unfixable= --output-format= -o|--output-file=write --exclude= --extend-exclude= --cache-dir=write
      --stdin-filename= --target-version= --line-length= --extension= -w|--watch --show-fixes --statistics --preview -n -e`,
        operands: 'diff?read|edit?write|read*',
      },
      {
        name: 'format',
        options: `--check@check --diff@check --line-length= --exclude= --stdin-filename= --target-version= --cache-dir=write --range= --extension=
      --preview -n`,
        operands: 'check?read|write*',
      },
      { name: 'clean', operands: '_*', does: 'at-delete:.ruff_cache' },
      { name: 'rule linter config server analyze version help', operands: '_*' },
    ],
  },
  // These write what they format, unless told to look only.
  {
    name: 'black djlint docformatter pyupgrade autoflake',
    options: `--check@check --diff@check -c|--code=_@check --config=project-file:lint -l|--line-length= -t|--target-version= --include= --exclude=
      --extend-exclude= --force-exclude= --stdin-filename= -W|--workers= --required-version= --profile= --indent= --extension= --lint@check
      --reformat --imports= -i --in-place -r --recursive --preview --fast --safe -S -C -q -v --py36-plus --py38-plus --py39-plus
      --py310-plus --py311-plus --py312-plus --keep-percent-format`,
    operands: 'check?read|write*',
  },
  {
    name: 'isort',
    options: `-c|--check|--check-only@check --diff@check -d|--stdout@check --settings-path|--settings-file|--sp|--settings=project-file:lint
      --config-root=config:project --src|--src-path=read --profile= -l|--line-length= --multi-line= -m= -s|--skip= --sg|--skip-glob= -p=
      -o= -a|--add-import= --af --fss --virtual-env=read --filename= --py= --lai= -j|--jobs= --only-modified --float-to-top --ca -e -w=
      -q -v --dt --sl --tc --atomic --rr`,
    operands: 'check?read|write*',
  },
  {
    name: 'autopep8 yapf',
    options: `-i|--in-place@edit -d|--diff -r|--recursive -p= -j= --style=_ -l= --lines= --line-range=_,_ -e|--exclude= --select= --ignore=
      --max-line-length= --indent-size= --global-config=project-file:lint --no-local-style -a -q -v -m`,
    operands: 'edit?write|read*',
  },
  {
    name: 'pre-commit',
    options: '-c|--config=project-file:pre-commit --color=',
    inherit: true,
    commands: [
      { name: 'install uninstall init-templatedir', options: '-t= --hook-type= -f --install-hooks', does: 'at-write-tree:.git/hooks' },
      {
        name: 'run',
        options: '--files= --hook-stage= --from-ref= --to-ref= -a --all-files -v --show-diff-on-failure',
        operands: '_*',
        does: 'at-task:pre-commit',
      },
      {
        name: 'autoupdate clean gc sample-config validate-config validate-manifest try-repo migrate-config install-hooks',
        operands: 'git-place? _*',
      },
    ],
  },
  {
    name: 'jupyter',
    options: '--config=code-file:jupyter',
    inherit: true,
    commands: [
      {
        name: 'nbconvert execute run',
        options: '--execute --to= --output=write --output-dir=write --template=config:settings --config=code-file:jupyter',
        operands: 'code-file:jupyter*',
      },
      {
        name: 'notebook lab server console qtconsole',
        options: '--ip=listen --port= --notebook-dir=read',
        operands: 'read?',
        does: 'at-listen',
      },
      { name: 'kernelspec labextension trust', operands: '_*' },
    ],
  },
  {
    name: 'uvicorn gunicorn hypercorn daphne celery waitress-serve streamlit fastapi',
    options: `--host=listen -b|--bind=listen --port= -p= --app-dir=config:project -c|--config=code-file:python -A= --app= --env-file=read
      --log-config=code-file:python --reload-dir= -w= --workers= -k= --reload --chdir=enter --pid=write`,
    operands: 'served-module:python? _*',
    otherwise: 'operands',
    commands: [
      {
        name: 'run dev',
        options: '--host=listen --port= --reload --workers= --app= --server.port= --server.headless=',
        operands: 'served-module:python? _*',
        does: 'at-listen',
      },
    ],
  },
  {
    name: 'flask',
    options: '-A|--app=served-module:python -e|--env-file=code-file:flask --debug --no-debug',
    inherit: true,
    operands: '_*',
    does: 'at-task:flask',
    otherwise: 'operands',
    commands: [
      {
        name: 'run',
        options: '-h|--host=listen -p|--port= --reload --cert=read --key=read --exclude-patterns=',
        operands: '_*',
        does: 'at-listen',
      },
      { name: 'shell', does: 'code-stdin:python' },
    ],
  },
  {
    name: 'twine',
    commands: [
      {
        name: 'upload',
        options: '-r= --repository-url=url -u= -p= --config-file=option-file:twine',
        operands: 'read*',
        does: 'destroy:publication',
      },
      { name: 'check register', operands: 'read*' },
    ],
  },
  { name: 'ansible', options: ANSIBLE, operands: '_*' },
  {
    name: 'ansible-playbook ansible-pull ansible-galaxy ansible-vault ansible-inventory ansible-console ansible-doc ansible-lint',
    options: ANSIBLE,
    operands: 'code-file:ansible*',
  },
];
