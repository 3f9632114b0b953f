/**
 * Builtins of cmd.exe, and programs of Windows whose names mean something else elsewhere: looked up before all other tables where the shell
 * is cmd.exe.
 */
import type { ProgramRow } from '../row.ts';

export const CMD: readonly ProgramRow[] = [
  {
    name: 'cls color ver vol title break verify pause exit goto shift setlocal endlocal rem keys prompt dpath',
    syntax: 'plain',
    mark: 'free',
  },
  { name: 'echo', syntax: 'plain' },
  { name: 'set', syntax: 'plain', operands: 'cmd-set~disclose:environment', mark: 'free' },
  { name: 'path', syntax: 'plain', operands: 'cmd-path?', mark: 'free' },
  { name: 'assoc ftype', syntax: 'plain', operands: 'cmd-assoc?' },
  {
    name: 'date time',
    syntax: 'slash',
    options: '/t@shown',
    operands: [
      ['shown', '_*'],
      ['', 'cmd-clock?'],
    ],
  },
  { name: 'cd', syntax: 'slash', options: '/d', operands: 'directory?', mark: 'free' },
  { name: 'pushd', syntax: 'plain', operands: 'directory?', mark: 'free' },
  { name: 'popd', syntax: 'plain', operands: 'directory:back?~directory:back', mark: 'free' },
  { name: 'call', syntax: 'plain', operands: 'cmd-call', mark: 'wrapper' },
  { name: 'start', syntax: 'plain', operands: 'cmd-start', mark: 'wrapper' },
  { name: 'cmd', syntax: 'plain', operands: 'cmd-line~shell-stdin:cmd', mark: 'wrapper' },
  {
    name: 'dir',
    syntax: 'slash',
    options: '/a? /b /c /-c /d /l /n /o? /p /q /r /s /t? /w /x /4',
    operands: 'read*',
    mark: 'reader',
  },
  { name: 'type', syntax: 'slash', operands: 'read*', mark: 'reader' },
  { name: 'more', syntax: 'slash', options: '/e /c /p /s /t?', operands: 'read*', mark: 'reader' },
  { name: 'del', syntax: 'slash', options: '/p /f /s@tree /q /a?', operands: 'tree?delete-tree|delete*' },
  { name: 'rd', syntax: 'slash', options: '/s@tree /q', operands: 'tree?delete-tree|delete*' },
  { name: 'md', syntax: 'slash', operands: 'write*' },
  { name: 'copy', syntax: 'slash', options: '/d /v /n /y /-y /z /a /b /l /c', operands: 'cmd-source+ write~at-write:.' },
  { name: 'move', syntax: 'slash', options: '/y /-y', operands: 'move+ write~at-write:.' },
  { name: 'ren', syntax: 'slash', operands: 'move write' },
  { name: 'mklink', syntax: 'slash', options: '/d /h /j', operands: 'link tree' },
  { name: 'find', syntax: 'slash', options: '/v /c /n /i /off? /offline', operands: '_ read*', mark: 'reader' },
  {
    name: 'findstr',
    syntax: 'slash',
    options: '/b /e /l /r /s@tree /i /x /v /n /m /o /p /offline /off /f=name-list /c=@given /g=read@given /d= /a=',
    operands: [
      ['given', 'read*'],
      ['', '_ read*'],
    ],
    mark: 'reader',
  },
  { name: 'sort', syntax: 'slash', options: '/r /m= /l= /rec= /t=write /o=write /uniq /unique', operands: 'read*', mark: 'reader' },
  { name: 'tree', syntax: 'slash', options: '/f /a', operands: 'read*', mark: 'reader' },
  { name: 'where', syntax: 'slash', options: '/r=read /q /f /t', operands: '_*', mark: 'free' },
  { name: 'timeout choice waitfor', syntax: 'slash', options: '/t= /nobreak /c= /n /cs /d= /m=', operands: '_*', mark: 'free' },
  {
    name: 'at',
    syntax: 'slash',
    options: '/yes /delete /interactive /every= /next=',
    stop: 1,
    operands: '_ scripts:cmd',
    does: 'destroy:machine',
  },
  { name: 'expand', syntax: 'slash', options: '/r /d /i /f=', operands: 'read write*' },
  { name: 'replace', syntax: 'slash', options: '/a /p /r /s /w /u', operands: 'read write' },
  { name: 'comp fc', syntax: 'slash', options: '/a /b /c /d /l /lb= /n /t /u /w /m', operands: 'read*', mark: 'reader' },
  { name: 'label format print', syntax: 'slash', operands: '_*', does: 'destroy:device' },
  { name: 'ftp', syntax: 'slash', options: '/s=code-file:ftp /v /d /i /n /g /a /w=', operands: 'host?' },
  { name: 'msbuild', syntax: 'slash', operands: 'code-file:msbuild*~code-file:msbuild' },
];
