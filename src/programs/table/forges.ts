/** Command lines of forges, and stores of secrets: what they publish, delete and print. */
import type { ProgramRow } from '../row.ts';

export const FORGES: readonly ProgramRow[] = [
  {
    name: 'gh',
    options: '-R|--repo= --hostname=host -h --help --version',
    inherit: true,
    otherwise: 'plugin',
    commands: [
      {
        name: 'auth',
        commands: [
          { name: 'token', options: '-h|--hostname=host -u=', does: 'disclose:credential' },
          { name: 'status', options: '-t|--show-token!disclose:credential -h|--hostname=host -a', operands: '_*' },
          { name: 'login logout refresh setup-git switch', options: '-h|--hostname=host -p= -s= -w -u= --with-token', operands: '_*' },
        ],
      },
      {
        name: 'gist',
        commands: [
          { name: 'create', options: '-d|--desc= -f|--filename= -p|--public -w|--web', operands: 'read*', does: 'destroy:publication' },
          { name: 'delete', operands: '_*', does: 'destroy:remote' },
          { name: 'edit', options: '-a|--add=read -d= -f= -r=', operands: '_ read?', does: 'destroy:publication' },
          { name: 'clone', operands: 'address write? -- _*' },
          { name: 'list view rename', options: '-f= -L= -r -w', operands: '_*' },
        ],
      },
      {
        name: 'pr issue',
        commands: [
          {
            name: 'create edit comment review close reopen merge ready lock unlock pin unpin transfer develop update-branch revert',
            options: `-t|--title= -b|--body= -F|--body-file=read -a|--assignee= -l|--label= -m|--milestone= -p|--project= -r|--reviewer= -B|--base=
      -H|--head= -T|--template= --recover=read --add-label= --remove-label= --subject= -s= -d -f -w -e --draft --fill --web --squash
      --merge --rebase --delete-branch --auto --admin --match-head-commit=`,
            operands: '_*',
          },
          { name: 'checkout co', options: '-b= --recurse-submodules -f --force --detach', operands: '_?' },
          { name: 'delete', options: '--yes', operands: '_', does: 'destroy:remote' },
          {
            name: 'list ls view status diff checks',
            options: `-s|--state= -L|--limit= -A|--author= -a|--assignee= -l|--label= -B|--base= -H|--head= -S|--search= -q|--jq=jq --json= -t|--template=
      --color= --interval= --app= -m= -d -w -c --comments --name-only --patch --watch --required`,
            operands: '_*',
          },
        ],
      },
      {
        name: 'repo',
        commands: [
          { name: 'delete', options: '--yes', operands: '_?', does: 'destroy:remote' },
          { name: 'clone', options: '-u=', operands: 'address write? -- _*' },
          {
            name: 'create fork edit rename archive unarchive sync set-default deploy-key autolink',
            options: `-d= -h= -s|--source=config:repository -r= -p= -t= -c -g= -l= --public --private --push --clone --visibility= --force -b=`,
            operands: '_*',
          },
          { name: 'list view gitignore license read-file read-dir', options: '-L= -q|--jq=jq --json= -t= -b= -w', operands: '_*' },
        ],
      },
      {
        name: 'api',
        options: `-X|--method= -H|--header= -f|--raw-field= -F|--field=formfile --input=read -q|--jq=jq -t|--template= -p|--preview= --cache= -i
      --paginate --silent --slurp --verbose`,
        operands: 'address*',
      },
      {
        name: 'release',
        commands: [
          {
            name: 'create upload',
            options:
              '-t= -n= -F|--notes-file=read --target= --discussion-category= -d -p --generate-notes --clobber --verify-tag --latest?',
            operands: '_ read*',
            does: 'destroy:publication',
          },
          { name: 'download', options: '-D|--dir=write -O|--output=write -p= -A= --clobber --skip-existing', operands: '_*' },
          { name: 'delete delete-asset', options: '-y --yes --cleanup-tag', operands: '_*', does: 'destroy:remote' },
          { name: 'list view edit verify', options: '-L= -q|--jq=jq --json= -t= -n= -F=read', operands: '_*' },
        ],
      },
      {
        name: 'secret variable',
        commands: [
          { name: 'set', options: '-b|--body= -f|--env-file=read -e= -o= -a= -r= -v=', operands: '_*' },
          { name: 'delete remove', options: '-e= -o= -a= -u', operands: '_*', does: 'destroy:remote' },
          { name: 'list get', options: '-e= -o= -a= --json= -q=jq', operands: '_*' },
        ],
      },
      {
        name: 'extension ext extensions',
        commands: [
          { name: 'install upgrade create', options: '--force --pin= --all', operands: 'package*' },
          { name: 'exec', stop: 1, operands: 'command' },
          { name: 'list remove browse search', operands: '_*' },
        ],
      },
      {
        name: 'alias',
        commands: [
          { name: 'set import', options: '-s|--shell --clobber', operands: '_ bang', does: 'at-write:~/.config/gh/config.yml' },
          { name: 'list delete', operands: '_*' },
        ],
      },
      {
        name: 'config',
        commands: [
          { name: 'set', options: '-h|--host=', operands: '_ _', does: 'at-write:~/.config/gh/config.yml' },
          { name: 'get list clear-cache', options: '-h|--host=', operands: '_*' },
        ],
      },
      {
        name: 'codespace cs',
        commands: [
          { name: 'ssh', options: '-c= -R= --profile= --server-port= -d --config', operands: '_? -- scripts:remote' },
          { name: 'cp', options: '-c|--codespace= -r -e --profile=', operands: 'local:read-or-container+ local:write-or-container' },
          { name: 'delete', options: '-c= -f --all --days=', does: 'destroy:remote' },
          { name: '*', operands: '_*' },
        ],
      },
      {
        name: 'run workflow cache',
        commands: [
          { name: 'delete', options: '-a --all', operands: '_*', does: 'destroy:remote' },
          { name: 'download', options: '-D|--dir=write -n= -p=', operands: '_?' },
          {
            name: 'list view watch rerun cancel run enable disable',
            options: `-L= -w= -b= -q=jq --json= -t= -f= -F= -r= -j= -a= -i= -c= -s= -e= -u= --log --log-failed --exit-status --failed -v --web`,
            operands: '_*',
          },
        ],
      },
      {
        name: `browse search status label project org ruleset attestation ssh-key gpg-key completion help licenses agent-task copilot preview`,
        options: '-L= -q|--jq=jq --json= -t= -b= -n',
        operands: '_*',
        otherwise: 'operands',
        commands: [
          { name: 'delete remove', operands: '_*', does: 'destroy:remote' },
          { name: 'add', options: '-t= --title= --type=', operands: 'read?' },
        ],
      },
    ],
  },
  {
    name: 'glab tea',
    options: '-R|--repo= --hostname=host',
    inherit: true,
    commands: [
      {
        name: 'auth',
        commands: [
          { name: 'status', options: '-t|--show-token!disclose:credential', operands: '_*' },
          { name: '*', operands: '_*' },
        ],
      },
      { name: 'alias config', operands: '_*' },
      { name: '*', operands: '_*', otherwise: 'operands', commands: [{ name: 'delete*', operands: '_*', does: 'destroy:remote' }] },
    ],
  },
  {
    name: `op bw pass gopass vault infisical doppler chamber teller sops aws-vault saml2aws berglas keyring secret-tool security
      age-keygen lpass`,
    options: `--account= --vault= --session= -c=option-file:secret --config=option-file:secret --env=_ --project= -p= --token= -t= --env-file=read
      -e= -d= -n= -s= -a= -w!disclose:credential -g -i --in-place -o|--out-file=write --output=write --no-masking --in-file=read -f=
      --fields= --path= --profile= --duration=`,
    operands: '_*',
    otherwise: 'operands',
    commands: [
      {
        name: 'run exec',
        options: `--env-file=read -e= --env= -p|--project= -c|--config= --command=script --no-masking --no-session -d= --duration= -n= --path=
      --fallback=write --mount=write --mount-template=read -s -f -x -r= --region= --pristine --strict --no-file`,
        stop: 1,
        operands: 'dashed -- command',
      },
      {
        name: `read get show kv item document list find-generic-password find-internet-password lookup dump-keychain export unlock decrypt secrets
      item-get view ls login`,
        options: '-o|--out-file=write -w -s= -a= -g -d --field= --fields= --format= --reveal -c --output-type= -m=',
        operands: '_*',
        does: 'disclose:credential',
      },
      { name: 'inject', options: '-i|--in-file=read -o|--out-file=write -f', does: 'disclose:credential' },
      { name: 'delete rm remove destroy', operands: '_*', does: 'destroy:remote' },
      { name: 'status version help init setup configure sync account user vault group generate', operands: '_*' },
    ],
  },
  {
    name: 'vsce ovsx',
    options: '--pat= -p= --azure-credential --baseImagesUrl=url',
    inherit: true,
    commands: [
      { name: 'publish unpublish', options: '-i|--packagePath=read --pre-release -m=', operands: '_*', does: 'destroy:publication' },
      { name: 'package', options: '-o|--out=write --pre-release', operands: '_*' },
      { name: '*', operands: '_*' },
    ],
  },
  {
    name: 'envconsul consul-template',
    syntax: 'dash',
    options: `-config=option-file:secret -consul-addr=host -vault-addr=daemon -exec=script -template=namedfile -prefix= -secret= -once -sanitize
      -upcase -pristine -log-level= -kill-signal=`,
    stop: 1,
    operands: 'command',
  },
];
