/**
 * The names of commands in PowerShell: its built-in aliases, and cmdlets by their names in any case.
 *
 * Reference: the default aliases of Windows PowerShell 5.1 and PowerShell 7. INVARIANT: a name that is a program as well on some systems is
 * in `PROGRAMS_TOO`, and judged as both.
 */
import { once } from '../../base/index.ts';

/** Cmdlet, then its aliases. */
const ALIASES = `
Add-Content ac
Add-PSSnapin asnp
Clear-Content clc
Clear-History clhy
Clear-Host clear cls
Clear-Item cli
Clear-ItemProperty clp
Clear-Variable clv
Compare-Object compare diff
Connect-PSSession cnsn
Convert-Path cvpa
ConvertFrom-String CFS
Copy-Item copy cp cpi
Copy-ItemProperty cpp
Disable-PSBreakpoint dbp
Disconnect-PSSession dnsn
Enable-PSBreakpoint ebp
Enter-PSSession etsn
Exit-PSSession exsn
Export-Alias epal
Export-Csv epcsv
Export-PSSession epsn
ForEach-Object % foreach
Format-Custom fc
Format-Hex fhx
Format-List fl
Format-Table ft
Format-Wide fw
Get-Alias gal
Get-ChildItem gci dir ls
Get-Clipboard gcb
Get-Command gcm
Get-ComputerInfo gin
Get-Content gc cat type
Get-History ghy h history
Get-Item gi
Get-ItemProperty gp
Get-ItemPropertyValue gpv
Get-Job gjb
Get-Location gl pwd
Get-Member gm
Get-Module gmo
Get-Process gps ps
Get-PSBreakpoint gbp
Get-PSCallStack gcs
Get-PSDrive gdr
Get-PSSession gsn
Get-PSSnapin gsnp
Get-Service gsv
Get-TimeZone gtz
Get-Unique gu
Get-Variable gv
Get-WmiObject gwmi
Get-CimInstance gcim
Get-CimClass gcls
Get-CimAssociatedInstance gcai
New-CimInstance ncim
Remove-CimInstance rcim
Set-CimInstance scim
Invoke-CimMethod icim
Register-CimIndicationEvent rcie
Group-Object group
help man
Import-Alias ipal
Import-Csv ipcsv
Import-Module ipmo
Import-PSSession ipsn
Invoke-Command icm
Invoke-Expression iex
Invoke-History ihy r
Invoke-Item ii
Invoke-RestMethod irm
Invoke-WebRequest iwr curl wget
Invoke-WmiMethod iwmi
Measure-Object measure
mkdir md
Move-Item mi move mv
Move-ItemProperty mp
New-Alias nal
New-Item ni
New-Module nmo
New-PSDrive ndr mount
New-PSSession nsn
New-PSSessionConfigurationFile npssc
New-Variable nv
Out-GridView ogv
Out-Host oh
Out-Printer lp
Pop-Location popd
Push-Location pushd
Receive-Job rcjb
Receive-PSSession rcsn
Remove-Item ri rm rmdir del erase rd
Remove-ItemProperty rp
Remove-Job rjb
Remove-Module rmo
Remove-PSBreakpoint rbp
Remove-PSDrive rdr
Remove-PSSession rsn
Remove-PSSnapin rsnp
Remove-Variable rv
Remove-WMIObject rwmi
Rename-Computer rnc
Rename-Item rni ren
Rename-ItemProperty rnp
Resolve-Path rvpa
Resume-Job rujb
Select-Object select
Select-String sls
Set-Alias sal
Set-Clipboard scb
Set-Content sc
Set-Item si
Set-ItemProperty sp
Set-Location sl cd chdir cd.. cd\\ cd/ cd~
Set-PSBreakpoint sbp
Set-Service ssv
Set-TimeZone stz
Set-Variable sv set
Set-WmiInstance swmi
Show-Command shcm
Sort-Object sort
Start-Job sajb
Start-Process saps start
Start-Service sasv
Start-Sleep sleep
Stop-Job spjb
Stop-Process spps kill
Stop-Service spsv
Suspend-Job sujb
Tee-Object tee
Test-NetConnection TNC
Test-Path tp
Trace-Command trcm
Wait-Job wjb
Where-Object ? where
Write-Output echo write
powershell_ise ise`;

/** Aliases that are left out on systems where programs of these names exist. */
const PROGRAMS_TOO: ReadonlySet<string> = new Set(
  'cat clear compare cp cpp curl diff lp ls man mkdir mount mv ps rm rmdir sleep sort start tee wget write'.split(' '),
);

/** Aliases of Windows PowerShell alone: PowerShell 7 starts a program of the name. */
const EARLIER: ReadonlySet<string> = new Set(['curl', 'sc', 'wget']);

interface Names {
  /** Cmdlet by folded name or alias. */
  readonly cmdlets: ReadonlyMap<string, string>;
  /** All names, by cmdlet. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

const names: () => Names = once(() => {
  const cmdlets = new Map<string, string>();
  const groups = new Map<string, readonly string[]>();
  for (const line of ALIASES.trim().split('\n')) {
    const group = line.split(' ');
    const [cmdlet = ''] = group;
    groups.set(cmdlet, group);
    for (const name of group) cmdlets.set(name.toLowerCase(), cmdlet);
  }
  return { cmdlets, groups };
});

/** The cmdlet that an alias, or the name of one with aliases, stands for; null for all others. */
export function cmdletOf(name: string): string | null {
  return names().cmdlets.get(name.toLowerCase()) ?? null;
}

/** All built-in names of a cmdlet, its own first. */
export function namesOfCmdlet(cmdlet: string): readonly string[] {
  return names().groups.get(cmdlet) ?? [cmdlet];
}

/** Whether an alias stands for a cmdlet in some versions only: a rule for the cmdlet does not allow it. */
export function isUnsettled(alias: string): boolean {
  return EARLIER.has(alias.toLowerCase());
}

/** Whether an alias may just as well start a program of its name. */
export function isProgramToo(alias: string): boolean {
  return PROGRAMS_TOO.has(alias.toLowerCase());
}
