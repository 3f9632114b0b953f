/** Files as a whole: copied, moved, removed, created, listed. */
import type { ProgramRow } from '../row.ts';

export const COREUTILS: readonly ProgramRow[] = [
  {
    name: 'ls dir vdir gls',
    // Numbers for GNU, switches for BSD.
    options: `-I|--ignore= -w|--width=read -T|--tabsize=read --block-size= --hide= --format= --sort= --time= --time-style= --quoting-style=
      --indicator-style= -D --color? --classify? --hyperlink? -L|--dereference -s -t -aAbBcCdfFgGhHiklmnNopqQrRSuUvxXZ1`,
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'exa eza lsd',
    options: `-I|--ignore-glob= -w|--width= -L|--level= --depth= -s|--sort= -t|--time= --time-style= --color? --colour? --icons? --classify?
      --git-ignore -aAbBdDfFgGhHilmnoOPrRSTuUxXZ1`,
    operands: 'read*',
    mark: 'reader',
  },
  { name: 'cat gcat', options: '-AbeEnstTuv --number', operands: 'read*', mark: 'reader' },
  {
    name: 'cp gcp',
    options: `-t|--target-directory=write@into -S|--suffix= -r|-R|--recursive@recursive -a|--archive@recursive --backup? --preserve?
      --no-preserve= --reflink? --sparse= --context? --parents -T|--no-target-directory -bdfHilLnpPsuvxXcZ`,
    operands: [
      ['into', 'recursive?tree|read*'],
      ['', 'recursive?tree|read+ write'],
    ],
  },
  {
    name: 'mv gmv',
    options:
      '-t|--target-directory=write@into -S|--suffix= --backup? --update? -T|--no-target-directory --strip-trailing-slashes --exchange -bfhinuvZ',
    operands: [
      ['into', 'move*'],
      ['', 'move+ write'],
    ],
  },
  {
    name: 'rm grm',
    options:
      '-r|-R|--recursive@recursive -f|--force -i -I -d|--dir -v|--verbose --interactive? --one-file-system --preserve-root? --no-preserve-root!destroy:machine -P -W -x',
    operands: 'recursive?delete-tree|delete*',
  },
  { name: 'rmdir unlink', options: '-p|--parents -v|--verbose --ignore-fail-on-non-empty', operands: 'delete*' },
  {
    name: 'rimraf del-cli del trash trash-put',
    options: '-f -v -i --glob? --no-glob --preserve-root --no-preserve-root --impl= --tmp= --max-retries= --retry-delay= --verbose',
    operands: 'delete-tree*',
  },
  {
    name: 'ln gln link',
    options: '-t|--target-directory=link@into -S|--suffix= --backup? -T|--no-target-directory -s|--symbolic -bdfFhiLnPrvw',
    operands: [
      ['into', 'read*'],
      ['', 'read+ link~at-write:.'],
    ],
  },
  { name: 'mkdir mkdirp', options: '-m|--mode= -p|--parents -v|--verbose -Z --context?', operands: 'write*' },
  { name: 'touch', options: '-d|--date= -t= -r|--reference=read -A= --time= -acfhm --no-create', operands: 'write*' },
  {
    name: 'chmod',
    options:
      '-R|--recursive@recursive --reference=settings-file@reference -c|--changes -f|--silent|--quiet -v|--verbose --preserve-root --no-preserve-root -rwxXst@reference -H -L -P -h',
    operands: [
      ['reference', 'recursive?attributes-tree|attributes*'],
      ['', 'chmod-mode recursive?attributes-tree|attributes*'],
    ],
  },
  {
    name: 'chown chgrp',
    options:
      '-R|--recursive@recursive --from= --reference=read@reference -c -f -v -h -H -L -P --dereference --no-dereference --preserve-root --no-preserve-root',
    operands: [
      ['reference', 'recursive?attributes-tree|attributes*'],
      ['', '_ recursive?attributes-tree|attributes*'],
    ],
  },
  { name: 'chattr', options: '-R@recursive -V -f -v= -p= +=', operands: 'recursive?attributes-tree|attributes*' },
  {
    name: 'setfacl',
    options:
      '-m|--modify= -M|--modify-file=read -x|--remove= -X|--remove-file=read -b -k -n -d -R|--recursive@recursive -L -P --set= --set-file=read --mask --restore=read --test',
    operands: 'recursive?attributes-tree|attributes*',
  },
  { name: 'setfattr xattr', options: '-n|--name= -v|--value= -x|--remove= -h --restore=read -w -d -p -l -r -c', operands: 'attributes*' },
  { name: 'setcap', options: '-q -v -r -n=', operands: '_ attributes*', does: 'destroy:permissions' },
  { name: 'getfacl getfattr lsattr getcap', options: '-R -n= -d -m= -e= -h -a -p -c -t -s -v -r', operands: 'read*', mark: 'reader' },
  {
    name: 'install ginstall',
    options: `-m|--mode= -o|--owner= -g|--group= -d|--directory@directory -t|--target-directory=write@into -S|--suffix= -s|--strip
      --strip-program=program --backup? --context? -b -c -C -D -p -T -v -Z`,
    operands: [
      ['directory', 'write*'],
      ['into', 'read*'],
      ['', 'read+ write'],
    ],
  },
  {
    name: 'dd dcfldd',
    syntax: 'pairs',
    options: 'if=read of=write bs= ibs= obs= cbs= count= skip= seek= iseek= oseek= conv= iflag= oflag= status=',
    operands: '_*',
  },
  { name: 'truncate', options: '-s|--size= -r|--reference=read -c|--no-create -o|--io-blocks', operands: 'write*' },
  { name: 'fallocate', options: '-o|--offset= -l|--length= -n -c -d -i -p -v -x -z', operands: 'write' },
  { name: 'shred', options: '-n|--iterations= -s|--size= --random-source=read -u --remove? -f -v -x -z', operands: 'delete*' },
  { name: 'mktemp', options: '-p=write --tmpdir?write --suffix= -d -u -q -t -V', operands: 'write?' },
  { name: 'mkfifo', options: '-m|--mode= -Z --context?', operands: 'write*' },
  { name: 'mknod', options: '-m|--mode= -Z --context?', operands: 'write _*' },
  {
    name: 'readlink realpath basename dirname pathchk greadlink grealpath',
    options: '-a|--multiple -s|--suffix= --relative-to= --relative-base= -efmnqvzLPp',
    operands: '_*',
    mark: 'reader',
  },
  { name: 'stat gstat', options: '-c|--format= --printf= -f -F -l -L -n -q -r -s -t=read -x --cached=', operands: 'read*', mark: 'reader' },
  {
    name: 'file',
    options:
      '-m|--magic-file=read -M=read -f|--files-from=read -C|--compile!at-note:magic.mgc -F|--separator= -P|--parameter= -e|--exclude= --exclude-quiet= -bcdDEhiIklLnNprsSvzZ0 --mime --mime-type --brief',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'ncdu',
    options: '-o=write -f=read -x -q -r --exclude= -X=read --color=',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'du gdu dust',
    options:
      '-d|--max-depth= --exclude= -X|--exclude-from=read --files0-from=read -t|--threshold= -B|--block-size= -I= --time? --time-style= -f=read -n= -abcDhHklLmPsSx0',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'df gdf',
    options: '-B|--block-size= -t|--type= -T=read -x|--exclude-type= --output? -aghHikKlmPvcnY',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'tree',
    options:
      '-o=write -L= -I= -P=name -H= -T= --charset= --filelimit= --fromfile --fromtabfile --gitfile=read --infofile=read --timefmt= --sort? --filesfirst -adfilxpsugDFqNQrtUcvSACnXJhR --dirsfirst --noreport --gitignore --prune --du --si',
    operands: 'read*',
    mark: 'reader',
  },
  { name: 'sync', options: '-d|--data -f|--file-system', operands: '_*' },
  {
    name: 'lsof',
    options: '-a -b -c= -d= -D= -F? -g? -i? -k= -m= -n -N -o? -p= -P -r? -s? -S? -t -T? -u= -U -v -V -w -x? -X -z? -Z? +=',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'fuser',
    options: '-k|--kill!destroy:process -s|--silent -m|--mount= -M -n|--namespace= -a -i -l -u -v -c -#',
    operands: 'read*',
  },
  { name: 'rename prename', options: '-e=code:perl -E=code:perl -n -v -f -i -a -l -o -0 -d -s -p', operands: 'code:perl write*' },
  { name: 'namei', options: '-x -m -o -l -n -v', operands: 'read*', mark: 'reader' },
  {
    name: 'open xdg-open gio sensible-browser opener opn',
    options: '-a=program -b= -e -t -f -F -W -R -n -g -j -h -u= --args -i= -o= --env=setting --stdin= --stdout= --stderr=',
    operands: 'opened*',
  },
  {
    name: 'cpio',
    options:
      '-i|--extract@extract -o|--create -p|--pass-through@pass -t|--list@list -F|--file=read -I=read -O=write -D|--directory=enter -H|--format= -E|--pattern-file=read -R|--owner= -C|--io-size= -M|--message= --rsh-command=script --no-absolute-filenames@relative --to-stdout -abBcdfklLmnrsuvV0A',
    operands: [
      ['pass', 'write'],
      ['', '_*'],
    ],
    does: 'extract>at-write:. extract>relative?_|at-write:/',
  },
];
