/**
 * What common cmdlets do with their parameters. A cmdlet without a row needs a rule, and what it does is not known beyond that.
 *
 * `item:…` is a path of any provider, see `meaning.ts`. `reader`: nothing is done by parameters that are not listed. `free`: orders or prints
 * what it is given, or changes the shell alone.
 */
import type { ProgramRow } from '../row.ts';

const FILTERS = '-Filter=name -Include=name -Exclude= -Force -Credential=';
const PRINTING = '-InputObject|-Message|-MessageData|-Msg|-Object=printed';

function row(name: string, options: string, positions = '', more: Omit<ProgramRow, 'name' | 'options' | 'syntax'> = {}): ProgramRow {
  return { name, syntax: 'cmdlet', options, ...(positions === '' ? {} : { positions }), ...more };
}

const READER = { mark: 'reader' } as const;
const FREE = { mark: 'free' } as const;

/** Paths that are looked at, in the same form for many cmdlets. */
function reading(name: string, options = '', positions = '-Path~'): ProgramRow {
  return row(name, `-Path|-LiteralPath|-PSPath|-LP=item:read ${FILTERS} ${options}`, positions, READER);
}

export const CMDLETS: readonly ProgramRow[] = [
  reading(
    'Get-Content',
    '-TotalCount|-First|-Head= -Tail|-Last= -Wait -Raw -Encoding= -Delimiter= -ReadCount= -Stream= -AsByteStream -ReadRaw',
  ),
  reading(
    'Get-ChildItem',
    `-Recurse|-s -Depth= -Name -Directory|-ad|-d -File|-af -Hidden|-ah|-h -ReadOnly|-ar -System|-as -Attributes= -FollowSymlink -CodeSigningCert
      -DnsName= -Eku= -ExpiringInDays= -SSLServerAuthentication`,
    '-Path -Filter',
  ),
  reading('Get-Item', '-Stream='),
  reading('Get-ItemProperty Get-ItemPropertyValue', '-Name=', '-Path~ -Name'),
  reading('Test-Path', '-IsValid -PathType|-Type= -NewerThan= -OlderThan='),
  reading('Resolve-Path Convert-Path', '-Relative -RelativeBasePath='),
  reading('Get-FileHash', '-Algorithm= -InputStream='),
  reading('Get-Acl Get-AuthenticodeSignature', '-Audit -AllCentralAccessPolicies -FilePath=item:read -InputObject= -Content='),
  reading('Format-Hex', '-Encoding= -Count= -Offset= -Raw -InputObject='),
  reading(
    'Import-Csv Import-Clixml Import-PowerShellDataFile',
    '-Delimiter= -Header= -Encoding= -UseCulture -Skip= -First= -IncludeTotalCount',
    '-Path~ -Delimiter',
  ),
  reading(
    'Select-String',
    '-Pattern= -SimpleMatch -CaseSensitive -Quiet -List -NotMatch -AllMatches -Context= -Encoding= -InputObject= -Raw -NoEmphasis -Culture=',
    '-Pattern -Path',
  ),
  row(
    'Split-Path Join-Path',
    '-Path|-LiteralPath= -ChildPath= -AdditionalChildPath= -Parent -Leaf -LeafBase -Extension -Qualifier -NoQualifier -IsAbsolute -Resolve -Credential=',
    '-Path -ChildPath -AdditionalChildPath*',
    READER,
  ),
  row(
    'Set-Content Add-Content',
    `-Path|-LiteralPath|-PSPath|-LP=item:write -Value= -Encoding= -NoNewline -Stream= -AsByteStream -PassThru ${FILTERS}`,
    '-Path~ -Value',
  ),
  row('Clear-Content Clear-Item', `-Path|-LiteralPath|-PSPath|-LP=item:write -Stream= ${FILTERS}`, '-Path~'),
  row(
    'Set-Item New-ItemProperty Set-ItemProperty Clear-ItemProperty Remove-ItemProperty Rename-ItemProperty',
    `-Path|-LiteralPath|-PSPath|-LP=item:write -Value= -Name|-PSProperty= -NewName= -PropertyType|-Type= -InputObject= -PassThru ${FILTERS}`,
    '-Path~ -Name -Value',
  ),
  row(
    'Copy-ItemProperty Move-ItemProperty',
    `-Path|-LiteralPath|-PSPath|-LP=item:read -Destination=item:write -Name|-PSProperty= -PassThru ${FILTERS}`,
    '-Path~ -Destination -Name',
  ),
  row(
    'Out-File',
    '-FilePath|-Path|-LiteralPath|-PSPath|-LP=item:write -Encoding= -Append -Width= -NoClobber|-NoOverwrite -NoNewline -Force -InputObject=',
    '-FilePath -Encoding',
  ),
  row(
    'Tee-Object',
    '-FilePath|-Path|-LiteralPath|-PSPath|-LP=item:write -Variable=shell-variable -Append -InputObject= -Encoding=',
    '-FilePath',
  ),
  row(
    'Export-Csv Export-Clixml Export-Alias Export-FormatData',
    '-Path|-LiteralPath|-PSPath|-LP=item:write -InputObject= -Delimiter= -Encoding= -NoTypeInformation|-NTI -IncludeTypeInformation -Append -NoClobber -UseCulture -UseQuotes= -QuoteFields= -Depth= -Force -Name= -As= -Description= -Scope= -PassThru -IncludeScriptBlock -NoHeader',
    '-Path -Delimiter',
  ),
  row(
    'Start-Transcript',
    '-Path|-LiteralPath|-PSPath|-LP=item:write -OutputDirectory=item:write -Append -Force -NoClobber -IncludeInvocationHeader -UseMinimalHeader',
    '-Path',
  ),
  row(
    'Copy-Item',
    `-Path|-LiteralPath|-PSPath|-LP=recursive?item:tree|item:read -Destination=item:write -Recurse@recursive -Container -PassThru -ToSession=code:pwsh -FromSession=code:pwsh ${FILTERS}`,
    '-Path~ -Destination',
  ),
  row('Move-Item', `-Path|-LiteralPath|-PSPath|-LP=item:move -Destination=item:write -PassThru ${FILTERS}`, '-Path~ -Destination'),
  row('Rename-Item', `-Path|-LiteralPath|-PSPath|-LP=item:move -NewName=item:write -PassThru ${FILTERS}`, '-Path~ -NewName'),
  row(
    'Remove-Item',
    `-Path|-LiteralPath|-PSPath|-LP=recursive?item:delete-tree|item:delete -Recurse@recursive -Stream= ${FILTERS}`,
    '-Path~',
  ),
  row('New-Item', '-Path=item:write -Name=item:write -ItemType|-Type=item-type -Value|-Target= -Force -Credential=', '-Path'),
  row('mkdir', '-Path=item:write -Name=item:write -Value= -Force -Credential= -p -m=', '-Path*'),
  row(
    'Compress-Archive',
    '-Path|-LiteralPath=item:tree -DestinationPath=item:write -CompressionLevel= -Update -Force -PassThru',
    '-Path~ -DestinationPath',
  ),
  row('Expand-Archive', '-Path|-LiteralPath=item:read -DestinationPath=item:write -Force -PassThru', '-Path~ -DestinationPath'),
  row(
    'Invoke-WebRequest Invoke-RestMethod',
    `-Uri=url -OutFile=item:write -InFile=item:read -Body= -Form= -Headers= -Method= -CustomMethod|-CM= -Proxy=proxy-url -ProxyCredential= -ProxyUseDefaultCredentials
      -SessionVariable|-SV=shell-variable -WebSession= -ResponseHeadersVariable|-RHV=shell-variable -StatusCodeVariable=shell-variable
      -ContentType= -UseBasicParsing -UseDefaultCredentials -Credential= -Certificate= -CertificateThumbprint= -UserAgent= -DisableKeepAlive
      -TimeoutSec|-ConnectionTimeoutSeconds= -OperationTimeoutSeconds= -MaximumRedirection= -MaximumRetryCount= -RetryIntervalSec= -TransferEncoding= -PassThru
      -Resume -SkipCertificateCheck -SkipHttpErrorCheck -SkipHeaderValidation -AllowUnencryptedAuthentication -Authentication= -Token= -SslProtocol= -NoProxy
      -FollowRelLink|-FL -MaximumFollowRelLink= -PreserveAuthorizationOnRedirect -PreserveHttpMethodOnRedirect -AllowInsecureRedirect -HttpVersion= -UnixSocket=daemon`,
    '-Uri~',
  ),
  row(
    'Start-BitsTransfer Add-BitsFile',
    '-Source=url -Destination=item:write -ProxyList=proxy-url -ProxyUsage= -Priority= -Asynchronous -TransferType= -DisplayName= -Description= -Credential=',
    '-Source~ -Destination',
  ),
  row(
    'Test-Connection Test-NetConnection Resolve-DnsName',
    '-ComputerName|-TargetName|-Name|-CN=host -Server=host -Count= -Quiet -Port|-TcpPort= -Type= -InformationLevel= -TimeoutSeconds= -Ping -Traceroute -TraceRoute -DnsOnly -IPv4 -IPv6',
    '-ComputerName~',
  ),
  row(
    'Enter-PSSession New-PSSession',
    '-ComputerName|-Cn|-HostName=host -ConnectionUri|-URI=url -Credential= -Port= -UserName= -KeyFilePath=read -SSHTransport= -Name= -UseSSL -Subsystem= -Session=code:pwsh -VMName=host -ContainerId=host',
    '-ComputerName~',
  ),
  row(
    'Send-MailMessage',
    '-SmtpServer|-ComputerName=host -To= -From= -Subject= -Body= -Attachments|-PsPath=item:read -Credential= -Port= -UseSsl -Priority= -Cc= -Bcc= -BodyAsHtml -Encoding=',
    '-To -Subject -Body -SmtpServer',
  ),
  row('Invoke-Expression', '-Command=script:pwsh', '-Command~'),
  row(
    'Invoke-Command',
    `-ScriptBlock|-Command=block -ComputerName|-Cn|-HostName=host -ConnectionUri|-URI=url -Session=code:pwsh -VMName|-VMId|-ContainerId=host -FilePath|-PSPath=code-file:pwsh -ArgumentList|-Args=
      -Credential= -AsJob -JobName= -ThrottleLimit= -HideComputerName -NoNewScope -InputObject= -UserName= -KeyFilePath=read -Port= -UseSSL -SessionOption= -Authentication= -ConfigurationName= -RunAsAdministrator -InDisconnectedSession -Placed=block-or-host`,
    '-Placed*',
  ),
  row(
    'Start-Job Start-ThreadJob',
    '-ScriptBlock|-Command=block -FilePath|-PSPath=code-file:pwsh -LiteralPath=code-file:pwsh -InitializationScript=block -ArgumentList|-Args= -Name= -InputObject= -Credential= -RunAs32 -PSVersion= -WorkingDirectory= -ThrottleLimit= -StreamingHost=',
    '-ScriptBlock -InitializationScript -ArgumentList',
  ),
  row(
    'ForEach-Object',
    '-Process|-Begin|-End|-RemainingScripts|-Parallel|-MemberName=block-or-member -ArgumentList|-Args= -InputObject= -ThrottleLimit= -TimeoutSeconds= -AsJob -UseNewRunspace',
    '-Process*',
    FREE,
  ),
  row(
    'Where-Object',
    `-FilterScript=block-or-member -Property= -Value= -InputObject= -EQ|-IEQ -CEQ -NE|-INE -CNE -GT|-IGT -CGT -LT|-ILT -CLT -GE|-IGE -CGE -LE|-ILE -CLE -Like|-ILike
      -CLike -NotLike|-INotLike -CNotLike -Match|-IMatch -CMatch -NotMatch|-INotMatch -CNotMatch -Contains|-IContains -CContains -NotContains|-INotContains
      -CNotContains -In|-IIn -CIn -NotIn|-INotIn -CNotIn -Is -IsNot -Not`,
    '-Property -Value',
    FREE,
  ),
  row('Measure-Command', '-Expression=block -InputObject=', '-Expression'),
  row(
    'Trace-Command',
    '-Name= -Expression=block -Command=script:pwsh -FilePath=item:write -Option= -ListenerOption= -Force -PSHost -Debugger -InputObject= -ArgumentList=',
    '-Name -Expression -Option',
  ),
  row(
    'Start-Process',
    `-FilePath|-PSPath|-Path=started-file -ArgumentList|-Args=started-argument -WorkingDirectory=enter -Verb=verb -RedirectStandardOutput|-RSO=item:write -RedirectStandardError|-RSE=item:write
      -RedirectStandardInput|-RSI=item:read -Credential=privilege:user -Wait -NoNewWindow|-nnw -WindowStyle= -PassThru -UseNewEnvironment -LoadUserProfile|-Lup -Environment=setting`,
    '-FilePath -ArgumentList',
    { does: 'at-started' },
  ),
  row('Invoke-Item', `-Path|-LiteralPath|-PSPath|-LP=program ${FILTERS}`, '-Path'),
  row(
    'Import-Module',
    '-Name|-FullyQualifiedName|-Assembly|-ModuleInfo=module-name -Global -Prefix= -Function= -Cmdlet= -Variable= -Alias= -Force -PassThru -AsCustomObject -MinimumVersion|-Version= -MaximumVersion= -RequiredVersion= -ArgumentList|-Args= -DisableNameChecking -NoClobber -Scope= -PSSession=code:pwsh -CimSession=code:pwsh -UseWindowsPowerShell -SkipEditionCheck',
    '-Name',
  ),
  row(
    'Add-Type',
    '-TypeDefinition|-MemberDefinition=code:csharp -Path|-LiteralPath|-PSPath=code-file:csharp -AssemblyName|-AN=module:assembly -Name= -Namespace|-NS= -Language= -OutputAssembly|-OA=item:write -OutputType|-OT= -ReferencedAssemblies|-RA= -UsingNamespace|-Using= -IgnoreWarnings -PassThru -CompilerOptions=',
    '-TypeDefinition',
  ),
  row('New-Object', '-TypeName=type-name -ComObject=code:com -ArgumentList|-Args= -Property= -Strict', '-TypeName -ArgumentList'),
  row(
    'Update-TypeData Update-FormatData Add-PSSnapin',
    '-AppendPath|-PSPath|-Path|-PrependPath|-Name|-TypeName=code-file:pwsh -MemberName= -MemberType= -Value= -Force',
    '-AppendPath',
    { does: 'at-preload:pwsh' },
  ),
  row('Set-Alias New-Alias', '-Name=alias-name -Value=alias-value -Description= -Option= -PassThru -Scope= -Force', '-Name -Value'),
  row('Import-Alias', '-Path|-LiteralPath|-PSPath|-LP=item:read -Scope= -PassThru -Force', '-Path', { does: 'shadow-all' }),
  row(
    'Set-Variable New-Variable Clear-Variable Remove-Variable',
    '-Name=shell-variable -Value= -Option= -Description= -Visibility= -Scope= -PassThru -Force -Include=shell-variable -Exclude=',
    '-Name~ -Value',
    FREE,
  ),
  row('Set-Location', '-Path|-LiteralPath|-PSPath|-LP=location -PassThru -StackName=', '-Path', FREE),
  row('Push-Location', '-Path|-LiteralPath|-PSPath|-LP=location:aside -PassThru -StackName=', '-Path', FREE),
  row('Pop-Location', '-PassThru -StackName=', '', { does: 'location-back', mark: 'free' }),
  row('Get-Location', '-PSProvider= -PSDrive= -Stack -StackName=', '', FREE),
  row('New-PSDrive', '-Name= -PSProvider= -Root=item:write -Scope= -Persist -Description= -Credential=', '-Name -PSProvider -Root'),
  row('Get-Variable', '-Name= -ValueOnly -Include= -Exclude= -Scope=', '-Name'),
  row('Get-History', '-Id= -Count=', '-Id -Count', { does: 'disclose:history' }),
  row('Invoke-History', '-Id=', '-Id', { does: 'code-stdin:history' }),
  row('Set-ExecutionPolicy', '-ExecutionPolicy= -Scope= -Force', '-ExecutionPolicy -Scope', { does: 'destroy:permissions' }),
  row('Set-Acl', `-Path|-LiteralPath|-PSPath=item:attributes -AclObject= -InputObject= -Passthru ${FILTERS}`, '-Path~ -AclObject', {
    does: 'destroy:permissions',
  }),
  row('Stop-Computer Restart-Computer Rename-Computer Add-Computer Remove-Computer Reset-ComputerMachinePassword Set-Date', '', '', {
    does: 'destroy:machine',
  }),
  row(
    'Format-Volume Clear-Disk Initialize-Disk Remove-Partition New-Partition Resize-Partition Set-Disk Repair-Volume Dismount-DiskImage',
    '',
    '',
    { does: 'destroy:device' },
  ),
  row('New-Service Set-Service Remove-Service Stop-Service Start-Service Restart-Service Suspend-Service Resume-Service', '', '', {
    does: 'destroy:service',
  }),
  row(
    'Register-ScheduledTask Set-ScheduledTask New-ScheduledTask New-ScheduledTaskAction Register-ScheduledJob Unregister-ScheduledTask Start-ScheduledTask Set-MpPreference Add-MpPreference Disable-NetFirewallRule New-NetFirewallRule Set-NetFirewallProfile New-LocalUser Add-LocalGroupMember Set-LocalUser Enable-PSRemoting Set-WSManQuickConfig Enable-WindowsOptionalFeature',
    '',
    '',
    { does: 'destroy:machine' },
  ),
  row('Invoke-WmiMethod Invoke-CimMethod Set-WmiInstance Remove-WMIObject New-CimInstance Set-CimInstance Remove-CimInstance', '', '', {
    does: 'at-preload:wmi',
  }),
  row(
    'Install-Module Install-Package Install-Script Install-PSResource Update-Module Update-Script Update-PSResource Save-Module Find-Module Install-PackageProvider Register-PSRepository Set-PSRepository Publish-Module',
    '-Name=package -Repository= -Source=url -SourceLocation=url -Path=item:write',
    '-Name',
    { does: 'at-contact' },
  ),
  row('Update-Help Save-Help', '-DestinationPath=item:write -SourcePath=item:read -Module= -UICulture= -Force -Recurse', '', {
    does: 'at-contact',
  }),
  row(
    'Get-Secret Get-Credential ConvertFrom-SecureString',
    '-Name= -Vault= -AsPlainText -SecureString= -Key= -UserName= -Message= -Title=',
    '-Name',
    { does: 'disclose:credential' },
  ),
  row(
    'Write-Output Write-Host Write-Verbose Write-Debug Write-Warning Write-Error Write-Information',
    `${PRINTING} -ForegroundColor= -BackgroundColor= -NoNewline -Separator= -NoEnumerate -Tags= -Category= -ErrorId= -Exception= -ErrorRecord= -TargetObject= -RecommendedAction= -CategoryActivity= -CategoryReason= -CategoryTargetName= -CategoryTargetType=`,
    '-InputObject*',
    FREE,
  ),
  row(
    'Write-Progress',
    '-Activity= -Status= -Id= -PercentComplete= -SecondsRemaining= -CurrentOperation= -ParentId= -Completed -SourceId=',
    '-Activity -Status -Id',
    FREE,
  ),
  row('Out-Null Out-Host Out-Default Out-String', '-InputObject= -Width= -Stream -Paging -NoNewline -Transcript', '', FREE),
  row(
    'Format-Table Format-List Format-Wide Format-Custom',
    '-Property= -GroupBy= -View= -AutoSize -Wrap -HideTableHeaders -RepeatHeader -Column= -Depth= -Force -Expand= -DisplayError -ShowError -InputObject=',
    '-Property*',
    FREE,
  ),
  row(
    'Sort-Object Select-Object Group-Object Measure-Object Compare-Object Get-Unique',
    '-Property|-ReferenceObject|-DifferenceObject= -Descending -Ascending -Unique -CaseSensitive -Culture= -Stable -Top= -Bottom= -First= -Last= -Skip= -SkipLast= -SkipIndex= -Index= -ExpandProperty|-Expand= -ExcludeProperty= -Wait -CaseInsensitive -NoElement -AsHashTable -AsString -Sum -Average -Minimum -Maximum -StandardDeviation -AllStats -Line -Word -Character -IgnoreWhiteSpace -ExcludeDifferent -IncludeEqual -PassThru -SyncWindow= -OnType -InputObject=',
    '-Property*',
    FREE,
  ),
  row(
    'Get-Member ConvertTo-Json ConvertFrom-Json ConvertTo-Csv ConvertFrom-Csv ConvertTo-Xml ConvertTo-Html ConvertFrom-StringData Select-Xml',
    '-InputObject|-Name|-MemberType|-Depth|-Delimiter|-Header|-Property|-As|-Title|-Head|-Body|-PreContent|-PostContent|-XPath|-Xml|-Content|-StringData|-View|-QuoteFields|-UseQuotes|-EnumsAsStrings|-CssUri|-Charset|-Namespace|-EscapeHandling= -Compress -AsArray -AsHashtable -NoEnumerate -NoTypeInformation -IncludeTypeInformation -UseCulture -Force -Static -Fragment -NoHeader -Path|-LiteralPath=item:read',
    '-InputObject*',
    READER,
  ),
  row('Get-Date Start-Sleep Set-StrictMode Get-Random New-Guid New-TimeSpan Get-Culture Get-UICulture Get-Host', '', '', FREE),
  row(
    'Get-Command Get-Help Get-Process Get-Service Get-Module Get-Alias Get-PSDrive Get-Job Receive-Job Wait-Job Get-ComputerInfo Get-Verb Get-TimeZone Get-PSCallStack Get-NetTCPConnection Get-NetIPAddress Get-Volume Get-Disk Get-HotFix Get-EventLog Get-WinEvent',
    '-Name= -Module= -ListAvailable -All -Syntax -ArgumentList= -CommandType= -Id= -Full -Examples -Detailed -Parameter= -Online',
    '-Name',
    READER,
  ),
];
