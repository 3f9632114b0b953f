/** Programs that search: their tests name files, their actions write, delete and run. */
import type { ProgramRow } from '../row.ts';

const FIND = `-H -L -P -O+ -D= -E -X -x -s -d -f=read -name=name -iname=name-folded -path=name -ipath=name-folded -wholename=name -iwholename=name-folded -lname=
      -ilname= -regex=name-regex -iregex=name-regex -regextype= -type= -xtype= -size= -empty -mtime= -atime= -ctime= -mmin= -amin= -cmin= -newer=read
      -anewer=read -cnewer=read -newermt= -newerat= -newerct= -newerBt= -newermm=read -newerma=read -newermc=read -newerac=read
      -newercm=read -samefile=read -user= -group= -uid= -gid= -nouser -nogroup -perm= -links= -inum= -fstype= -used= -context= -readable
      -writable -executable -maxdepth= -mindepth= -depth -follow -mount -xdev -daystart -ignore_readdir_race -noignore_readdir_race
      -noleaf -warn -nowarn -help -version -true -false -not -and -or -a -o -print -print0 -ls -prune -quit -printf= -files0-from=read
      -Bmin= -Btime= -flags= -acl -fprint=write -fprint0=write -fls=write -fprintf=write,_ -delete@delete!destroy:data -exec;command-found
      -execdir;command-found -ok;command-found -okdir;command-found`;

const CONTEXT = '-A|--after-context= -B|--before-context= -C|--context= -m|--max-count= --color? --colour? -#';

export const SEARCH: readonly ProgramRow[] = [
  {
    name: 'find gfind',
    syntax: 'dash',
    options: FIND,
    operands: 'delete?search-start:delete|search-start*~delete?at-delete-below:.|_',
    mark: 'reader',
  },
  {
    name: 'fd fdfind',
    options: `-x|--exec;command-found:append -X|--exec-batch;command-found:append -t|--type= -e|--extension= -E|--exclude= -d|--max-depth=
      --min-depth= --exact-depth= -S|--size= --changed-within= --changed-before= --newer= --older= -o|--owner= -c|--color= -j|--threads=
      --base-directory=enter --search-path=read --ignore-file=read --and= --format= --max-results= --max-buffer-time= --path-separator=
      --strip-cwd-prefix? --batch-size= --gen-completions? -HIuLapsil0qg -1 --hidden --no-ignore --unrestricted`,
    operands: 'name? tree*',
    mark: 'reader',
  },
  {
    name: 'grep egrep fgrep rgrep zgrep zegrep zfgrep bzgrep xzgrep zstdgrep ggrep',
    options: `${CONTEXT} -e|--regexp=@pattern -f|--file=read@pattern -r|--recursive@recursive -R|--dereference-recursive@recursive --include=name
      --exclude= --exclude-from=read --exclude-dir= --label= -d|--directories= -D|--devices= --binary-files= -EFGPivwxcLlqsobHhnTUzZayI
      --line-number`,
    operands: [
      ['pattern', 'recursive?tree|read*~recursive?at-tree:.|_'],
      ['', '_ recursive?tree|read*~recursive?at-tree:.|_'],
    ],
    mark: 'reader',
  },
  {
    name: 'rg ripgrep',
    options: `${CONTEXT} -e|--regexp=@pattern -f|--file=read@pattern --files@pattern --type-list@pattern --pre=program --pre-glob=
      --hostname-bin=program -g|--glob=name --iglob=name --ignore-file=read -t|--type= -T|--type-not= --type-add= --type-clear=
      -.|--hidden@hidden -M|--max-columns= -j|--threads= -E|--encoding= -r|--replace= --sort= --sortr= --colors= --context-separator=
      --field-match-separator= --field-context-separator= --engine= -d|--max-depth= --maxdepth= --max-filesize= --path-separator=
      --dfa-size-limit= --regex-size-limit= --hyperlink-format= --generate= -abcFHhIilLNnopPqsSuUvVwxz0`,
    operands: [
      ['pattern', 'tree*~hidden?at-tree:.|_'],
      ['', '_ tree*~hidden?at-tree:.|_'],
    ],
    mark: 'reader',
  },
  {
    name: 'ag ack ack-grep',
    options: `${CONTEXT} --pager=script -p|--path-to-ignore=read --ackrc=option-file:ack -G|--file-search-regex=name -g=@pattern -f@pattern
      --ignore= --ignore-dir= --ignore-file= --output= --type= --type-set= --type-add= --files-from=read -x --depth= --workers= -W= -t -T=
      -acDFHhiklLnoQrRsSuUvwz --match=@pattern`,
    operands: [
      ['pattern', 'tree*'],
      ['', '_ tree*'],
    ],
    mark: 'reader',
  },
  { name: 'locate mlocate plocate', options: '-d|--database=read -l|--limit= -n= -cbeAiwrpPqS0', operands: 'name*', mark: 'reader' },
  { name: 'updatedb', options: '-o|--output=write -U|--database-root= -l= -e= -n= --prunepaths= --localpaths=', operands: '_*' },
  { name: 'look', options: '-t= -adf', operands: '_ read?', mark: 'reader' },
];
