/** Command lines of clouds and of agents: credentials that are printed, things that are deleted, configuration taken from elsewhere. */
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

const STORAGE: readonly ProgramRow[] = [
  {
    name: 'cp rsync mv',
    options: '-r -R -d!destroy:remote --delete-unmatched-destination-objects!destroy:remote -n -z= -a= -c -e -x= -I -J -L=write -P',
    operands: 'local:read+ local:write',
  },
  { name: 'rm rb', options: '-r -R -a -f', operands: '_*', does: 'destroy:remote' },
];

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
        name: 'iam',
        commands: [
          { name: 'create-access-key create-service-specific-credential', operands: '_*', does: 'disclose:credential' },
          {
            name: 'attach-* put-user-policy put-role-policy put-group-policy add-user-to-group create-login-profile',
            operands: '_*',
            does: 'destroy:remote',
          },
          { name: DELETE, operands: '_*', does: 'destroy:remote' },
          { name: '*', options: '--policy-document=file-argument --cli-input-json=file-argument', operands: '_*' },
        ],
      },
      {
        name: 's3api',
        commands: [
          { name: 'get-object get-object-torrent select-object-content', operands: '_* write' },
          { name: DELETE, options: '--body=read', operands: '_*', does: 'destroy:remote' },
          { name: '*', options: '--body=read --policy=file-argument', operands: '_*' },
        ],
      },
      {
        name: 'lambda polly',
        commands: [
          { name: 'invoke synthesize-speech', options: '--payload=file-argument --text=file-argument', operands: '_* write' },
          { name: DELETE, operands: '_*', does: 'destroy:remote' },
          { name: '*', options: '--zip-file=file-argument --payload=file-argument --cli-input-json=file-argument', operands: '_*' },
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
    options: `-t=read --template=read --template-file=read -c= --config-file=project-file:deploy -a|--app=script --profile= --region= --stack-name=
      -s= --stage= -C|--cwd=project:project -o|--output=write --plugin=preload:node --require-approval= --context= --parameters=`,
    operands: '_*',
    otherwise: 'operands',
    inherit: true,
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
      ...STORAGE,
      { name: 'storage', commands: [...STORAGE, { name: '*', options: '--source=', operands: '_*' }] },
      {
        name: 'secrets',
        commands: [
          { name: 'versions', operands: '_*', does: 'disclose:credential' },
          { name: '*', operands: '_*' },
        ],
      },
      {
        name: 'config',
        operands: '_*',
        commands: [
          { name: 'list get get-value', options: '--all', operands: '_*' },
          {
            name: 'configurations',
            commands: [
              { name: 'list describe', operands: '_*' },
              { name: '*', operands: '_*', does: 'at-write:~/.config/gcloud' },
            ],
          },
          { name: '*', operands: '_*', does: 'at-write:~/.config/gcloud' },
        ],
      },
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
      {
        name: 'keyvault',
        commands: [
          {
            name: 'secret key certificate',
            commands: [
              { name: 'show download backup', operands: '_*', does: 'disclose:credential' },
              { name: 'delete* purge', operands: '_*', does: 'destroy:remote' },
              { name: '*', options: '--file=read -f=read', operands: '_*' },
            ],
          },
          { name: 'delete* purge', operands: '_*', does: 'destroy:remote' },
          { name: '*', operands: '_*' },
        ],
      },
      {
        name: 'aks',
        commands: [
          { name: 'get-credentials', options: '-f|--file=write', operands: '_*', does: 'at-write:~/.kube/config' },
          { name: 'delete*', operands: '_*', does: 'destroy:remote' },
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
            commands: [
              { name: 'delete* purge remove', operands: '_*', does: 'destroy:remote' },
              { name: 'download*', options: '-f|--file=write -d|--destination=write --dest=write --path=', operands: '_*' },
            ],
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
      { name: 'destroy run-all', syntax: 'dash', options: TF_VARS, operands: '_*', does: 'destroy:remote' },
      {
        name: 'plan init refresh validate test get providers graph show console',
        syntax: 'dash',
        options: TF_VARS,
        operands: 'place:project*',
      },
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
    name: `vercel netlify wrangler firebase flyctl fly heroku railway supabase render surge now doctl linode-cli hcloud scw vultr-cli`,
    options: `--token= -t= --cwd=project:project --config=project-file:deploy -c= --project= -a|--app= -P= --site= -s= --org= --prod --scope= -S=
      -A= --local-config=project-file:deploy`,
    operands: '_*',
    otherwise: 'operands',
    inherit: true,
    commands: [
      {
        name: 'deploy publish up release',
        options: '--prod --dir=read -d= --functions= --message= -m= --yes -y --env= --only= --dry-run -p=',
        operands: 'read?',
        does: 'destroy:publication',
      },
      {
        name: 'rm remove delete destroy rollback pg:reset apps:destroy addons:destroy',
        options: '-y --yes --force -f --safe',
        operands: '_*',
        does: 'destroy:remote',
      },
      {
        name: 'db',
        operands: '_*',
        otherwise: 'operands',
        commands: [{ name: 'reset push', options: '--linked --local --db-url=', operands: '_*', does: 'destroy:remote' }],
      },
      { name: 'run exec run:detached run:inside', options: '-a= -s= --dev --region= -e= --env= -x', stop: 1, operands: 'command:remote' },
      { name: 'local:run', options: '-e=read --env=read -p= --port=', stop: 1, operands: 'command -- command' },
      { name: 'ssh console', options: '-C|--command=script:remote -a= -s= --region= -u=', operands: '_*' },
      { name: 'env secrets secret config', options: '-e= --app= --json', operands: '_*', does: 'disclose:credential' },
      {
        name: `dev start serve emulators functions build logs list ls login logout whoami link init status info open projects apps domains alias
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
      --add-dir= -C|--cd=enter --sandbox=config-name:policy -s= -a= --ask-for-approval=config-name:policy
      --permission-mode=config-name:policy --allowedTools= --message=`,
    operands: '_*',
  },
  {
    name: 'portcullis',
    commands: [
      {
        name: 'check analyse explain lint doctor test coverage fuzz bench diff replay config execpolicy network sandbox completion',
        operands: '_*',
      },
      {
        name: 'mcp',
        commands: [
          { name: 'check verify', operands: '_*' },
          { name: '*', operands: '_*', does: 'config-name:policy' },
        ],
      },
      // Every other command writes policy, starts servers that answer for it, or hands over what they remember.
      { name: '*', operands: '_*', does: 'config-name:policy' },
    ],
  },
];
