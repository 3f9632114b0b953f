/** git: what its options start, which subcommands destroy, where other repositories come in. Reference: git's manual pages. */
import type { ProgramRow } from '../row.ts';
import { GIT_REMOTES } from './git-remotes.ts';

const DIFF = `--output=write -O=read --ext-diff!code-stdin:git --textconv!code-stdin:git -S= -G= -U|--unified= --stat? --diff-filter= -l= --color? --color-moved? --word-diff?
      --word-diff-regex= --src-prefix= --dst-prefix= --line-prefix= --ws-error-highlight= --anchored= --diff-algorithm=
      --inter-hunk-context= --submodule? --ignore-submodules? -M? -C? -B? -X? --relative? --output-indicator-new= --output-indicator-old=
      --output-indicator-context= --find-object= --skip-to= --rotate-to= --find-renames? --abbrev? --dirstat? --cumulative -p -u -s -R -w
      -b -a -z --raw --patch --name-only --name-status --numstat --shortstat --summary --check --full-index --binary --exit-code --quiet
      --minimal --patience --histogram --cached --staged --merge-base`;
const LOG = `-n|--max-count= --skip= --since= --after= --until= --before= --since-as-filter= --author= --committer= --grep= --grep-reflog=
      --format= --pretty? --date= -L= --decorate? --decorate-refs= --decorate-refs-exclude= --remotes? --branches? --tags? --glob=
      --exclude= --encoding= --min-parents= --max-parents= --no-walk? --show-notes? --notes? -# -g -c -m -i -E -F -P -t -q --all --oneline
      --graph --follow --reverse --merges --no-merges --first-parent --topo-order --date-order --show-signature --stdin`;
const MESSAGE = '-m|--message= -F|--file=read --cleanup= -S? --gpg-sign? -e --edit -n --signoff --no-verify';
const READS = 'revision* -- read*';

const HISTORY: readonly ProgramRow[] = [
  {
    name: 'reset',
    options: `--hard!destroy:changes --merge!destroy:changes --keep --soft --mixed -q|--quiet -p|--patch -N --pathspec-from-file=read`,
    operands: '_* -- _*',
  },
  {
    name: 'branch',
    options: `-D!destroy:history -M!destroy:history -C!destroy:history -f|--force!destroy:history -d|--delete -m|--move -c|--copy
      -u|--set-upstream-to= --contains? --no-contains? --merged? --no-merged? --points-at= --format= --sort= --color? --column? --abbrev?
      -r -a -v -l -t -q -i --show-current --list --unset-upstream --edit-description`,
    operands: '_*',
  },
  {
    name: 'tag',
    options: `-d|--delete!destroy:history -f|--force!destroy:history -m= -F|--file=read -u|--local-user= -n? -l|--list -a -s -v -e -i --sort=
      --format= --contains? --no-contains? --merged? --no-merged? --points-at= --cleanup= --color? --column?`,
    operands: '_*',
  },
  {
    name: 'stash',
    options: '-m|--message= -p -k -u -a -S -q --pathspec-from-file=read',
    operands: '_*',
    otherwise: 'operands',
    commands: [
      { name: 'drop', options: '-q', operands: '_*', does: 'destroy:history' },
      { name: 'clear', does: 'destroy:history' },
      { name: 'push save', options: '-m|--message= -p -k -u -a -S -q --pathspec-from-file=read', operands: '_*' },
      { name: 'show', options: `${DIFF} --include-untracked --only-untracked`, operands: '_*' },
      { name: 'list', options: LOG, operands: '_*' },
      { name: 'pop apply branch create store export import', options: '-m= --index -q', operands: '_*' },
    ],
  },
  {
    name: 'reflog',
    options: LOG,
    operands: '_*',
    otherwise: 'operands',
    commands: [
      {
        name: 'expire',
        options: '--expire= --expire-unreachable= --all -n --dry-run --rewrite --updateref --stale-fix --verbose',
        operands: '_*',
        does: 'destroy:history',
      },
      { name: 'delete drop', options: '--all -n --dry-run --rewrite --updateref', operands: '_*', does: 'destroy:history' },
      { name: 'show list exists', options: LOG, operands: '_*' },
    ],
  },
  { name: 'gc', options: '--prune?!destroy:history --aggressive --auto -q --force --keep-largest-pack --cruft --max-cruft-size=' },
  { name: 'prune', options: '-n@dry -v --progress --expire=', operands: '_*', does: 'dry?_|destroy:history' },
  {
    name: 'update-ref',
    options: '-d!destroy:history -m= --stdin!destroy:history -z --no-deref --create-reflog',
    operands: '_*',
    does: 'destroy:history',
  },
  { name: 'symbolic-ref', options: '-d|--delete!destroy:history -m= -q --short', operands: '_*' },
  { name: 'replace', options: '-d!destroy:history -f -e -l --graft --format=', operands: '_*' },
  {
    name: 'filter-branch',
    options: `--env-filter=script --tree-filter=script --index-filter=script --parent-filter=script --msg-filter=script --commit-filter=script
      --tag-name-filter=script --setup=script --subdirectory-filter= --original= -d=write --state-branch= --prune-empty -f`,
    operands: '_*',
    does: 'destroy:history',
  },
  {
    name: 'filter-repo',
    options: `--blob-callback=code:python --commit-callback=code:python --filename-callback=code:python --message-callback=code:python
      --name-callback=code:python --email-callback=code:python --refname-callback=code:python --tag-callback=code:python
      --reset-callback=code:python --source=config:repository --target=config:repository --replace-text=read --path=
      --paths-from-file=read`,
    does: 'destroy:history',
  },
  {
    name: 'rebase',
    options: `-x|--exec=script -s|--strategy= -X|--strategy-option= --onto= -C= --whitespace= -S? --gpg-sign? --empty= --rebase-merges? -i -k -m
      -f -q -v -n -r --root --autosquash --autostash --continue --abort --skip --quit`,
    operands: '_*',
  },
  {
    name: 'bisect',
    commands: [
      { name: 'run', stop: 1, operands: 'command' },
      { name: 'replay', operands: 'read' },
      { name: 'start good bad new old skip reset visualize view log terms help', operands: '_*' },
    ],
  },
  {
    name: 'worktree',
    commands: [
      {
        name: 'add',
        options: '-b= -B= --reason= -f --force --lock --orphan --track --detach --checkout --no-checkout -q',
        operands: 'write _?',
      },
      { name: 'remove', options: '-f|--force!destroy:changes', operands: 'delete-tree' },
      { name: 'move', options: '-f', operands: 'move write' },
      { name: 'list lock unlock prune repair', options: '--reason= --expire= -n -v --porcelain -z', operands: '_*' },
    ],
  },
];

const FILES: readonly ProgramRow[] = [
  {
    name: 'restore',
    options: `-s|--source= -S|--staged@staged -W|--worktree@worktree -p -q --conflict= --ours --theirs -m --ignore-unmerged --overlay --no-overlay
      --pathspec-from-file=read`,
    operands: 'worktree?taken-back|staged?_|taken-back*',
  },
  {
    name: 'checkout',
    options: `-b= -B= --orphan= -f|--force!destroy:changes --conflict= --ours --theirs -p|--patch --pathspec-from-file=read -d --detach -t
      --track? -l -m -q --progress --guess --no-guess --ignore-other-worktrees --recurse-submodules?`,
    operands: 'checkout-target* -- taken-back*',
  },
  {
    name: 'switch',
    options: `-c|--create= -C|--force-create= --orphan= --discard-changes!destroy:changes -f|--force!destroy:changes --conflict= -d --detach -t
      --track? -m -q --guess`,
    operands: '_*',
  },
  {
    name: 'clean',
    options: '-f|--force!dry?_|destroy:changes -n|--dry-run@dry -d -x -X -i|--interactive -q -e|--exclude=',
    operands: 'dry?_|delete-tree*~dry?_|at-delete:.',
  },
  {
    name: 'rm',
    options: '-r --cached@cached -f|--force -n|--dry-run@cached -q --ignore-unmatch --sparse --pathspec-from-file=read',
    operands: 'cached?_|delete-tree*',
  },
  { name: 'mv', options: '-f -k -n -v --sparse', operands: 'move+ write' },
  {
    name: 'add stage',
    options: '--chmod= --pathspec-from-file=read -n -v -f -i -p -e -u -A -N --all --update --intent-to-add --renormalize --sparse',
    operands: 'read*',
  },
  {
    name: 'commit',
    options: `${MESSAGE} -t|--template=read -C|--reuse-message= -c|--reedit-message= --author= --date= --fixup= --squash= --trailer=
      --pathspec-from-file=read -u? --untracked-files? -s -a -v -q -z -o -i -p --all --amend --no-edit --allow-empty --allow-empty-message
      --dry-run --porcelain --short`,
    operands: '_*',
  },
  {
    name: 'merge',
    options: `${MESSAGE} -s|--strategy= -X|--strategy-option= --into-name= --log? -q -v --ff --no-ff --ff-only --squash --no-commit --abort
      --continue --quit`,
    operands: '_*',
  },
  {
    name: 'cherry-pick revert',
    options: `-m|--mainline= -X= --strategy= --cleanup= -S? --gpg-sign? --empty= -e -n -s -x --continue --skip --abort --quit --no-commit
      --no-edit --allow-empty`,
    operands: '_*',
  },
  {
    name: 'am',
    options: `-p= --directory= --exclude= --include= -C= --whitespace= --patch-format= -S? --gpg-sign? --empty= --resolvemsg= -3 -s -k -q -u -i -b
      --continue --skip --abort`,
    operands: 'read*',
    does: 'at-write:.',
  },
  {
    name: 'apply',
    options: `-p= --directory= --exclude= --include= -C= --whitespace= --build-fake-ancestor=write -R -3 -v -z -N --index --cached --check@dry
      --stat@dry --numstat@dry --summary@dry --apply --reject --unsafe-paths!at-write:/ --recount`,
    operands: 'read*',
    does: 'dry?_|at-write:.',
  },
  {
    name: 'format-patch',
    options: `${DIFF} -o|--output-directory=write --start-number= --in-reply-to= --subject-prefix= --rfc? --to= --cc= --add-header= --signature=
      --signature-file=read --suffix= --base= -v|--reroll-count= --attach? --inline? --thread? --interdiff= --range-diff= --from?
      --creation-factor= --filename-max-length= -n -N -k -# --stdout --cover-letter --numbered --root --signoff`,
    operands: READS,
  },
  {
    name: 'archive',
    options: `--remote=git-place --exec=script -o|--output=write --prefix= --add-file=read --add-virtual-file= --format= --mtime=
      --worktree-attributes -l -v -#`,
    operands: READS,
  },
  {
    name: 'bundle',
    commands: [
      { name: 'create', options: '-q --progress --version=', operands: 'write revision*' },
      { name: 'verify list-heads unbundle', operands: 'read _*' },
    ],
  },
  {
    name: 'init',
    options: `--template=config-inline:settings --separate-git-dir=write -b|--initial-branch= --object-format= --ref-format= --shared? --bare -q`,
    operands: 'write?',
  },
  {
    name: 'read-tree',
    options: '--reset!destroy:changes -u -m -i -n -q -v --aggressive --prefix= --index-output=write',
    operands: '_*',
  },
  {
    name: 'checkout-index',
    options: '-f|--force!destroy:changes -u|--index -a|--all -n -q --prefix=write --stage= --temp --stdin -z',
    operands: '_*',
  },
  {
    name: `sparse-checkout notes rerere update-index write-tree mktree mktag commit-tree pack-refs repack commit-graph
      multi-pack-index merge-tree merge-one-file replay`,
    options: '-m= -F=read -C= -c= -u -i -a -d -f -q',
    operands: '_*',
    otherwise: 'operands',
  },
  {
    name: 'merge-file',
    options: '-L= -p|--stdout@stdout -q --ours --theirs --union --diff3 --zdiff3 --marker-size= --diff-algorithm= --object-id@stdout',
    operands: 'stdout?read|write read*',
  },
  { name: 'merge-index', options: '-o -q -a', operands: 'program _*' },
  {
    name: 'maintenance',
    commands: [
      { name: 'start stop register unregister', options: '--scheduler= --config-file=write', does: 'config-name:settings' },
      { name: 'run', options: '--task= --schedule? --auto --quiet' },
    ],
  },
  { name: 'hash-object', options: '-t= --path= -w --stdin --stdin-paths --no-filters --literally', operands: 'read*' },
  {
    name: 'unpack-objects index-pack pack-objects unpack-file prune-packed',
    options: '-o=write --keep? --index-version= --threads= --max-input-size=',
    operands: '_*',
  },
  {
    name: 'fast-import fast-export',
    options: '--export-marks=write --import-marks=read --import-marks-if-exists=read --export-pack-edges=write',
    operands: '_*',
    does: 'destroy:history',
  },
  {
    name: 'interpret-trailers',
    options: '--in-place@edit --trailer= --where= --if-exists= --if-missing= --parse --only-trailers',
    operands: 'edit?write|read*',
  },
  { name: 'mailinfo mailsplit quiltimport', options: '-o=write --patches=read --series=read --author=', operands: 'write*' },
];

const SETTINGS: readonly ProgramRow[] = [
  {
    name: 'config',
    options: `--global@global --system@system --local --worktree -f|--file=get?read|write --blob= --get@get --get-all@get --get-regexp@get
      --get-urlmatch@get --get-color@get --get-colorbool@get -l|--list@get --add --unset@unset --unset-all@unset --rename-section@unset
      --remove-section@unset --replace-all -e|--edit@edit -z|--null --type= -t= --bool --int --bool-or-int --path --expiry-date --default=
      --value= --comment= --name-only --show-origin --show-scope --includes --no-includes --fixed-value --all --regexp --append --url=`,
    operands: [
      ['get', '_*'],
      ['unset', '_*'],
      ['edit', '_*'],
      ['', '_ global?git-value:global|system?git-value:system|git-value?'],
    ],
    does: 'edit>global?at-write:~/.gitconfig|_ unset>global?at-write:~/.gitconfig|_',
    otherwise: 'operands',
    commands: [
      {
        name: 'get list',
        options: `--global --system --local --worktree -f|--file=read --blob= --all --regexp --value= --fixed-value --default= --url= --type= -z
      --show-origin --show-scope --show-names --name-only --includes`,
        operands: '_*',
      },
      {
        name: 'set',
        options: `--global@global --system@system --local --worktree -f|--file=write --all --append --value= --comment= --fixed-value --type=`,
        operands: '_ global?git-value:global|system?git-value:system|git-value',
      },
      {
        name: 'unset rename-section remove-section',
        options: '--global@global --system --local --worktree -f|--file=write --all --value=',
        operands: '_*',
        does: 'global>at-write:~/.gitconfig',
      },
      {
        name: 'edit',
        options: '--global@global --system --local --worktree -f|--file=write',
        does: 'global?at-write:~/.gitconfig|at-write:.git/config',
      },
    ],
  },
  {
    name: 'difftool',
    options: `${DIFF} -x|--extcmd=script -t|--tool= -y -d -g --gui --prompt --no-prompt --dir-diff --trust-exit-code`,
    operands: READS,
  },
  { name: 'mergetool', options: '-t|--tool= -y -g -O=read --gui --prompt --no-prompt', operands: '_*' },
  { name: 'credential', commands: [{ name: 'fill', does: 'disclose:credential' }, { name: 'approve reject capability' }] },
  {
    name: 'credential-store credential-cache credential-manager credential-osxkeychain credential-libsecret',
    options: '--file=write --socket=write --timeout=',
    operands: '_*',
    does: 'disclose:credential',
    otherwise: 'operands',
  },
  { name: 'hook', commands: [{ name: 'run', options: '--to-stdin=read --ignore-missing', operands: 'task:git-hook _* -- _*' }] },
  { name: 'help', options: '-a -g -i -m -w|--web!code-stdin:browser -c --all --man --info', operands: '_*' },
];

const READING: readonly ProgramRow[] = [
  {
    name: 'status',
    options: `-u|--untracked-files? --porcelain? --ignored? --ignore-submodules? --column? --find-renames? -s -b -v -z --short --branch --long
      --show-stash`,
    operands: '_*',
  },
  {
    name: 'diff',
    options: `${DIFF} --no-index@files -0 -1 -2 -3 --base --ours --theirs`,
    operands: [
      ['files', 'read*'],
      ['', READS],
    ],
  },
  {
    name: 'log show whatchanged shortlog rev-list range-diff cherry',
    options: `${DIFF} ${LOG} --bisect --count --objects`,
    operands: READS,
  },
  { name: 'diff-tree diff-index diff-files', options: `${DIFF} -r -t -m -c --root --stdin --pretty? --format=`, operands: READS },
  {
    name: 'blame annotate',
    options: `-L= --contents=read --ignore-rev= --ignore-revs-file=read -S=read --since= --date= --abbrev= -M? -C? -b -l -t -f -n -s -e -w -p
      --root --porcelain --reverse`,
    operands: READS,
  },
  {
    name: 'grep',
    options: `-O?script --open-files-in-pager?script -e=@pattern -f=read@pattern -A= -B= -C= -m|--max-count= --max-depth= --threads= --color? -#
      -v -i -w -E -G -P -F -n -l -L -c -o -q -p -W -I -a -r -h -H -z --cached --untracked --no-index --column --break --heading
      --all-match --and --or --not`,
    operands: [
      ['pattern', READS],
      ['', `_ ${READS}`],
    ],
  },
  {
    name: 'ls-files',
    options: `-x|--exclude= -X|--exclude-from=read --exclude-per-directory= --with-tree= --format= --abbrev? -c -d -m -o -i -s -u -k -z -t -v -f`,
    operands: '_*',
  },
  {
    name: 'ls-tree',
    options: '--format= --abbrev? -d -r -t -l -z --name-only --name-status --full-name --full-tree --object-only',
    operands: '_*',
  },
  {
    name: 'cat-file',
    options: `--batch? --batch-check? --batch-command? --path= -t -s -e -p --textconv!code-stdin:git --filters!code-stdin:git --batch-all-objects --buffer --unordered`,
    operands: 'revision*',
  },
  {
    name: `rev-parse describe name-rev merge-base show-ref for-each-ref var count-objects check-ignore check-attr check-ref-format
      check-mailmap verify-commit verify-tag verify-pack fsck fsck-objects version show-branch show-index stripspace patch-id column
      get-tar-commit-id ls diagnose bugreport backfill refs last-modified repo survey`,
    options: `--format= --sort= --count= --points-at= --match= --exclude= --candidates= -o=write --output-directory=write --config= --short?
      --abbrev? --default= --prefix= --verify --show-toplevel --git-dir`,
    operands: '_*',
    otherwise: 'operands',
  },
  { name: 'for-each-repo', options: '--config= --keep-going', stop: 1, operands: 'git-command' },
  { name: 'gui citool k gitk', operands: '_*' },
];

export const GIT: readonly ProgramRow[] = [
  {
    name: 'git hub',
    options: `-C=project:repository -c=git-setting --config-env=git-setting:variable --git-dir=config:repository --work-tree=config:repository
      --exec-path?preload:git --namespace= --super-prefix= --attr-source= --list-cmds= -p|--paginate -P|--no-pager --bare!config-name:repository
      --no-replace-objects --no-lazy-fetch --no-optional-locks --no-advice --literal-pathspecs --glob-pathspecs --noglob-pathspecs
      --icase-pathspecs --html-path --man-path --info-path -v|--version -h|--help`,
    otherwise: 'plugin',
    commands: [...HISTORY, ...FILES, ...GIT_REMOTES, ...SETTINGS, ...READING],
  },
];
