/** Text: filters that read files and print, and the few of them that write or start something. */
import type { ProgramRow } from '../row.ts';

export const TEXT: readonly ProgramRow[] = [
  {
    name: 'head tail ghead gtail',
    options: `-n|--lines= -c|--bytes= -b= --pid= -s|--sleep-interval= --max-unchanged-stats= -f -F -r -q -v -z --follow? --retry -# +=`,
    operands: 'read*',
    mark: 'reader',
  },
  { name: 'wc gwc', options: '--files0-from=read --total= -clLmw', operands: 'read*', mark: 'reader' },
  {
    name: 'nl',
    options:
      '-b|--body-numbering= -d|--section-delimiter= -f|--footer-numbering= -h|--header-numbering= -i|--line-increment= -l|--join-blank-lines= -n|--number-format= -s|--number-separator= -v|--starting-line-number= -w|--number-width= -p',
    operands: 'read*',
    mark: 'reader',
  },
  { name: 'tac', options: '-s|--separator= -b -r', operands: 'read*', mark: 'reader' },
  {
    name: 'rev paste expand unexpand ul',
    options: '-d|--delimiters= -t|--tabs= -i -a -s -z --first-only',
    operands: 'read*',
    mark: 'reader',
  },
  { name: 'col', options: '-l|--lines= -b -f -h|--tabs -p -x', operands: 'read*', mark: 'reader' },
  // A number for BSD, a switch for GNU: what stands behind it may be a file.
  {
    name: 'fold fmt',
    options: '-w|--width= -p|--prefix= -g|--goal= -l=read -t=read -b -c -s -u -m -n -#',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'pr',
    options:
      '-h|--header= -l|--length= -o|--indent= -w|--width= -W|--page-width= -D|--date-format= -N|--first-line-number= -e? -i? -n? -s? -S? -acdfFJmrtTv -# +=',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'cut gcut',
    options: '-b|--bytes= -c|--characters= -d|--delimiter= -f|--fields= --output-delimiter= -s -n -w -z --complement',
    operands: 'read*',
    mark: 'reader',
  },
  { name: 'tr gtr', options: '-cCdstu --complement --delete --squeeze-repeats --truncate-set1', operands: '_*', mark: 'reader' },
  {
    name: 'sort gsort',
    options: `-o|--output=write --compress-program=program -k|--key= -t|--field-separator= -S|--buffer-size= -T|--temporary-directory=write
      --files0-from=read --random-source=read --batch-size= --parallel= --sort= --check? -bcCdfghiMmnrRsuVz --reverse --unique
      --numeric-sort --human-numeric-sort --version-sort --ignore-case --stable --zero-terminated --merge --debug +=`,
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'uniq guniq',
    options: `-f|--skip-fields= -s|--skip-chars= -w|--check-chars= --group? --all-repeated? -cdDiuz --count --repeated --unique -# +=`,
    operands: 'read? write?',
  },
  { name: 'comm', options: '--output-delimiter= --check-order --nocheck-order --total -123iz', operands: 'read*', mark: 'reader' },
  {
    name: 'join',
    options: '-1= -2= -j= -t= -e= -o= -a= -v= -izs --header --check-order --nocheck-order',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'shuf gshuf',
    options: '-o|--output=write -i|--input-range= -n|--head-count= --random-source=read -e|--echo@echo -r|--repeat -z',
    operands: [
      ['echo', '_*'],
      ['', 'read?'],
    ],
  },
  {
    name: 'split gsplit',
    options:
      '-a|--suffix-length= -b|--bytes= -C|--line-bytes= -l|--lines= -n|--number= --additional-suffix= -t|--separator= --filter=script@filter -p= -d --numeric-suffixes? -x --hex-suffixes? -e -u --verbose -#',
    operands: 'read? filter?_|write?~filter?_|at-write:xaa',
  },
  {
    name: 'csplit',
    options: '-f|--prefix=write@named -b|--suffix-format= -n|--digits= -k -q -s -z',
    operands: 'read _*',
    does: 'named?_|at-write:xx00',
  },
  { name: 'tee gtee', options: '-a|--append -i -p --output-error?', operands: 'write*' },
  { name: 'sponge', options: '-a', operands: 'write?' },
  {
    name: 'od',
    options:
      '-A|--address-radix= -j|--skip-bytes= -N|--read-bytes= -S|--strings? -t|--format= -w|--width? --endian= -abBcdDeFfhHiIlLoOsvxX',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'hexdump hd',
    options: '-n|--length= -s|--skip= -e|--format= -f|--format-file=read -L|--color? -bcCdovxX',
    operands: 'read*',
    mark: 'reader',
  },
  { name: 'xxd', options: '-r -c= -g= -l= -n= -o= -s= -R= -abCdeEipuv', operands: 'read? write?' },
  {
    name: 'strings',
    options: '-n|--bytes= -t|--radix= -e|--encoding= -T|--target= -o -a -f -w -s= -U= -#',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'base64 base32 base58 basenc gbase64',
    options: '-w|--wrap= -b= -i|--input=read -o|--output=write -d|--decode -D --ignore-garbage',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: `md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum shasum crc32 xxhsum`,
    options: '-a|--algorithm= -l|--length= -bcstwzrU0 --check --status --quiet --tag --strict --ignore-missing',
    operands: 'read*',
    mark: 'reader',
  },
  { name: 'md5 sha256 sha1 sha512 rmd160', options: '-s|--string= -c|--check= -pqrtx', operands: 'read*', mark: 'reader' },
  {
    name: 'column',
    options:
      '-s|--separator= -c|--output-width= -o|--output-separator= -N|--table-columns= -R|--table-right= -H|--table-hide= -O|--table-order= -n|--table-name= -T|--table-truncate= -E|--table-noextreme= -W|--table-wrap= -l|--table-columns-limit= -r|--tree= -i|--tree-id= -p|--tree-parent= -t|--table -x -e -d -J -L',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'tsort bc',
    options: '-l|--mathlib -w|--warn -s|--standard -q|--quiet -i|--interactive',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'ptx',
    options: `-b|--break-file=read -i|--ignore-file=read -o|--only-file=read -A -F|--flag-truncation= -G|--traditional@traditional
      -M|--macro-name= -O -R -S|--sentence-regexp= -T -W|--word-regexp= -f|--ignore-case -g|--gap-size= -r|--references -t|--typeset-mode
      -w|--width= --format=`,
    operands: [
      ['traditional', 'read? write?'],
      ['', 'read*'],
    ],
  },
  {
    name: 'colrm factor numfmt seq gseq jot yes sleep gsleep usleep expr gexpr',
    options:
      '-f|--format= -s|--separator= -w|--equal-width -l -q -i -v --from= --to= --field= --header? --suffix= --padding= --round= -d= -t= -b= -p= -r -#',
    operands: '_*',
    mark: 'reader',
  },
  {
    name: 'dc',
    options: '-e|--expression=code:dc@script -f|--file=code-file:dc@script',
    operands: [
      ['script', 'code-file:dc*'],
      ['', 'code-file:dc+~code-stdin:dc'],
    ],
  },
  {
    name: 'diff gdiff colordiff',
    options: `-x|--exclude= -X|--exclude-from=read -I= -F= -U= -C= --from-file=tree --to-file=tree -S= -D= -W|--width= --label= -L= --color?
      --palette= --unified? --context? --horizon-lines= --tabsize= --line-format= --changed-group-format= --unchanged-group-format=
      --starting-file= -abBcdeEilnNpqrstTuvwyZ`,
    operands: 'tree*',
    mark: 'reader',
  },
  { name: 'sdiff diff3', options: '-o|--output=write --diff-program=program -I= -w= --tabsize= -L= -aAbBdeEilmstWxX3', operands: 'read*' },
  { name: 'cmp', options: '-i|--ignore-initial= -n|--bytes= -bls', operands: 'read read? _*', mark: 'reader' },
  {
    name: 'patch',
    options:
      '-i|--input=read -o|--output=write -d|--directory=enter -r|--reject-file=write -p|--strip= -F|--fuzz= -B|--prefix=write -D|--ifdef= -z|--suffix=backup -Y|--basename-prefix=write -V|--version-control= -g|--get= --read-only= --quoting-style= --reject-format= -bcefElnNRstTuvZ --dry-run',
    operands: 'write? read?',
    does: 'at-write:.',
  },
  { name: 'iconv', options: '-f|--from-code= -t|--to-code= -o|--output=write -c -s -l', operands: 'read*' },
  {
    name: 'dos2unix unix2dos mac2unix unix2mac',
    options: '-n|--newfile -c|--convmode= -k -q -o|--oldfile -f -b -e -i? -s -l -m -r -u -v',
    operands: 'write*',
  },
  {
    name: 'gzip gunzip bzip2 bunzip2 xz unxz lzma unlzma lz4 lzip pigz unpigz pbzip2 compress uncompress',
    options:
      '-c|--stdout|--to-stdout@stdout -l|--list@stdout -t|--test@stdout -S|--suffix= -b= -p= -T|--threads= -M= -F= --files? -dfhkLnNqrRsvVzZe19 -#',
    operands: 'stdout?read|write*',
  },
  {
    name: 'zstd unzstd',
    options:
      '-c|--stdout@stdout -l|--list@stdout -t|--test@stdout -o=write@stdout --output-dir-flat=write@stdout --output-dir-mirror=write@stdout -D=read --patch-from=read -T= -M= --filelist=read --rm -dfkqrvC -#',
    operands: 'stdout?read|write*',
  },
  {
    name: 'zstdcat',
    options: `-o=write --output-dir-flat=write --output-dir-mirror=write -D=read --patch-from=read -T+ -M+ --memory= --filelist=read --rm
      -cdfklqrtvC -#`,
    operands: 'read*',
  },
  {
    name: 'zcat bzcat xzcat lzcat gzcat zmore zdiff zcmp',
    options: '-f -h -l -L -t -V -v -r',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'less zless bzless xzless sensible-pager',
    options:
      '-o|-O|--log-file=write -p|--pattern= -P|--prompt= -t|--tag= -T|--tag-file=read -k|--lesskey-file=option-file:less --lesskey-src=option-file:less --lesskey-content=code:less -b= -h= -j= -x= -y= -z= -D= --cmd=bang -# -aABcCdeEfFgGiIJKLmMnNqQrRsSuUvVwWX~ +=bang',
    operands: 'read*',
  },
  // A switch for one, a prompt for the other.
  { name: 'more most pg', options: '-n|--lines= -p|--clean-print=read -cdefhlrstuvVw -# +=bang', operands: 'read*' },
  {
    name: 'man',
    options:
      '-P|--pager=script -H|--html?script -C|--config-file=option-file:man -M|--manpath=config:settings -l|--local-file@file -S|-s|--sections= -e|--extension= -L|--locale= -m|--systems= -p|--preprocessor= -r|--prompt= -R|--recode= -E|--encoding= -T? -X? -Z -afkKwWcdDhiIntuV7',
    operands: [
      ['file', 'read*'],
      ['', 'page*'],
    ],
    mark: 'reader',
  },
  {
    name: 'apropos whatis info tldr cheat',
    options:
      '-o|--output=write -f|--file=read --restore=read -n|--node= -s= -C=option-file:man -M=config:settings -m= -L= -p= -dDehkrw -l -u',
    operands: '_*',
    mark: 'reader',
  },
  {
    name: 'cowsay cowthink',
    options: '-f=plugin-path -e= -T= -W= -bdgpstwynl',
    operands: '_*',
  },
  {
    name: 'banner figlet toilet lolcat fortune',
    options: '-f= -d= -w= -e= -T= -W= -n= -m= -c -k -p -l -r -s -t -x',
    operands: '_*',
  },
  {
    name: 'pv',
    options:
      '-o|--output=write -P|--pidfile=write -d|--watchfd= -s|--size= -L|--rate-limit= -B|--buffer-size= -D|--delay-start= -i|--interval= -w= -H= -N|--name= -F|--format= -R= -ptaeTrbnqcWlk0',
    operands: 'read*',
  },
  {
    name: 'bat batcat',
    options:
      '--pager=script --map-syntax= -l|--language= -H|--highlight-line= --file-name= --diff-context= --tabs= --wrap= --terminal-width= --color= --decorations= --italic-text= --paging= --theme= --style= -r|--line-range= --completion= -AdnPpuf',
    operands: 'read*',
    commands: [
      { name: 'cache', options: '-b|--build!at-write:~/.cache/bat -c|--clear!at-delete:~/.cache/bat --source=read --target=write --blank' },
    ],
    otherwise: 'operands',
  },
  { name: 'delta', options: '--pager=script --config=option-file:git -s -n', operands: 'read*' },
  {
    name: 'sed gsed',
    options: `-e|--expression=sed@script -f|--file=option-file:sed@script -i|--in-place?backup@edit -I=backup@edit -l|--line-length= -n|--quiet|--silent
      -E|-r|--regexp-extended -s|--separate -u|--unbuffered -z|--null-data -b|--binary --posix --debug --sandbox --follow-symlinks`,
    operands: [
      ['script', 'edit?write|read*'],
      ['', 'sed edit?write|read*'],
    ],
    mark: 'reader',
  },
  {
    name: 'awk gawk mawk nawk original-awk goawk',
    options: `-f|--file=option-file:awk@script -e|--source=awk@script -E|--exec=option-file:awk@script -i|--include=awk-include
      -l|--load=preload:native -v|--assign=named-read -F|--field-separator= -d|--dump-variables?write -o|--pretty-print?write -p|--profile?write
      -D|--debug?code-file:gawk!code-stdin:gawk -W=awk-switch -L? -bcCgGhIkMnNOPrsStV --re-interval --csv`,
    operands: [
      ['script', 'read-or-pair*'],
      ['', 'awk read-or-pair*'],
    ],
    mark: 'reader',
  },
  {
    name: 'jq gojq jaq',
    options: `-f|--from-file=read@file -L|--library-path=read --arg=_,_ --argjson=_,_ --slurpfile=_,read --rawfile=_,read --args@args
      --jsonargs@args --tab --indent= -e -n -r -j -a -s -S -c -C -M -R --seq --stream --unbuffered --exit-status --null-input --raw-output
      --compact-output --sort-keys --slurp`,
    operands: [
      ['file', 'args?_|read*'],
      ['', 'jq args?_|read*'],
    ],
    mark: 'reader',
  },
  {
    name: 'xq tomlq',
    options: `-i|--in-place@edit -f|--from-file=read@file -L=read --arg=_,_ --argjson=_,_ --slurpfile=_,read --rawfile=_,read --indent= --xml-root=
      --xml-item-depth= -C -M -R -S -T -X -Y -a -c -e -j -n -r -s -t -x -y`,
    operands: [
      ['file', 'edit?write|read*'],
      ['', 'jq edit?write|read*'],
    ],
    mark: 'reader',
  },
  {
    name: 'yq',
    options:
      '-i|--inplace@edit -s|--split-exp=unknown-write --split-exp-file=code-file:yq --from-file=code-file:yq -f= -o|--output-format= -p|--input-format= -I|--indent= -P -r -n -N -C -M -e -j -y -Y -v --arg=_,_ --front-matter= --xml-attribute-prefix=',
    operands: 'jq? edit?write|read*',
    otherwise: 'operands',
    commands: [
      {
        name: 'eval e eval-all ea',
        options: '-i|--inplace@edit -o= -p= -I= -PrnNCMej --from-file=code-file:yq -s=unknown-write',
        operands: 'jq? edit?write|read*',
      },
    ],
    mark: 'reader',
  },
  {
    name: 'xmllint xsltproc xmlstarlet',
    options:
      '--output=write -o=write --noout --format --xpath= --schema=read --dtdvalid=read --relaxng=read --path= --shell --encode= --pattern= --param=_,_ --stringparam=_,_ --html --xinclude',
    operands: 'read*',
  },
  {
    name: 'pbcopy pbpaste xclip xsel wl-copy wl-paste',
    syntax: 'dash',
    options: '-selection= -sel= -i -o -b -p -s -f -d= -l= -t= --clear -n -c',
    operands: 'read*',
  },
];
