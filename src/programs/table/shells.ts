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
  {
    name: 'pwsh powershell',
    syntax: 'dash',
    options: `-Command@text$ -c@text$ -command@text$ -CommandWithArgs@text$ -cwa@text$ -File=code-file:pwsh@silent$ -f=code-file:pwsh@silent$
      -file=code-file:pwsh@silent$ -EncodedCommand=code:pwsh@silent -e=code:pwsh@silent -ec=code:pwsh@silent -enc=code:pwsh@silent
      -encodedcommand=code:pwsh@silent -ExecutionPolicy= -ep= -ex= -executionpolicy= -WorkingDirectory=enter -wd=enter -ConfigurationName=
      -ConfigurationFile=option-file:pwsh -CustomPipeName= -InputFormat= -OutputFormat= -o= -WindowStyle= -w=
      -SettingsFile=option-file:pwsh -Version@silent -v@silent -Help@silent -h@silent -NoProfile -noprofile -nop -NonInteractive -NoLogo
      -NoExit -Login -l -Interactive -i`,
    stop: 1,
    operands: [
      ['silent', '_*'],
      ['text', 'scripts:pwsh'],
      ['', 'code-file:pwsh~code-stdin:pwsh _*'],
    ],
  },
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
