/** Archives: what goes in is read, what comes out is written, and some of them start helpers. */
import type { ProgramRow } from '../row.ts';

const TAR = `-c|--create@create -r|--append@create -u|--update@create -A|--catenate|--concatenate@create -x|--extract|--get@extract
      -t|--list@list -d|--diff|--compare@list --delete@create -f|--file=list?archive:read|extract?archive:read|archive:write
      -C|--directory=enter -T|--files-from=name-list -X|--exclude-from=read -I|--use-compress-program=script
      -F|--info-script|--new-volume-script=script --to-command=script --checkpoint-action=checkpoint --checkpoint? --rsh-command=script
      --rmt-command=script -g|--listed-incremental=write --index-file=write --volno-file=write --exclude= --exclude-tag= --transform=
      --xform= --strip-components= --one-top-level?write --owner= --group= --mode= --mtime= --owner-map=read --group-map=read
      -b|--blocking-factor= -H|--format= -K|--starting-file= -L|--tape-length= -N|--newer|--after-date= --newer-mtime= -V|--label=
      --pax-option= --level= --record-size= --sort= --suffix= --backup? --occurrence? --quoting-style= --totals? --warning=
      --add-file=read --hole-detection= --xattrs-include= --xattrs-exclude= --remove-files@remove --unlink-first --overwrite
      --recursive-unlink -P|--absolute-names@absolute -a -B -G -h -i -j -J -k -l -m -M -n -o -O|--to-stdout@stdout -p -R -S -U -v -w -W -z -Z
      --gzip --bzip2 --xz --zstd --lzma --lzip --lzop --verbose --force-local --no-recursion --wildcards`;
const TAR_OPERANDS: NonNullable<ProgramRow['operands']> = [
  ['list', '_*'],
  ['extract', 'stdout?_|write-tree*'],
  ['', 'remove?move|tree*'],
];
const TAR_DOES = 'extract>stdout?_|at-write:. extract>absolute?at-write:/|_';

export const ARCHIVES: readonly ProgramRow[] = [
  { name: 'tar gtar', bundle: true, options: `${TAR} -s`, operands: TAR_OPERANDS, does: TAR_DOES },
  // What takes a pattern here is a switch of GNU's.
  { name: 'bsdtar', bundle: true, options: `${TAR} -s=`, operands: TAR_OPERANDS, does: TAR_DOES },
  {
    name: 'star pax',
    options: `-r@extract -w -a -f=extract?read|write -s= -x= -b= -o= -p= -T= -U= -G= -E= -I= -B= -c -d -D -h -H -i -k -l -L -n -O -P -t -u -v -X
      -Y -Z -z -0 -C=enter`,
    operands: [
      ['extract', '_*'],
      ['', 'tree*'],
    ],
    does: 'extract>at-write:.',
  },
  {
    name: 'zip zipnote',
    options: `-T|--test -TT%script --unzip-command=script -b|--temp-path=write -O|--output-file=write -i|--include= -x|--exclude= -n|--suffixes=
      -t|--from-date= -P|--password= -s|--split-size= --logfile-path=write -Z|--compression-method= -m|--move@move -d|--delete
      -r|--recurse-paths -R -u -f -F -g -j -k -l -o -q -v -y -z -X -D -A -J -e -c -#`,
    operands: 'write move?move|tree*',
  },
  {
    name: 'unzip zipinfo funzip',
    options: `-d=write@list -x= -P= -O= -I= -p@list -l@list -t@list -v@list -Z@list -z@list -a -b -B -C -D -f -F -j -K -L -M -n -o -q -s -S -u -U
      -V -W -X -Y -T -:!at-write:..`,
    operands: 'read list?_|write-tree*',
    does: 'list?_|at-write:.',
  },
  {
    name: '7z 7za 7zr 7zz p7zip rar unrar',
    options: '-o+write -w+write -x+ -i+ -p+ -t+ -m+ -v+ -y -r -bd -bb+ -so -si+ -sdel -ao+ -hp+ -ed -ep -id -idq -inul -o-',
    syntax: 'dash',
    operands: 'archive-words',
  },
  {
    name: 'unar lsar ouch dtrx atool aunpack apack als',
    options: '-o|--output-directory=write -d|--dir=write -f -D -t -q -X=write --option= -l -e -n -r -p= -F= -c -x',
    operands: 'read*',
    does: 'at-write:.',
    otherwise: 'operands',
    commands: [
      { name: 'compress c', operands: 'read+ write' },
      { name: 'decompress d list l', options: '-d|--dir=write', operands: 'read*', does: 'at-write:.' },
    ],
  },
  {
    name: 'cabextract lha arj unshield innoextract msiextract',
    options: '-d=write -o=write -l -t -p -q -F=',
    operands: 'read*',
    does: 'at-write:.',
  },
  {
    name: 'borg restic rclone duplicity rdiff-backup rsnapshot kopia bup tarsnap s3cmd s5cmd b2',
    options: `--config=option-file:backup -c=option-file:backup -r|--repo=config:settings --repository=config:settings --rsh=script
      --remote-path=script:remote --password-command=script --password-file=read -p=read --target=write --exclude= --exclude-file=read
      --include= --files-from=read --cache-dir=write --backup-dir=write --log-file=write -o=config-inline:settings
      --option=config-inline:settings --rclone-args= --rclone-program=program --keep-daily= --keep-last= --keep-weekly= --tag= --host= -H=
      --endpoint-url=url --access_key= --secret_key= --host-bucket= --ssh-command=script --remote-schema=script --dry-run -n -v -P
      --progress`,
    operands: 'transfer*',
    otherwise: 'operands',
    commands: [
      {
        name: 'forget prune delete purge del rm rmdir cleanup rmdirs deletefile sync rb expire recreate',
        options: `--keep-daily= --keep-last= --keep-weekly= --keep-monthly= --prune --delete-excluded --tag= --host= --filter= --exclude= --include=
      -r --recursive --force`,
        operands: 'transfer*',
        does: 'destroy:remote',
      },
      {
        name: 'restore extract',
        options: '-t|--target=write --exclude= --include= --strip-components= --path=',
        operands: '_*',
        does: 'at-write:.',
      },
      { name: 'copy copyto move moveto get', options: '--filter= --exclude= --include=', operands: 'transfer* transfer:write' },
      { name: 'mount serve rcd webdav', options: '--addr=listen', operands: '_*', does: 'at-listen' },
      {
        name: `backup create put ls list lsd lsl lsf cat info check snapshots init stats diff find dump size tree mkdir mb la du config version`,
        options: '--exclude= --tag= --stdin-from-command@stdin --password=',
        operands: 'tree*',
      },
    ],
  },
];
