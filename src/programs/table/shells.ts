/** Shells: text behind `-c`, a script file, or standard input. */
import type { ProgramRow } from '../row.ts';

const BASH = `-c@text -s@stdin -O= -o= +o= +O= --rcfile=shell-file:bash --init-file=shell-file:bash --version@silent --help@silent --norc
      --noprofile --posix --login --verbose --restricted --debugger --noediting --pretty-print --dump-strings --dump-po-strings
      -abefhiklmnprtuvxBCDEHPT +=`;

function shell(name: string, options = BASH): ProgramRow {
  const [first = ''] = name.split(' ');
  return {
    name,
    options,
    stop: 1,
    operands: [
      ['silent', '_*'],
      ['text', `script-call:${first}`],
      ['stdin', `_*`],
      ['', `shell-file:${first}~shell-stdin:${first} _*`],
    ],
    does: `stdin>shell-stdin:${first}`,
  };
}

/** `first` is what words without a parameter are: a file, or text; the version is printed, or chosen. */
function powerShell(name: string, first: string, version: string): ProgramRow {
  return {
    name,
    syntax: 'cmdlet',
    options: `-Command|-c@text$ -CommandWithArgs|-cwa@text$ -File|-f=shell-file:pwsh@silent$ -EncodedCommand|-e|-ec|-enc=encoded-command@silent
      -EncodedArguments|-encodeda|-ea= -ExecutionPolicy|-ex|-ep= -WorkingDirectory|-wd|-wo=enter -ConfigurationName|-config= -ConfigurationFile=option-file:pwsh
      -CustomPipeName|-cus= -InputFormat|-in|-if= -OutputFormat|-o|-of= -WindowStyle|-w= -SettingsFile|-settings=option-file:pwsh
      -PSConsoleFile=option-file:pwsh -RemoveWorkingDirectoryTrailingCharacter ${version} -Help|-h|-?@silent -NoProfile|-nop -NonInteractive|-noni
      -NoLogo|-nol -NoExit|-noe -NoProfileLoadTime -Login|-l -Interactive|-i -Sta|-s -Mta|-m -SSHServerMode|-sshs -NamedPipeServerMode`,
    stop: 1,
    operands: [
      ['silent', '_*'],
      ['text', 'scripts-or-stdin:pwsh'],
      ['', first],
    ],
  };
}

export const SHELLS: readonly ProgramRow[] = [
  { ...shell('bash rbash'), versioned: true },
  shell('sh'),
  shell('dash ash'),
  shell('ksh ksh93 mksh lksh pdksh oksh yash posh hush'),
  shell('zsh rzsh', BASH.replace('-O= ', '').replace('+O= ', '')),
  shell('csh tcsh', '-c@text -s@stdin -l -b -d -e -f -i -m -n -q -t -v -V -x -X -F --version@silent --help@silent'),
  {
    name: 'fish',
    options: `-c|--command=script:fish@text -C|--init-command=script:fish -o= -d|--debug= -D= -f|--features= -h|--help@text -v|--version@text -i
      -l -n -N -p=write --profile=write --profile-startup=write -P --private --no-config`,
    stop: 1,
    operands: [
      ['text', '_*'],
      ['', 'shell-file:fish~shell-stdin:fish _*'],
    ],
  },
  powerShell('pwsh', 'shell-file:pwsh~shell-stdin:pwsh _*', '-Version|-v@silent'),
  powerShell('powershell', 'scripts-or-stdin:pwsh~shell-stdin:pwsh', '-Version|-v='),
  { name: 'cmd', syntax: 'plain', operands: 'cmd-line' },
  {
    name: 'nu xonsh elvish oil osh ysh rc sash slsh ksshell',
    options: `-c|--commands=code:shell@text -e|--execute=code:shell --config=option-file:shell --env-config=option-file:shell -l -i -n`,
    stop: 1,
    operands: [
      ['text', '_*'],
      ['', 'code-file:shell~code-stdin:shell _*'],
    ],
  },
];
