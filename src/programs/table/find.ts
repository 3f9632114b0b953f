/** Programs that search files: `find` and its likes, whose tests name files and whose actions write, delete and run. */
import type { ProgramRow } from '../row.ts';

const FIND = `-H -L -P -O+ -D= -E -X -x -s -f=read -name=name -iname=name -path=name -ipath=name -wholename=name -iwholename=name -lname= -ilname=
  -regex= -iregex= -regextype= -type= -xtype= -size= -empty -mtime= -atime= -ctime= -mmin= -amin= -cmin= -newer=read -anewer=read -cnewer=read
  -samefile=read -user= -group= -uid= -gid= -nouser -nogroup -perm= -links= -inum= -fstype= -used= -context= -readable -writable -executable
  -maxdepth= -mindepth= -depth -d -follow -mount -xdev -daystart -ignore_readdir_race -noignore_readdir_race -noleaf -warn -nowarn -help -version
  -true -false -not -and -or -a -o -print -print0 -ls -prune -quit -printf= -files0-from=read
  -fprint=write -fprint0=write -fls=write -fprintf=write,_ -delete@delete -exec;command-found -execdir;command-found -ok;command-found
  -okdir;command-found -newerXY= -newerBB= -newerBa= -newerBc= -newerBm= -newerBt= -newera+ -newerc+ -newerm+ -newermt= -newerat= -newerct=
  -newermm= -newerma= -newermc= -newerac= -newercm= -newerca= -newer+ -Bmin= -Btime= -flags= -acl -depth=`;

export const FIND_TABLE: readonly ProgramRow[] = [
  {
    name: 'find gfind',
    syntax: 'dash',
    options: FIND.replace(' -depth=', ''),
    operands: 'delete?search-start:delete|search-start*~delete?at-delete-below:.|_',
  },
];
