/** Programs of Windows that change the machine, run others, or fetch from other machines: switches begin with a slash, in either case. */
import type { ProgramRow } from '../row.ts';

const SLASH = { syntax: 'slash' } as const;

export const WINDOWS: readonly ProgramRow[] = [
  {
    name: 'tasklist systeminfo ipconfig getmac driverquery whoami hostname quser query openfiles gpresult nbtstat',
    ...SLASH,
    options:
      '/s=host /u= /p= /fi= /fo= /v /nh /svc /m? /release!destroy:machine /renew!destroy:machine /flushdns!destroy:machine /h=write /x=write',
    operands: '_*',
  },
  { name: 'forfiles', ...SLASH, options: '/p= /m= /s /d= /c=forfiles', operands: '_*' },
  {
    name: 'wmic',
    ...SLASH,
    options: '/node=host /user= /password= /output=write /append=write /format=code-file:xsl',
    stop: 1,
    operands: 'wmic',
  },
  {
    name: 'schtasks',
    ...SLASH,
    options: `/create@changed /delete@changed /change@changed /run@changed /end@changed /query /tr= /xml=code-file:task /s=host /u= /p=
      /tn= /sc= /st= /ru=privilege:user /rp= /d= /m= /i= /sd= /ed= /ri= /du= /mo= /rl= /ec= /delay= /f /k /z /v /fo? /nh`,
    does: 'changed>destroy:machine',
  },
  {
    name: 'reg',
    ...SLASH,
    options: '/v= /ve /t= /s /d= /f /reg:32 /reg:64 /y',
    commands: [
      { name: 'query compare', ...SLASH, options: '/v= /ve /s /f= /k /d /c /e /se= /t=', operands: '_*' },
      { name: 'export save', ...SLASH, options: '/y', operands: '_ write', does: 'disclose:credential' },
      {
        name: 'add delete copy restore load unload import flags',
        ...SLASH,
        options: '/v= /ve /va /t= /s= /d= /f',
        operands: '_*',
        does: 'destroy:machine',
      },
    ],
  },
  { name: 'regedit regini', ...SLASH, options: '/s /e=write /c', operands: 'read*', does: 'destroy:machine' },
  {
    name: 'sc',
    ...SLASH,
    commands: [
      { name: 'query queryex qc qdescription getdisplayname enumdepend sdshow', syntax: 'plain', operands: '_*' },
      {
        name: 'start stop pause continue delete create config failure control description sdset boot privs sidtype',
        syntax: 'plain',
        operands: 'service-setting*',
        does: 'destroy:service',
      },
    ],
    otherwise: 'operands',
    operands: 'host _*',
  },
  {
    name: 'net net1',
    ...SLASH,
    commands: [
      { name: 'view statistics config help helpmsg time', ...SLASH, options: '/domain?', operands: '_*' },
      {
        name: 'user group localgroup accounts share use session file computer print start stop pause continue send name',
        syntax: 'plain',
        operands: 'net-place*',
        does: 'destroy:machine',
      },
    ],
  },
  {
    name: 'netsh diskpart chkdsk bcdedit bcdboot vssadmin wbadmin fsutil mountvol shutdown tsdiscon logoff powercfg gpupdate setx auditpol secedit wevtutil dism pnputil manage-bde cipher defrag netdom dsadd dsmod dsrm cmdkey klist ktpass ntdsutil route tsshutdn rasdial vaultcmd bootsect reagentc sfc wusa lodctr unlodctr typeperf logman wecutil winget scoop',
    ...SLASH,
    operands: '_*',
    does: 'destroy:machine',
  },
  { name: 'choco', operands: '_*', does: 'destroy:machine' },
  { name: 'taskkill tskill', ...SLASH, options: '/s=host /u= /p= /fi= /pid= /im= /f /t', operands: '_*', does: 'destroy:process' },
  { name: 'subst', ...SLASH, options: '/d', operands: '_ read', does: 'destroy:machine' },
  { name: 'attrib', ...SLASH, options: '/s@tree /d /l +=', operands: 'tree?attributes-tree|attributes*' },
  {
    name: 'icacls cacls xcacls takeown compact',
    ...SLASH,
    options:
      '/t@tree /c /l /q /f=attributes /r /a /d= /e /s /u /i /save=write /restore=read /grant= /deny= /remove= /setowner= /inheritance= /g= /p=',
    operands: 'tree?attributes-tree|attributes _*',
    does: 'destroy:permissions',
  },
  {
    name: 'runas',
    ...SLASH,
    options: '/user=privilege:user /noprofile /profile /env /savecred /smartcard /netonly /trustlevel=',
    operands: 'script:cmd',
  },
  {
    name: 'xcopy',
    ...SLASH,
    options: '/a /m /d? /p /s /e /v /w /c /i /q /f /l /g /h /r /t /u /k /n /o /x /y /-y /z /b /j /exclude=read',
    operands: 'tree write~at-write:.',
  },
  {
    name: 'robocopy',
    ...SLASH,
    options: `/s /e /z /b /zb /mir@mirror /purge@mirror /mov@moved /move@moved /copy= /copyall /sec /dcopy= /log=write /unilog=write
      /job=read /save=write /xf /xd /r= /w= /mt? /np /nfl /ndl /njh /njs /lev= /l /v /tee /it /is /xo /xc /xn /xx`,
    operands: [
      ['mirror', 'tree delete-tree _*'],
      ['moved', 'move write _*'],
      ['', 'tree write _*'],
    ],
  },
  { name: 'mshta', syntax: 'plain', operands: 'windows-code:hta*' },
  { name: 'rundll32', syntax: 'plain', operands: 'windows-code:dll*' },
  { name: 'regsvr32', ...SLASH, options: '/s /n /u /i=windows-code:scriptlet /e', operands: 'windows-code:dll*' },
  {
    name: 'regasm regsvcs installutil',
    ...SLASH,
    options: '/logfile= /u /logtoconsole= /codebase /tlb=write',
    operands: 'windows-code:dll*',
  },
  {
    name: 'msiexec',
    ...SLASH,
    options:
      '/i=windows-code:msi /package=windows-code:msi /a=windows-code:msi /j=windows-code:msi /y=windows-code:dll /z=windows-code:dll /x= /uninstall= /p=windows-code:msi /update=windows-code:msi /l=write /lv=write /q? /quiet /qn /passive /norestart',
    operands: 'windows-code:msi*',
    does: 'destroy:machine',
  },
  {
    name: 'cscript wscript',
    ...SLASH,
    options: '//b //e:jscript //e:vbscript //e= //nologo //s //t= //d //h=',
    stop: 1,
    operands: 'windows-code:wsh _*',
  },
  {
    name: 'certutil',
    ...SLASH,
    options: `/urlcache@fetch /verifyctl@fetch /url@fetch /urlfetch@fetch /f /split /encode@convert /decode@convert /encodehex@convert /decodehex@convert
      /hashfile@hash /dump /v /user /importpfx!destroy:machine /addstore!destroy:machine /delstore!destroy:machine /exportpfx!disclose:credential`,
    operands: [
      ['fetch', 'url write*'],
      ['convert', 'read write'],
      ['hash', 'read _*'],
      ['', 'read*'],
    ],
  },
  {
    name: 'bitsadmin',
    ...SLASH,
    options: '/transfer /addfile /create /setnotifycmdline@runs /resume /complete /download /upload /priority=',
    operands: [
      ['runs', '_ scripts:cmd'],
      ['', 'windows-transfer*'],
    ],
  },
  {
    name: 'odbcconf pcalua scriptrunner syncappvpublishingserver hh control explorer infdefaultinstall ieexec cmstp presentationhost mavinject dfsvc xwizard te appvlp ttdinject tttracer runscripthelper winrs winrm psexec wsreset eventvwr fodhelper desktopimgdownldr',
    syntax: 'plain',
    operands: 'windows-code:windows*',
  },
  { name: 'conhost', syntax: 'plain', operands: 'scripts:cmd' },
  { name: 'esentutl makecab extrac32 diantz', ...SLASH, options: '/y=tree /d=write /o /a /c /e /l=write', operands: 'read write*' },
  { name: 'clip', syntax: 'plain' },
];
