/** Command lines of clouds, forges and secret stores: credentials that are printed, things that are deleted, configuration taken from elsewhere. */
import type { ProgramRow } from '../row.ts';

const DELETE = `delete* terminate* remove* destroy* purge* rm rb deregister* revoke* disable* stop-* reboot-* detach* cancel* reset-*
      put-bucket-policy* modify-* kill*`;
const AWS = `--profile= --region= --output= --endpoint-url=url --query= --ca-bundle=read --color= --cli-read-timeout= --cli-connect-timeout=
      --cli-binary-format= --cli-input-json=file-argument --cli-input-yaml=file-argument --no-cli-pager --no-paginate --no-verify-ssl
      --no-sign-request --debug --version`;
const TF_VARS = `-var= -var-file=read -state=write -state-out=write -backup=write -backend-config=config-inline:settings
      -plugin-dir=preload:terraform -from-module=package -lock= -lock-timeout= -parallelism= -target= -replace= -refresh= -input=
      -out=write -generate-config-out=write -destroy@destroy -auto-approve!destroy:remote -no-color -compact-warnings -json -upgrade
      -reconfigure -migrate-state -force-copy -detailed-exitcode -refresh-only -test-directory= -filter= -chdir=project:project -backend=
      -get= -lockfile= -force!destroy:remote`;

export const CLOUDS: readonly ProgramRow[] = [
  {
    name: 'aws awslocal',
    options: AWS,
    inherit: true,
    commands: [
      {
        name: 's3',
        commands: [
          {
            name: 'cp sync',
            options: `--delete!destroy:remote --exclude= --include= --acl= --storage-class= --sse? --sse-kms-key-id= --content-type= --cache-control=
      --metadata= --source-region= --expires= --recursive --dryrun --quiet --no-progress --follow-symlinks --size-only --exact-timestamps`,
            operands: 'local:read local:write',
          },
          {
            name: 'mv',
            options: '--exclude= --include= --acl= --storage-class= --recursive --dryrun',
            operands: 'local:write local:write',
            does: 'destroy:remote',
          },
          { name: 'rm rb', options: '--exclude= --include= --recursive --dryrun --force', operands: '_*', does: 'destroy:remote' },
          { name: 'ls mb presign website', options: '--recursive --human-readable --summarize --expires-in=', operands: '_*' },
        ],
      },
      {
        name: 'configure sso',
        operands: '_*',
        commands: [
          { name: 'set import add-model', options: '--csv=read --service-model=read', operands: '_*', does: 'at-write:~/.aws' },
          { name: 'get export-credentials', options: '--format=', operands: '_*', does: 'disclose:credential' },
          { name: 'list list-profiles login logout', operands: '_*' },
        ],
      },
      {
        name: 'ssm',
        commands: [
          {
            name: 'send-command start-session',
            options: '--parameters=script:remote --instance-ids= --targets= --document-name= --target=',
            operands: '_*',
            does: 'destroy:remote',
          },
          {
            name: 'get-parameter get-parameters get-parameters-by-path',
            options: '--name= --names= --path= --with-decryption!disclose:credential --recursive',
            operands: '_*',
          },
          { name: '*', operands: '_*' },
        ],
      },
      {
        name: 'secretsmanager',
        commands: [
          { name: 'get-secret-value batch-get-secret-value', options: '--secret-id=', operands: '_*', does: 'disclose:credential' },
          { name: 'delete-secret', operands: '_*', does: 'destroy:remote' },
          { name: '*', operands: '_*' },
        ],
      },
      {
        name: 'ecr ecr-public codeartifact',
        commands: [
          { name: 'get-login-password get-authorization-token login', operands: '_*', does: 'disclose:credential' },
          { name: 'batch-delete-image delete*', operands: '_*', does: 'destroy:remote' },
          { name: '*', operands: '_*' },
        ],
      },
      {
        name: 'sts',
        commands: [
          { name: 'assume-role* get-session-token get-federation-token', operands: '_*', does: 'disclose:credential' },
          { name: 'get-caller-identity decode-authorization-message get-access-key-info', operands: '_*' },
        ],
      },
      {
        name: '*',
        commands: [
          {
            name: DELETE,
            options: '--body=read --zip-file=file-argument --cli-input-json=file-argument',
            operands: '_*',
            does: 'destroy:remote',
          },
          {
            name: '*',
            options: `--body=read --zip-file=file-argument --template-file=read --policy-document=file-argument --payload=file-argument
      --user-data=file-argument`,
            operands: '_*',
          },
        ],
      },
    ],
  },
  {
    name: 'sam cdk serverless sls eb amplify pulumi',
    options: `-t=read --template=read --template-file=read -c= --config-file=option-file:deploy -a|--app=script --profile= --region= --stack-name=
      -s= --stage= -C|--cwd=project:project -o|--output=write --plugin=preload:node --require-approval= --context= --parameters=`,
    operands: '_*',
    otherwise: 'operands',
    commands: [
      {
        name: 'destroy delete remove terminate down rollback',
        options: '--force -f -y --yes -s= --stack=',
        operands: '_*',
        does: 'destroy:remote',
      },
      {
        name: 'deploy up publish',
        options: '-a|--app=script -o=write -y --yes -s= --require-approval= -t= --guided --no-confirm-changeset',
        operands: '_*',
        does: 'destroy:publication',
      },
      { name: 'invoke local', options: '-e=read --event=read -f= -p=', operands: '_*', does: 'at-task:deploy' },
    ],
  },
  {
    name: 'gcloud gsutil bq',
    options: `--project= --account= --configuration= --format= --filter= --quiet -q --verbosity= --impersonate-service-account=
      --flags-file=option-file:gcloud --access-token-file=read --log-http --zone= --region= --billing-project= -m
      -o=config-inline:settings -h=`,
    inherit: true,
    operands: '_*',
    commands: [
      {
        name: 'auth',
        commands: [
          { name: 'print-access-token print-identity-token', operands: '_*', does: 'disclose:credential' },
          { name: 'application-default', operands: '_*', does: 'disclose:credential' },
          { name: 'login list revoke activate-service-account configure-docker', options: '--key-file=read', operands: '_*' },
        ],
      },
      {
        name: 'compute',
        commands: [
          {
            name: 'ssh',
            options: '--command=script:remote --ssh-key-file=read --ssh-flag=config-inline:settings --tunnel-through-iap --dry-run',
            operands: '_* -- shell-arguments:ssh',
          },
          { name: 'scp', options: '--recurse --ssh-key-file=read --scp-flag=', operands: 'transfer+ transfer:write' },
          {
            name: '*',
            commands: [
              { name: 'delete* reset stop suspend', operands: '_*', does: 'destroy:remote' },
              { name: '*', operands: '_*' },
            ],
          },
        ],
      },
      {
        name: 'cp rsync mv',
        options: '-r -R -d!destroy:remote -n -z= -a= -c -e -x= -I -J -L=write -P',
        operands: 'local:read+ local:write',
      },
      { name: 'rm rb', options: '-r -R -a -f', operands: '_*', does: 'destroy:remote' },
      {
        name: 'secrets',
        commands: [
          { name: 'versions', operands: '_*', does: 'disclose:credential' },
          { name: '*', operands: '_*' },
        ],
      },
      { name: 'config', operands: '_*', does: 'at-write:~/.config/gcloud' },
      { name: 'ls cat mb stat du info version help query show mk load extract head components init feedback', operands: '_*' },
      {
        name: '*',
        commands: [
          { name: 'delete*', operands: '_*', does: 'destroy:remote' },
          {
            name: '*',
            commands: [
              { name: 'delete*', operands: '_*', does: 'destroy:remote' },
              { name: '*', options: '--source=', operands: '_*' },
            ],
          },
        ],
      },
    ],
  },
  {
    name: 'az',
    options: '-o|--output= --query= --subscription= --verbose --debug --only-show-errors',
    inherit: true,
    commands: [
      {
        name: 'account',
        commands: [
          { name: 'get-access-token', operands: '_*', does: 'disclose:credential' },
          { name: '*', operands: '_*' },
        ],
      },
      { name: 'login logout', options: '-u= -p= -t= --service-principal --identity', operands: '_*' },
      {
        name: 'vm',
        commands: [
          { name: 'run-command', options: '--scripts=script:remote --command-id= -g= -n=', operands: '_*' },
          { name: 'delete deallocate stop restart', operands: '_*', does: 'destroy:remote' },
          { name: '*', operands: '_*' },
        ],
      },
      { name: 'rest', options: '-u|--url|--uri=url -m= --method= -b|--body=atfile --headers= --output-file=write' },
      {
        name: '*',
        commands: [
          { name: 'delete* purge remove', operands: '_*', does: 'destroy:remote' },
          {
            name: '*',
            options: '--file=read -f=read --source=',
            operands: '_*',
            commands: [{ name: 'delete* purge remove', operands: '_*', does: 'destroy:remote' }],
            otherwise: 'operands',
          },
        ],
      },
    ],
  },
  {
    name: 'terraform tofu terragrunt',
    syntax: 'dash',
    options: '-chdir=project:project -version -v -help -h',
    commands: [
      { name: 'apply', syntax: 'dash', options: TF_VARS, operands: 'read?', does: 'destroy:remote' },
      { name: 'destroy', syntax: 'dash', options: TF_VARS, operands: '_*', does: 'destroy:remote' },
      { name: 'plan init refresh validate test get providers graph show console', syntax: 'dash', options: TF_VARS, operands: '_*' },
      {
        name: 'state',
        commands: [
          { name: 'rm push mv replace-provider', syntax: 'dash', options: TF_VARS, operands: '_*', does: 'destroy:remote' },
          { name: 'list show pull', syntax: 'dash', options: TF_VARS, operands: '_*' },
        ],
      },
      { name: 'import taint untaint force-unlock workspace', syntax: 'dash', options: TF_VARS, operands: '_*' },
      { name: 'fmt', syntax: 'dash', options: '-check@check -diff -recursive -list= -write=', operands: 'check?read|write*' },
      { name: 'output', syntax: 'dash', options: '-json -raw -state=read -no-color', operands: '_*' },
      { name: 'login logout', operands: 'host?' },
      { name: 'version metadata', operands: '_*' },
    ],
  },
  {
    name: 'packer nomad consul',
    syntax: 'dash',
    options: '-address=daemon -token= -var= -var-file=read -http-addr=daemon -config=option-file:hashicorp -dev',
    commands: [
      { name: 'build run', syntax: 'dash', options: '-var= -var-file=read -only= -except= -force', operands: 'code-file:hashicorp*' },
      { name: 'exec', syntax: 'dash', options: '-job= -task= -name= -node= -i= -t=', stop: 2, operands: '_ command:container' },
      { name: '*', syntax: 'dash', options: '-var= -var-file=read -json', operands: '_*' },
    ],
  },
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
          { name: 'list view clone rename', options: '-f= -L= -r -w', operands: '_*' },
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
        operands: '_*',
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
          { name: 'cp', options: '-c= -r -e', operands: 'local:read-or-container local:write-or-container' },
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
    name: 'glab hub tea',
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
    name: `op bw pass gopass vault infisical doppler chamber envconsul teller sops aws-vault saml2aws berglas keyring secret-tool security
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
    name: `vercel netlify wrangler firebase flyctl fly heroku railway supabase render surge now doctl linode-cli hcloud scw vultr-cli`,
    options: `--token= -t= --cwd=project:project --config=option-file:deploy -c= --project= -a|--app= -P= --site= -s= --org= --prod --scope= -S=
      -A= --local-config=option-file:deploy`,
    operands: '_*',
    otherwise: 'operands',
    commands: [
      {
        name: 'deploy publish up release',
        options: '--prod --dir=read -d= --functions= --message= -m= --yes -y --env= --only= --dry-run -p=',
        operands: 'read?',
        does: 'destroy:publication',
      },
      { name: 'rm remove delete destroy rollback', options: '-y --yes --force -f --safe', operands: '_*', does: 'destroy:remote' },
      { name: 'run exec', options: '-a= -s= --dev --region= -e= --env= -x', stop: 1, operands: 'command:remote' },
      { name: 'ssh console', options: '-C|--command=script:remote -a= -s= --region= -u=', operands: '_*' },
      { name: 'env secrets secret config', options: '-e= --app= --json', operands: '_*', does: 'disclose:credential' },
      {
        name: `dev start serve emulators functions build logs list ls login logout whoami link init status info open projects apps domains alias db
      sql d1 kv r2 tail inspect`,
        options: '--port= -p= --host=listen --local --remote --command=sql --file=read',
        operands: '_*',
      },
    ],
  },
  {
    name: 'codex claude gemini cursor cursor-agent aider copilot amp opencode llm ollama droid',
    options: `-p= -m= --model= -c=config-inline:settings --config=option-file:agent --dangerously-skip-permissions!config-name:policy
      --dangerously-bypass-approvals-and-sandbox!config-name:policy --yolo!config-name:policy -y!config-name:policy
      --full-auto!config-name:policy --allow-all-tools!config-name:policy --mcp-config=option-file:agent --settings=option-file:agent
      --add-dir= -C|--cd=enter --sandbox= -s= -a= --ask-for-approval= --permission-mode= --allowedTools= --message=`,
    operands: '_*',
  },
  {
    name: 'portcullis',
    commands: [
      { name: 'allow init hook serve trust', operands: '_*', does: 'config-name:policy' },
      {
        name: 'check analyse explain lint test coverage fuzz bench diff replay config execpolicy version help completion schema codes',
        operands: '_*',
      },
    ],
  },
];
