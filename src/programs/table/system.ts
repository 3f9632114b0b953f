/** The system: processes, users, disks, services, hardware. What changes the machine cannot be undone from a workspace. */
import type { ProgramRow } from '../row.ts';

export const SYSTEM: readonly ProgramRow[] = [
  {
    name: 'date gdate',
    options: `-d|--date= -f|--file=shown?_|read -r|--reference=read -s|--set=!destroy:machine -I? -R -u -n -j@shown -v=@shown -z= --iso-8601?
      --rfc-3339= --debug --resolution --rfc-email --utc --universal +=@shown`,
    operands: 'shown?_|destroy:machine?',
  },
  {
    name: 'hostname domainname nisdomainname ypdomainname dnsdomainname',
    options: '-F|--file=read!destroy:machine -b -s -f -d -i -I -A -a -y -v --short --fqdn --long --ip-address --all-ip-addresses',
    operands: 'destroy:machine?',
  },
  {
    name: `uname whoami id groups w users logname tty nproc uptime cal ncal locale getconf lsb_release hostid free vmstat iostat mpstat
      lscpu lsblk lspci lsusb lsmod lsmem sw_vers sysinfo getent lastlog tput clear reset tabs resize ipcs ipcmk pstree pidof ps pwdx top
      htop btop iotop nethogs nload slabtop gtop vtop uuidgen uuid mcookie errno isatty which whereis cpuid numastat lslocks lslogins lsns
      lsipc tload`,
    operands: '_*',
    mark: 'reader',
  },
  { name: 'who', options: '-abdHlmpqrstTuw', operands: 'read?', mark: 'reader' },
  {
    name: 'last lastb',
    options: '-f|--file=read -n= -s|--since= -t|--until= -p= --time-format= -adFiRwx -#',
    operands: '_*',
    mark: 'reader',
  },
  {
    name: 'pgrep',
    options: '-F|--pidfile=read -d= -g= -G= -P= -r= -s= -t= -u= -U= -ancflLiovwx --ns= --nslist= -#',
    operands: '_*',
    mark: 'reader',
  },
  {
    name: 'infocmp toe',
    options: '-A=read -B=read -R= -s= -v= -w= -o= -Q? -01CcdDeEfFgGhiIKlLnpqrtTuUVxa',
    operands: 'page*',
    mark: 'reader',
  },
  { name: 'stty', options: '-F|--file=write -ag', operands: '_*', mark: 'reader' },
  {
    name: 'setterm',
    syntax: 'dash',
    options: '-file=write -F=write -dump? -append? -term= -foreground= -background= -cursor= -blank? -powersave? -msglevel=',
    operands: '_*',
  },
  {
    name: 'sar sadf',
    options: '-o*write -f*read -s* -e* -i= -P= -m= -n= -I= -O= -T -t -U -g -j -x -d -p -h -H -C',
    operands: '_*',
    mark: 'reader',
  },
  {
    name: 'lshw hwinfo dmidecode inxi',
    syntax: 'dash',
    options:
      '-dump=write -log=write -save-config= -dump-bin=write -from-dump=read -dump-db= -o=write -output-file=write -class= -t= -type= -s= -d=read',
    operands: '_*',
    mark: 'reader',
  },
  {
    name: 'fastfetch screenfetch',
    syntax: 'dash',
    options:
      '-c=option-file:fetch -config=option-file:fetch -o=config-inline:settings -a=shell-file:bash -command-text=script -gen-config?write -logo=read -l=',
    operands: '_*',
  },
  {
    name: 'atop nmon bmon dstat iftop powertop glances',
    syntax: 'dash',
    options: `-w=write -m=write -F=write -r=read -output=write -html?write -csv?write -workload=program -auto-tune!destroy:machine -c=
      -C=option-file:monitor -config=option-file:monitor -configfile=option-file:monitor -f -s= -o= -p= -i= -b= -export=
      -export-csv-file=write -export-json-file=write -webserver!at-listen -server!at-listen -client=host`,
    operands: '_*',
  },
  { name: 'neofetch', options: '--config=shell-file:bash --source=read --ascii=read -L', operands: '_*' },
  {
    name: 'dmesg',
    options: `-C|--clear!destroy:machine -c|--read-clear!destroy:machine -D|--console-off!destroy:machine -E|--console-on!destroy:machine
      -n|--console-level=!destroy:machine -F|--file=read -K|--kmsg-file=read -f= -l= -s= --since= --until= --time-format= --color? -d -e
      -H -k -L? -p -P -r -S -t -T -u -w -W -x -J`,
    operands: '_*',
    mark: 'reader',
  },
  { name: 'printenv', options: '-0|--null', operands: 'shown-variable*~disclose:environment' },
  {
    name: 'iptables ip6tables ebtables arptables',
    options: `-t= -p= -s= -d= -i= -o= -j= -m= -n -v -L -S -x -w= -c=_,_ --line-numbers -A=!destroy:machine -I=!destroy:machine -D=!destroy:machine
      -R=!destroy:machine -F!destroy:machine -X!destroy:machine -P=!destroy:machine -N=!destroy:machine -Z!destroy:machine
      -E=!destroy:machine --append=!destroy:machine --delete=!destroy:machine --flush!destroy:machine --modprobe=program`,
    operands: '_*',
  },
  {
    name: `ifconfig ip route arp iwconfig ifup ifdown nmcli ethtool nft ufw firewall-cmd tc bridge brctl iw wpa_cli networksetup scutil ipfw
      pfctl netplan resolvectl systemd-resolve rfkill tunctl`,
    options: `-n= -netns= -4 -6 -0 -a -s -S -d -D -r -o -br -brief -j -json -p -pretty -c? -color? -t -ts -M -B -h -human -iec -f= -family= -l=
      -rc= -b=option-file:ip -batch=option-file:ip -force -all -timestamp -w= -g= -e= -m= --wait= --ask --colors= --fields= --get-values=
      --mode= --overview --show-secrets!disclose:credential`,
    syntax: 'dash',
    operands: 'net-word*',
    otherwise: 'operands',
    commands: [
      {
        name: 'netns',
        operands: '_*',
        commands: [
          { name: 'exec', stop: 2, operands: 'privilege:namespace command' },
          { name: 'add delete del attach set', operands: '_*', does: 'destroy:machine' },
          { name: 'list show identify pids monitor list-id', operands: '_*' },
        ],
      },
      {
        name: 'vrf',
        commands: [
          { name: 'exec', stop: 2, operands: '_ command' },
          { name: 'show list identify pids', operands: '_*' },
        ],
      },
    ],
  },
  {
    name: 'ss netstat nstat lnstat conntrack nethack-stats',
    options: `-f= -A= -D|--diag=write -F|--filter=read -K|--kill!destroy:machine -i? -N= -t= -I= -M? -p -a -n -l -u -x -w -e -m -o -r -s -4 -6 -b
      -d -E -h -H -O -Q -S -T -v -V -z -Z -c -C -g -W`,
    operands: '_*',
    mark: 'reader',
  },
  {
    name: 'killall pkill skill snice',
    options: `-s|--signal= -u|--user= -e -g -G= -i -I -l -o= -q -r -v -w -y= -n -f -x -P= -t= -U= -F=read -L -c -a --ns= --nslist= -Z=
      --older-than= --younger-than= -#`,
    operands: '_*',
    does: 'destroy:process',
  },
  { name: 'renice', options: '-n= -p -g -u', operands: '_*' },
  {
    name: 'xkill wmctrl xdotool ydotool xte',
    syntax: 'dash',
    options: '-id= -all -display=',
    operands: '_*',
    otherwise: 'operands',
    commands: [
      { name: 'exec', options: '--sync --args= --terminator=', stop: 1, operands: 'command' },
      { name: 'type key', options: '--delay= --clearmodifiers --window= --file=read --args=', operands: 'typed-keys' },
    ],
  },
  {
    name: 'systemctl',
    options: `--user --system --global -H|--host=host -M|--machine= -t= --type= -p= --property= -n= -o= --root=write --image=write --job-mode= -s=
      --kill-whom= --signal= --what= --when= --message= --state= --firmware-setup --force -f -a -l -q --now --no-block --no-pager
      --no-legend --no-ask-password --plain --reverse --failed --runtime --preset-mode= --timestamp= --value --dry-run`,
    inherit: true,
    commands: [
      {
        name: `status show cat list-units list-unit-files list-timers list-sockets list-dependencies list-jobs list-machines list-paths
      list-automounts is-active is-enabled is-failed is-system-running get-default help show-environment`,
        operands: '_*',
      },
      { name: 'edit link revert set-property', operands: '_*', does: 'destroy:service at-write:/etc/systemd/system' },
      { name: 'set-environment import-environment unset-environment', operands: 'shell-export*', does: 'destroy:service' },
      { name: '*', operands: '_*', does: 'destroy:service' },
    ],
  },
  {
    name: 'launchctl',
    options: '-w -F -s= -S= -D= -d=',
    operands: 'service-word*',
    otherwise: 'operands',
    commands: [
      { name: 'submit', options: '-l= -p=program -o=write -e=write', stop: 1, operands: 'command -- command', does: 'destroy:service' },
      { name: 'bsexec asuser', options: '', stop: 1, operands: '_ command' },
      { name: 'list print blame version help error hostinfo procinfo', operands: '_*' },
    ],
  },
  {
    name: `service rc-service sv initctl chkconfig update-rc.d invoke-rc.d rc-update supervisorctl pm2 forever monit s6-svc runsvdir
      svscan`,
    options: `-c=option-file:service --config=option-file:service -s= -q -v -w= -i= -n= --name= --watch -f -l= -o= -e= --cwd=enter
      --interpreter=program --node-args=config-inline:settings --cron=`,
    operands: 'service-word*',
    otherwise: 'operands',
    commands: [
      {
        name: 'status list ls show describe logs log monit jlist prettylist env info print blame version avail tail pid',
        options: '--lines= --raw --nostream -f',
        operands: '_*',
      },
      {
        name: 'start',
        options: '-n= --name= -i= --watch --interpreter=program --node-args=config-inline:settings --cwd=enter -f',
        operands: 'code-file:node _* -- _*',
        does: 'destroy:service',
      },
    ],
  },
  {
    name: `journalctl loginctl hostnamectl timedatectl localectl coredumpctl bootctl systemd-analyze systemd-cgls systemd-cgtop
      systemd-detect-virt systemd-path systemd-escape busctl udevadm networkctl portablectl userdbctl homectl`,
    options: `-u= --unit= -n= --lines= -o= --output=_ -S= --since= -U= --until= -p= -g= --grep= -t= -D|--directory=read --file=read --root=write
      -H|--host=host -M|--machine= -b? --boot? --vacuum-size=!destroy:machine --vacuum-time=!destroy:machine
      --vacuum-files=!destroy:machine --rotate!destroy:machine --setup-keys!destroy:machine --debugger=program --debugger-arguments= -e -f
      -k -r -x -q -a -l -m --no-pager --user --system --disk-usage --list-boots --static --transient --pretty -c= --cursor-file=write
      --field= -F= --verify --flush --sync`,
    operands: 'machine-word*',
  },
  {
    name: 'shutdown reboot halt poweroff telinit init kexec pm-suspend systemd-suspend',
    options: '-t= -a -c -F -f -h -H -k -n -P -r -s -e -l= --when=',
    operands: '_*',
    does: 'destroy:machine',
  },
  {
    name: `useradd userdel usermod groupadd groupdel groupmod adduser deluser addgroup delgroup passwd chpasswd chage gpasswd vipw vigr
      visudo chsh chfn newusers dscl sysadminctl dseditgroup pw faillock pam-auth-update`,
    options: `-c= -d= -e= -f=read -g= -G= -k= -K= -m -M -N -o -p= -r -R= -s= -u= -U -Z= -a= -h= -l -L -w= -x= -n= -i= -S -D -q -b= -I`,
    operands: '_*',
    does: 'destroy:machine',
  },
  {
    name: `mount umount swapon swapoff losetup fusermount fusermount3 sshfs mount.nfs mount.cifs udisksctl diskutil hdiutil cryptsetup dmsetup
      lvm lvcreate lvremove vgcreate vgremove pvcreate pvremove vgextend lvextend lvresize lvreduce mdadm zpool zfs btrfs multipath bcache
      quotaon quotaoff edquota`,
    options: `-t|--types= -o|--options= -L|--label= -U|--uuid= -O= -T=read -a -B -F -f -i -l -M -n -r -R -s -v -w -d? -p= -e= -c -q -h -k= -S= -y
      -A --bind --move --rbind --target= --source= --key-file=read --mountpoint=`,
    operands: 'machine-operand*',
  },
  {
    name: `mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.ntfs mke2fs mkswap fdisk cfdisk sfdisk gdisk sgdisk
      parted wipefs blkdiscard hdparm badblocks fsck e2fsck fsck.ext4 xfs_repair tune2fs resize2fs debugfs partprobe flashrom dd_rescue
      ddrescue efibootmgr grub-install grub-mkconfig update-grub mkinitcpio dracut update-initramfs partclone`,
    options: '-t= -b= -L= -m= -n -N= -O= -T= -U= -q -v -F -f -c -j -y -p -a -l -s -d -z -w= -S= -h -V -i= -I= -o=write -R= -K -u',
    operands: 'write*',
  },
  {
    name: 'blkid findmnt blockdev smartctl nvme lsscsi sg_inq swaplabel partx e2label dumpe2fs fatlabel findfs',
    options: '-s= -o= -t= -c=read -p -i -U= -L= -g -k -l -n -O= -S= -T= -M= -N= -F= -d= -a -A -H -x -r',
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: `modprobe insmod rmmod depmod kmod update-alternatives alternatives ldconfig update-ca-certificates setenforce setsebool semanage
      restorecon chcon aa-enforce aa-complain auditctl ntpdate ntpd tzselect sysrc csrutil spctl kextload kextunload softwareupdate
      locale-gen localedef update-locale dpkg-divert authselect setfont loadkeys kbdrate`,
    options: '-C=option-file:system -d= -n= -p= -f=read -w -q -v',
    operands: '_*',
    does: 'destroy:machine',
  },
  {
    name: 'hwclock sysctl nvram pmset bless defaults systemsetup tmutil powercfg chronyc',
    options: `-w|--write|--systohc!destroy:machine -s|--hctosys!destroy:machine --set!destroy:machine --adjust!destroy:machine -p|--load?read
      -f=read -a|--all -n -e -N -q -r -b -u -l -h= -A -X`,
    operands: 'machine-word*',
  },
  { name: 'cgget cgcreate cgset cgexec cgclassify', options: '-g= -r= -t= -a= -n -v --sticky', stop: 1, operands: 'command' },
  {
    name: 'logrotate tmpreaper tmpwatch systemd-tmpfiles',
    options: `-s|--state=write -m|--mail=program -l|--log=write -f -d -v --create --clean --remove --root=write --prefix= --exclude-prefix= -u -a
      -c -x=`,
    operands: 'option-file:logrotate*',
    does: 'destroy:machine',
  },
  {
    name: 'lp lpr lpq lprm lpstat cancel lpadmin cupsaccept cupsreject cupsenable cupsdisable',
    options: '-d= -P= -h=host -H= -n= -o= -q= -t= -U= -u= -E -m -s -c -i= -C= -J= -T= -p= -r= -l',
    operands: 'read*',
  },
  {
    name: `notify-send say beep paplay aplay afplay amixer pactl pamixer alsamixer espeak mpg123 speaker-test osd_cat xmessage zenity kdialog
      dialog whiptail yad`,
    options: `-f=read -o=write -u= -i= -t= -v= -r= -a= -c= -h= -D= -d= -n= --title= --text= --filename= --file= --output-fd= --action= --textbox=read --tailbox=read --tailboxbg=read --editbox=edited`,
    operands: '_*',
  },
  {
    name: 'cgroups cgm pidstat bpftrace funccount dtrace dtruss sysdig stap trace-cmd opensnoop',
    options: '-e=code:bpftrace -c=script -p= -f= -o=write -n= -s=code-file:dtrace -l -v -d -r -w=write --unsafe',
    operands: 'code-file:bpftrace?',
  },
  {
    name: 'gpg gpg2',
    options: `-o|--output=write -r|--recipient= -R= -u|--local-user= --default-key= --homedir=config:settings --options=option-file:gpg
      --keyring=import?write|read --secret-keyring=read --trustdb-name=write --keyserver=url --keyserver-options= --photo-viewer=script
      --exec-path=config:settings --agent-program=program --dirmngr-program=program --keyboxd-program= --pinentry-mode= --passphrase=
      --passphrase-file=read --passphrase-fd= --status-file=write --status-fd= --logger-file=write --attribute-file=write
      --load-extension=preload:native --export-secret-keys!disclose:credential --export-secret-subkeys!disclose:credential
      --delete-keys!destroy:data --delete-secret-keys!destroy:data --delete-secret-and-public-key!destroy:data --gen-revoke --import@import
      --export --fetch-keys@urls --auto-key-locate=opened --recv-keys --send-keys!destroy:publication --refresh-keys --search-keys --list-keys -k -K --verify --batch
      --yes --armor -a -b -c -d -e -s -n -q -t -v -i -z= --cipher-algo= --digest-algo= --compress-algo= --s2k-mode= --s2k-digest-algo=
      --set-filename= --group= --command-fd= --command-file=read --display-charset= --max-output= --trust-model= --expert --full-gen-key
      --quick-gen-key --edit-key --sign-key --clearsign --detach-sign --dearmor --enarmor`,
    operands: [
      ['urls', 'url*'],
      ['', 'read*'],
    ],
  },
  {
    name: 'openssl',
    operands: '_?~code-fed:openssl _*',
    commands: [
      { name: 'rehash', syntax: 'dash', options: '-old -h -help -compat -n -v', operands: 'write-tree*' },
      {
        name: 's_client s_time',
        syntax: 'dash',
        options: `-connect=host -host=host -proxy=proxy-host -proxy_user= -proxy_pass= -unix=write -port= -bind= -servername= -cert=read -key=read
      -pass= -CAfile=read -CApath=read -CAstore=read -cert_chain=read -keyform= -certform= -engine=preload:native -provider=preload:native
      -provider-path=preload:native -keylogfile=write -sess_out=write -sess_in=read -psk= -starttls= -xmpphost= -name= -alpn= -ciphers=
      -ciphersuites= -sigalgs= -curves= -groups= -verify= -verify_depth= -purpose= -rand=read -writerand=write -msgfile=write
      -early_data=read -www= -config=option-file:openssl -quiet -showcerts -brief -ign_eof -status -tls1_2 -tls1_3 -new -reuse -time=`,
        operands: 'host?',
      },
      {
        name: 's_server',
        syntax: 'dash',
        options: '-accept=listen -port=listen -cert=read -key=read -CAfile=read -www -WWW -HTTP -engine=preload:native -keylogfile=write',
        does: 'at-listen',
      },
      {
        name: 'engine',
        syntax: 'dash',
        options: '-pre=preload:native -post=preload:native -v -c -t -tt',
        operands: 'preload:native*',
      },
      {
        name: '*',
        syntax: 'dash',
        options: `-in=read -out=write -inkey=read -key=read -kfile=read -keyout=write -srpvfile=write -CA=read -CAkey=read -CAfile=read -CApath=read -CAserial=write
      -CAcreateserial -cert=read -certfile=read -config=option-file:openssl -extfile=read -engine=preload:native -provider=preload:native
      -provider-path=preload:native -propquery= -pass=pass-source -passin=pass-source -passout=pass-source -rand=read -writerand=write
      -sigfile=read -signature=read -sign=read -verify=read -prverify=read -content=read -untrusted=read -trusted=read -paramfile=read
      -oid=read -startdate= -enddate= -days= -subj= -newkey= -pkeyopt= -algorithm= -name= -caname= -md= -iter= -saltlen= -K= -iv= -S= -k=
      -bufsize= -digest= -set_serial= -extensions= -reqexts= -addext= -url=url -host=host -proxy=proxy-host -issuer=read -index=read
      -outdir=write -crl=read -gencrl -revoke=read -e -d -a -base64 -salt -p -P -nosalt -text -noout -modulus -pubin -pubout -x509 -new
      -nodes -req -signkey=read -inform= -outform= -hex -binary -c -r -aes-256-cbc -sha256 -md5 -pbkdf2`,
        operands: 'read*',
      },
    ],
  },
  {
    name: 'age rage minisign signify cosign sigstore',
    options: `-o|--output=write -r= -R=read -i|--identity=read -e -d -p -a -S -V -m=read -x=write -s=read -P= -H -G -W -j= -c= -t= -n -q
      --key=read --cert=read --output-signature=write --output-certificate=write --certificate=read`,
    operands: 'read*',
    otherwise: 'operands',
  },
  {
    name: `xset xrandr xrdb xmodmap setxkbmap gsettings dconf kwriteconfig5 xdg-settings xdg-mime update-desktop-database gtk-update-icon-cache
      fc-cache`,
    options: '-merge=read -load=read -display= -query -c -f=write -D= -edit=write -override=read',
    syntax: 'dash',
    operands: '_*',
  },
];
