/** Programs that talk to other machines: transfers, remote shells, name lookups, probes. */
import type { ProgramRow } from '../row.ts';

const SSH_COMMON = '-F=option-file:ssh -i=read -J=hosts -o=ssh-option -c= -l=';

const CURL = `-o|--output=write -O|--remote-name --remote-name-all -J|--remote-header-name --output-dir=write -D|--dump-header=write
      -c|--cookie-jar=write -b|--cookie=cookie-file --trace=write --trace-ascii=write --stderr=write --hsts=write --alt-svc=write
      --etag-save=write --etag-compare=read --libcurl=write -K|--config=option-file:curl -T|--upload-file=read -d|--data=atfile
      --data-ascii=atfile --data-binary=atfile --data-urlencode=formfile --data-raw= --json=atfile -F|--form=formfile --form-string=
      --url=curl-url --url-query=formfile -x|--proxy=proxy-url --preproxy=proxy-url --socks4=proxy-host --socks4a=proxy-host
      --socks5=proxy-host --socks5-hostname=proxy-host --proxy1.0=proxy-host --resolve=host-part:2 --connect-to=host-part:2 --doh-url=url
      -E|--cert=read --key=read --cacert=read --capath=read --crlfile=read --proxy-cert=read --proxy-key=read --proxy-cacert=read
      --netrc-file=read -n|--netrc!at-read:~/.netrc --netrc-optional --engine=preload:native --random-file=read --egd-file=read
      --unix-socket=write --abstract-unix-socket=config-name:daemon --interface= --dns-servers=hosts --dns-interface= --dns-ipv4-addr= --dns-ipv6-addr=
      --ftp-account= --ftp-alternative-to-user= --ftp-method= --ftp-port= -P= --ftp-ssl-ccc-mode= -e|--referer= -A|--user-agent=
      -H|--header=atfile --proxy-header=atfile -u|--user= -U|--proxy-user= -X|--request= --request-target= -w|--write-out=write-out
      -m|--max-time= -C|--continue-at= -r|--range= -y|--speed-time= -Y|--speed-limit= -z|--time-cond= --retry= --retry-delay=
      --retry-max-time= --connect-timeout= --expect100-timeout= --happy-eyeballs-timeout-ms= --keepalive-time= --keepalive-cnt=
      -t|--telnet-option= -Q|--quote= -h|--help? --max-filesize= --max-redirs= --limit-rate= --rate= --local-port= --mail-from=
      --mail-rcpt= --mail-auth= --pass= --proxy-pass= --proto= --proto-default= --proto-redir= --pubkey=read --hostpubmd5=
      --hostpubsha256= --ciphers= --proxy-ciphers= --tls13-ciphers= --proxy-tls13-ciphers= --curves= --cert-type= --key-type= --tls-max=
      --tlsuser= --tlspassword= --tlsauthtype= --pinnedpubkey= --proxy-pinnedpubkey= --service-name= --proxy-service-name=
      --socks5-gssapi-service= --delegation= --krb= --login-options= --noproxy= --oauth2-bearer= --sasl-authzid= --aws-sigv4=
      --create-file-mode= --haproxy-clientip= --ipfs-gateway=url --parallel-max= --tftp-blksize= --trace-config= --variable=curl-variable
      --expand-url=curl-url --expand-data=atfile --expand-output=write --ech= --dump-ca-embed --retry-all-errors --trace-ids --trace-time
      --vlan-priority= --ip-tos= --upload-flags= --sigalgs= -# -0123469 -aBfgGiIjklLMNpqRsSvVZ --next --fail --silent --location
      --compressed --insecure --get --head --include --verbose --show-error`;

const WGET = `-O|--output-document=write -o|--output-file=write -a|--append-output=write -P|--directory-prefix=write
      -e|--execute=config-inline:settings --config=option-file:wget -i|--input-file=host-file --post-file=read --body-file=read --post-data=
      --body-data= --method= --use-askpass=program --load-cookies=read --save-cookies=write --certificate=read --private-key=read
      --ca-certificate=read --ca-directory=read --crl-file=read --random-file=read --egd-file=read --pinnedpubkey= --hsts-file=write
      --warc-file=write --warc-dedup=read --warc-tempdir=write --rejected-log=write -B|--base=url --header= -U|--user-agent= --user=
      --password= --http-user= --http-password= --ftp-user= --ftp-password= --referer= -D|--domains= --exclude-domains= -A|--accept=
      -R|--reject= --accept-regex= --reject-regex= --regex-type= -I|--include-directories= -X|--exclude-directories= -l|--level=
      -t|--tries= -T|--timeout= --dns-timeout= --connect-timeout= --read-timeout= -w|--wait= --waitretry= -Q|--quota= --limit-rate=
      --bind-address= --dns-servers=hosts --bind-dns-address= --proxy-user= --proxy-password= --prefer-family= --progress= --cut-dirs=
      --default-page= --local-encoding= --remote-encoding= --max-redirect= --secure-protocol= --certificate-type= --private-key-type=
      --ciphers= --restrict-file-names= --start-pos= --retry-on-http-error= --compression= --report-speed= --follow-tags= --ignore-tags=
      --preferred-location= --input-metalink=read --metalink-index= --trust-server-names -bcdEFHKkLmNnpqrSvVx46 --no-check-certificate
      --no-clobber --spider --mirror --recursive --quiet --continue --no-verbose --content-disposition`;

export const NETWORK: readonly ProgramRow[] = [
  { name: 'curl', options: CURL, operands: 'curl-url*' },
  { name: 'wget wget2', options: WGET, operands: 'curl-url*' },
  {
    name: 'http https xh xhs httpie',
    options: `-o|--output=write -d|--download --session=write --session-read-only=read -a|--auth= -A|--auth-type= --verify= --cert=read
      --cert-key=read --proxy=proxy-url --timeout= --max-redirects= -p|--print= --pretty= -s|--style= --format-options= --boundary= --raw=
      --check-status -c --ssl= --ciphers= --default-scheme= --path-as-is -b -h -v -j -f -I -F -x -m`,
    operands: 'httpie-word*',
  },
  {
    name: 'aria2c',
    options: `-o|--out=write -d|--dir=write -i|--input-file=host-file -j= -s= -x= -l|--log=write --conf-path=option-file:aria2 --save-session=write
      --load-cookies=read --save-cookies=write --on-download-complete=program --on-download-start=program --on-download-error=program
      --on-download-stop=program --on-bt-download-complete=program --all-proxy=proxy-url --http-proxy=proxy-url --https-proxy=proxy-url
      --header= -U= --referer= --http-user= --http-passwd= -k= -m= -t= -T=read --seed-time= --max-download-limit= -Z -c -D -q -V`,
    operands: 'url*',
  },
  {
    name: 'ssh autossh slogin',
    options: `${SSH_COMMON} -B= -b= -D=listen -E=write -e= -I=preload:native -L=forward:listen -M -m= -O= -P= -p= -Q= -R=forward:listen -S=write
      -W=forward-host -w= -46AaCfGgKkNnqsTtVvXxYy`,
    stop: 2,
    operands: 'host scripts:remote',
  },
  { name: 'scp', options: `${SSH_COMMON} -S=program -D=program -P= -X= -346ABCOpqRrsTv`, operands: 'transfer+ transfer:write' },
  {
    name: 'sftp',
    options: `${SSH_COMMON} -b=option-file:sftp -S=program -D=script -s=program -B= -P= -R= -X= -46AaCfNpqrv`,
    operands: 'host-path write?',
  },
  { name: 'ssh-copy-id', options: '-i=read -p= -o=ssh-option -F=option-file:ssh -t= -f -n -s -x', operands: 'host' },
  {
    name: 'ssh-keygen',
    options: `-f=write -t= -b= -C= -N= -P= -a= -m= -D=preload:native -w=preload:native -s=read -I= -n= -V= -z= -O= -Y= -r= -R= -F= -M= -Z= -E= -A
      -B -c -e -g -h -H -i -k -K -L -l -p -q -Q -u -U -v -y!disclose:credential`,
    operands: '_*',
  },
  {
    name: 'ssh-add',
    options: '-t= -s=preload:native -e= -S=preload:native -H= -h= -T=read -E= -c -D -d -k -K -L -l -M -q -v -X -x',
    operands: 'read*',
  },
  { name: 'ssh-keyscan', options: '-f=host-file -p= -T= -t= -O= -46cDHqv', operands: 'hosts*' },
  {
    name: 'mosh',
    options: `--ssh=script --client=program --server=script:remote --predict= -p|--port= --family= --bind-server= -a -n -6 -4 --no-init --local`,
    stop: 1,
    operands: 'host command:remote',
  },
  { name: 'rsh rlogin rexec remsh', options: '-l= -n -d -e= -8 -E -K -x', stop: 2, operands: 'host scripts:remote' },
  { name: 'telnet', options: '-l= -n=write -e= -b= -8 -E -K -L -a -c -d -f -F -k= -r -x -X= -4 -6', operands: 'host _?' },
  { name: 'rcp', options: '-r -p -x', operands: 'transfer+ transfer:write' },
  {
    name: 'rsync',
    options: `-e|--rsh=script --rsync-path=script:remote -T|--temp-dir=write --backup-dir=write --compare-dest=read --copy-dest=read
      --link-dest=read --log-file=write --log-file-format= --password-file=read --files-from=transfer --exclude-from=read
      --include-from=read -f|--filter=rsync-filter -F --exclude= --include= -M|--remote-option=config-inline:settings --partial-dir=write
      --write-batch=write --only-write-batch=write --read-batch=read --early-input=read --config=option-file:rsync --daemon!at-listen
      -B|--block-size= --timeout= --contimeout= --port= --sockopts= --out-format= --chmod= --chown= --usermap= --groupmap= --bwlimit=
      --max-size= --min-size= --max-delete= --max-alloc= --modify-window= --suffix= --iconv= --info= --debug= --stderr= --checksum-choice=
      --cc= --compress-choice= --zc= --compress-level= --zl= --address= --outbuf= --skip-compress= --stop-after= --stop-at=
      --checksum-seed= --protocol= --remove-source-files!destroy:data --delete!destroy:data --delete-before!destroy:data
      --delete-during!destroy:data --del!destroy:data --delete-delay!destroy:data --delete-after!destroy:data
      --delete-excluded!destroy:data --force -aAbcCdDEgHhiIJkKlLmnNoOpPqrRsStuUvWxXyzZ046 --archive --recursive --verbose --compress
      --progress --dry-run`,
    operands: 'transfer+ transfer:write',
  },
  {
    name: 'nc netcat ncat',
    options: `-e|--exec=script -c|--sh-exec=script --lua-exec=code-file:lua -l|--listen@listen -p|--source-port= -s|--source= -w|--wait=
      -x|--proxy=proxy-host -o|--output=write --hex-dump=write --proxy-type= --proxy-auth= -X= -i= -q= -T= -I= -O= -P= -g|-G= -m=
      -d|--delay= --ssl-cert=read --ssl-key=read --ssl-trustfile=read --ssl-ciphers= --allow= --allowfile=read --deny= --denyfile=read
      --max-conns= -46bCDFhkNnrStUuvVzZ --ssl --udp --keep-open --broker --chat --send-only --recv-only`,
    operands: [
      ['listen', 'listen?~at-listen listen*'],
      ['', 'host _*'],
    ],
  },
  {
    name: 'socat filan procan',
    options: `-lf=write -lp= -ly? -ls -lh -lu -lm? -b= -t= -T= -L=write -W=write -r=write -R=write -d -dd -ddd -dddd -D -v -x -u -U -s -g -n -4 -6
      -h -V`,
    syntax: 'dash',
    operands: 'socat*',
  },
  {
    name: 'dig kdig delv drill',
    options: '-b= -c= -f=host-file -k=read -p= -q=lookup -t= -x=lookup -y= -a=read -46imruvh +=',
    operands: 'lookup*',
  },
  {
    name: 'nslookup',
    options: '-type= -query= -port= -timeout= -retry= -class= -debug -nodebug -recurse -norecurse -vc -novc -version',
    syntax: 'dash',
    operands: 'host host?',
  },
  { name: 'host', options: '-t= -c= -N= -R= -W= -m= -p= -aACdilrsTUvVw46', operands: 'host host?' },
  {
    name: 'ping ping6 fping hping3 arping',
    options: `-c= -i= -w= -W= -s= -t= -I= -p= -Q= -S= -M= -m= -l= -G= -h= -F= -T= -z= -e= -k= -B -C= -f -H= -g -a -A -b -d -D -L -n -N= -O -o -q
      -r -R -U -u -v -V -4 -6`,
    operands: 'host*',
  },
  {
    name: 'traceroute traceroute6 tracepath mtr',
    options: `-f= -m= -q= -w= -p= -s= -i= -N= -z= -g= -t= -M= -c= -G= -P= -a= -F=read -o= -L= -B= -Q= -y= -Z= -l= -I -T -U -n -r -e -d -b -x -v -4
      -6 --report --json --csv`,
    operands: 'host _?',
  },
  { name: 'whois finger rwho', options: '-h|--host=host -p|--port= -i= -I -H -a -d -l -m -s -q= -t= -v= -g= -T=', operands: 'host*' },
  {
    name: 'nmap masscan zmap',
    options: `-script=module:nse -script-args= -script-args-file=read -script-updatedb -iL=host-file -iR= -oN=write -oX=write -oG=write -oA=write
      -oS=write -oJ=write -oL=write -o=write -datadir=config:settings -stylesheet= -excludefile=read -exclude= -servicedb=read
      -versiondb=read -resume=option-file:nmap -proxies=proxy-url -dns-servers=hosts -S= -D= -e= -g= -source-port= -data= -data-string= -data-length=
      -ip-options= -ttl= -spoof-mac= -p= -top-ports= -port-ratio= -min-rate= -max-rate= -rate= -max-retries= -host-timeout= -scan-delay=
      -min-hostgroup= -min-parallelism= -max-parallelism= -max-rtt-timeout= -initial-rtt-timeout= -mtu= -stats-every= -version-intensity=
      -c=option-file:masscan -interface= -T0 -T1 -T2 -T3 -T4 -T5 -sS -sT -sU -sV -sn -sP -sC -O -A -v -d -n -R -F -r -f -6 -interactive!code-stdin:nse -Pn -PS+ -PA+
      -PU+ -open -reason -traceroute -system-dns`,
    syntax: 'dash',
    operands: 'host*',
  },
  {
    name: 'tcpdump',
    options: `-w=write -r=read -z=program -F=read -G= -C= -W= -Z=privilege:user -i|--interface= -c= -s= -T= -y= -B= -E= -M= -V=read -j= -m=read
      -Q= --count --immediate-mode --time-stamp-precision= --relinquish-privileges=privilege:user -AbdDefhHIJKlLnNOpqRStuUvxX# --version
      --print`,
    operands: '_*',
  },
  {
    name: 'tshark dumpcap wireshark editcap mergecap',
    options: `-w=write -r=read -X=code:lua -C= -K=read -a= -b= -B= -c= -d= -e= -E= -f= -F= -g -i= -I -j= -J= -k -l -n -N= -o= -O= -P -q -Q -R= -s=
      -S -t= -T= -u= -U= -v -V -W= -x -y= -Y= -z= -Z=`,
    operands: 'read*',
  },
  {
    name: 'openvpn wg-quick',
    options: `--config=option-file:openvpn --up=script --down=script --up-restart --ipchange=script --route-up=script --route-pre-down=script
      --tls-verify=script --auth-user-pass-verify=script,_ --client-connect=script --client-disconnect=script --learn-address=script
      --plugin=preload:native --iproute=program --engine=preload:native --pkcs11-providers=preload:native --script-security= --cd=enter
      --chroot= --user=privilege:user --group= --log=write --log-append=write --status=write --writepid=write --auth-user-pass?read
      --ca=read --cert=read --key=read --remote=host --daemon?`,
    operands: 'option-file:openvpn*',
    does: 'privilege:root',
  },
  {
    name: 'ftp lftp ncftp tftp',
    options: '-c=code:lftp -e=code:lftp -f=option-file:lftp -u= -p= -s= -P= -m= -n -i -v -d -g -A -4 -6 -a',
    operands: 'host _*~code-stdin:ftp',
  },
  {
    name: 'locust',
    options: `-f|--locustfile=code-file:python -H|--host=url --config=project-file:locust --web-host=listen --master-host=host -u= -r= -t= -P=
      --csv=write --html=write --logfile=write --headless --only-summary --tls-cert=read --tls-key=read`,
    operands: '_*',
    does: 'at-listen',
  },
  {
    name: 'ab wrk hey siege vegeta k6 bombardier',
    options: `-n= -c= -t= -d= -H= -p=read -u=read -T= -A= -P= -X=proxy-host -C= -e=write -g=write -s=code-file:lua -m= -D= -o= -f=read -r= -z= -q=
      -h= -k -l -v -x= --latency --timeout= --html --env=setting`,
    operands: 'url* -- _*',
    otherwise: 'operands',
    commands: [
      { name: 'run', options: '-u= -d= -o=write --out=write -e=setting --summary-export=write', operands: 'code-file:node*' },
      {
        name: 'attack report plot encode dump',
        syntax: 'dash',
        options: '-targets=read -output=write -rate= -duration=',
        operands: 'read*',
      },
    ],
  },
  {
    name: 'mail mailx mutt sendmail msmtp swaks s-nail',
    options: `-s= -a=read -A=read -c= -b= -r= -S=config-inline:settings -f=read -F=option-file:mail -q= -u= -i -n -N -v -E -t -C=option-file:mail
      -o= -O= -H=read -e=code:mail -M= --to= --from= --server=host --header= --body=atfile --attach=atfile`,
    operands: '_*',
    does: 'at-contact',
  },
  {
    name: 'ngrok cloudflared localtunnel lt bore frpc chisel tailscale',
    options: `--config=option-file:tunnel --authtoken= --region= --log= --url=url --port= -p= --host= -s= --subdomain= --token= --hostname=
      -c=option-file:tunnel`,
    operands: '_*',
    does: 'at-listen',
  },
  {
    name: 'iperf iperf3',
    options: '-s!at-listen -c=host -p= -t= -P= -b= -n= -k= -i= -B= -l= -w= -M= -F=read -R -u -J -V -v -D --logfile=write',
    operands: '_*',
  },
  {
    name: 'telnetd sshd httpd nginx apachectl lighttpd caddy http-server serve live-server browser-sync',
    options: `-c=option-file:server -f=option-file:server -g=config-inline:settings -p|--port= -a= -l=listen -L=listen --listen=listen -s= -t -T
      -k= -d= -D= -e= -h= -o= -S= -C= -K= --config=option-file:server --host=listen --adapter=`,
    operands: 'read*',
    does: 'at-listen',
    otherwise: 'operands',
    commands: [
      {
        name: 'run start reverse-proxy file-server',
        options: '--config=option-file:server --from= --to=url --listen=listen --root=read',
        operands: '_*',
        does: 'at-listen',
      },
      { name: 'validate fmt adapt stop reload configtest', options: '--config=option-file:server', operands: '_*' },
    ],
  },
  {
    name: 'w3m lynx links elinks links2',
    options: `-dump -source -T= -o=config-inline:settings -config=option-file:browser -cfg=option-file:browser -lss= -cookie_file=write -post_data
      -cmd_script=code-file:lynx -cmd_log=write -dump_html -F= -cols= -I= -O= -bookmark= -listonly -nolist -accept_all_cookies -useragent=
      -width=`,
    syntax: 'dash',
    operands: 'opened*',
  },
  {
    name: 'yt-dlp youtube-dl gallery-dl',
    options: `-o|--output=write -P|--paths=write --exec=script --exec-before-download=script --postprocessor-args= --ppa=
      --external-downloader=program --downloader=program --downloader-args= --ffmpeg-location=program --config-location=option-file:yt-dlp
      --config-locations=option-file:yt-dlp --cookies=write --cookies-from-browser=!disclose:credential -a|--batch-file=host-file
      --download-archive=write --load-info-json=read --proxy=proxy-url --plugin-dirs=preload:python --cache-dir=write -f= -S= --sub-langs=
      --remux-video= --audio-format= --audio-quality= -r= -R= -u= -p= -2= --username= --password= --user-agent= --referer= --add-header=
      --playlist-items= -I= --match-filter= --print= -O= --print-to-file=_,write --use-postprocessor= --netrc-cmd=script -x -k -q -v -s -F
      -i -n`,
    operands: 'url*',
  },
];
