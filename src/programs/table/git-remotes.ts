/** git: subcommands that talk to other repositories, or hold them. Reference: git's manual pages. */
import type { ProgramRow } from '../row.ts';

const TRANSFER = `--upload-pack=script -o|--server-option= --depth= --deepen= --shallow-since= --shallow-exclude= --refmap= -j|--jobs= --filter=
      --negotiation-tip= --recurse-submodules? --recurse-submodules-default= --multiple --all -a -p -P -n -t -k -f -v -q -4 -6 --prune
      --tags --force`;

export const GIT_REMOTES: readonly ProgramRow[] = [
  {
    name: 'push',
    options: `--receive-pack=script --exec=script -o|--push-option= --repo=git-place -f|--force!destroy:remote --force-with-lease?!destroy:remote
      -d|--delete!destroy:remote --mirror!destroy:remote --prune!destroy:remote --force-if-includes --all --branches --tags --follow-tags
      -u|--set-upstream --signed? --recurse-submodules= -n|--dry-run --porcelain -q -v --progress --thin --no-verify --atomic -4 -6`,
    operands: 'git-place? refspec*',
  },
  { name: 'fetch', options: TRANSFER, operands: 'git-place? fetched*' },
  {
    name: 'pull',
    options: `${TRANSFER} -r|--rebase? -s|--strategy= -X|--strategy-option= -S? --gpg-sign? --log? --stat --commit --no-commit --ff --no-ff
      --ff-only --squash --autostash`,
    operands: 'git-place? _*',
  },
  {
    name: 'clone',
    options: `-u|--upload-pack=script -c|--config=git-setting --template=config-inline:settings --reference=config:repository
      --reference-if-able=config:repository --separate-git-dir=write -o|--origin= -b|--branch= --depth= --shallow-since=
      --shallow-exclude= -j|--jobs= --filter= --recurse-submodules? --bundle-uri=url --server-option= --ref-format= --revision= -l -s -q
      -v -n --bare --mirror --single-branch --no-tags --recursive --dissociate --sparse --local --shared`,
    operands: 'git-place write?',
  },
  {
    name: 'ls-remote',
    options: `--upload-pack=script --exec=script -o|--server-option= --sort= -h --heads -b --branches -t --tags -q --refs --get-url --symref
      --exit-code`,
    operands: 'git-place? _*',
  },
  {
    name: 'remote',
    options: '-v --verbose',
    operands: '_*',
    commands: [
      { name: 'add', options: '-t= -m= -f --tags --no-tags --mirror?', operands: '_ git-place' },
      { name: 'set-url', options: '--add --delete --push', operands: '_ git-place _?' },
      { name: 'remove rm', operands: '_', does: 'destroy:history' },
      {
        name: 'rename show prune update get-url set-head set-branches',
        options: '-n -p --push --all -a -d --add --prune --dry-run',
        operands: '_*',
      },
    ],
  },
  {
    name: 'submodule',
    options: '-q --quiet --cached',
    operands: '_*',
    commands: [
      { name: 'foreach', options: '--recursive -q --quiet', stop: 1, operands: 'scripts' },
      {
        name: 'add',
        options: '-b|--branch= --name= --reference=config:repository --ref-format= --depth= -f --force',
        operands: 'git-place write?',
      },
      { name: 'set-url', options: '-q', operands: '_ git-place' },
      {
        name: 'update',
        options: `--init --remote -N -f --checkout --merge --rebase --recursive --reference=config:repository --depth= --jobs= -j= --filter=
      --recommend-shallow --single-branch --progress`,
        operands: '_*',
      },
      { name: 'deinit', options: '-f|--force!destroy:changes --all', operands: 'delete-tree*' },
      {
        name: 'status init summary sync set-branch absorbgitdirs',
        options: '--recursive --cached --files -n= -d -b= --branch=',
        operands: '_*',
      },
    ],
  },
  {
    name: 'send-email',
    options: `--smtp-server=host --sendmail-cmd=script --to-cmd=script --cc-cmd=script --header-cmd=script --to= --cc= --bcc= --from= --subject=
      --smtp-user= --smtp-pass= --smtp-server-port= --smtp-encryption= --smtp-ssl-cert-path=read --confirm= --in-reply-to= --compose
      --annotate --dry-run`,
    operands: 'read*',
  },
  { name: 'imap-send request-pull', operands: '_ git-place? _*' },
  {
    name: 'daemon',
    options: `--listen=listen@bound --port= --base-path= --interpolated-path= --user-path? --access-hook=program --pid-file=write --user=privilege:user
      --group= --export-all --detach --reuseaddr`,
    operands: 'read*',
    does: 'bound?_|at-listen',
  },
  {
    name: 'instaweb',
    options: '--httpd=script -d= -b|--browser=program -p|--port= -m= --start --stop --restart -l --local',
    does: 'at-program:git-instaweb',
  },
  {
    name: `svn p4 cvsimport cvsexportcommit cvsserver http-backend http-fetch http-push remote-http remote-https remote-fd
      upload-pack upload-archive receive-pack fetch-pack send-pack shell`,
    options: '--upload-pack=script --receive-pack=script --exec=script',
    operands: 'git-place* _*',
    otherwise: 'operands',
  },
  { name: 'remote-ext', operands: '_ script' },
  {
    name: 'lfs',
    options: '',
    commands: [
      { name: 'install uninstall update', does: 'at-write:~/.gitconfig' },
      {
        name: 'fetch pull push ls-files status track untrack env logs prune lock unlock locks migrate checkout clone fsck',
        operands: '_*',
      },
    ],
  },
];
