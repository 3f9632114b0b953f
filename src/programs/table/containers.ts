/** Containers, clusters, clouds: what runs there, what of this machine is handed over, what is gone afterwards. */
import type { ProgramRow } from '../row.ts';

const RUN = `-v|--volume=mount --mount=mount-fields --tmpfs= --volumes-from= --device=write --privileged!privilege:container
      --cap-add=privilege:container --cap-drop= --security-opt= --pid= --ipc= --uts= --userns= --network= --net= --network-alias=
      --env-file=read -e|--env= --entrypoint=entrypoint -u|--user= -w|--workdir= -h|--hostname= --name= -p|--publish= -P|--publish-all
      --expose= -l|--label= --label-file=read --link= --log-driver= --log-opt= -m|--memory= --memory-swap= --memory-reservation=
      -c|--cpu-shares= --cpus= --cpuset-cpus= --gpus= --cidfile=write --pull= --platform= --restart= --runtime= --dns=hosts --dns-search=
      --dns-option= --add-host= --ip= --ip6= --mac-address= --ulimit= --sysctl= --shm-size= --stop-signal= --stop-timeout= --health-cmd=
      --health-interval= --health-retries= --health-timeout= --health-start-period= --group-add= --cgroup-parent= --cgroupns= --isolation=
      --storage-opt= --blkio-weight= --pids-limit= --oom-score-adj= --detach-keys= -a|--attach= --annotation= --secret= --pod= --arch=
      --os= --authfile=read --rootfs -d|--detach -i|--interactive -t|--tty --rm --init --read-only --no-healthcheck --oom-kill-disable -q
      --quiet --sig-proxy? --disable-content-trust?`;
const EXEC = `-e|--env= --env-file=read -u|--user= -w|--workdir= --detach-keys= -d|--detach -i|--interactive -t|--tty
      --privileged!privilege:container -T --index= -q -l`;
const BUILD = `-f|--file=read -t|--tag= --build-arg= --secret=mount-fields --ssh=mount-fields --target= --platform= -o|--output=build-output
      --cache-from= --cache-to= --iidfile=write --metadata-file=write --progress= --network= --add-host= --allow= --builder= --label=
      --no-cache-filter= --attest= --provenance= --sbom= --shm-size= --ulimit= --build-context=namedfile --isolation= --cgroup-parent= -m=
      --memory= --cpu-shares= -c= --pull --push --load --no-cache --rm -q -v|--volume=mount --authfile=read --call= --check --debug`;
const INSPECT = `-a|--all -f|--filter= --format= -n|--last= -l --no-trunc -q|--quiet -s --size --tail= --since= --until= --follow --timestamps -t
      --details --type= --tree --digests`;

const CONTAINER_COMMANDS: readonly ProgramRow[] = [
  { name: 'run create', options: RUN, stop: 1, operands: 'image container-command~at-entrypoint' },
  { name: 'exec', options: EXEC, stop: 1, operands: '_ command:container' },
  { name: 'build buildx-build', options: BUILD, operands: 'tree?' },
  { name: 'cp', options: '-a|--archive -L|--follow-link -q|--quiet', operands: 'local:read-or-container local:write-or-container' },
  { name: 'save export', options: '-o|--output=write --platform=', operands: '_*' },
  { name: 'load import', options: '-i|--input=read -q -c= -m= --platform= --change=', operands: 'read? _*' },
  { name: 'rm remove', options: '-f|--force!destroy:data -v|--volumes!destroy:data -l|--link -a -i -t=', operands: '_*' },
  { name: 'rmi', options: '-f|--force --no-prune -a', operands: '_*' },
  { name: 'kill', options: '-s|--signal= -a', operands: '_*', does: 'destroy:process' },
  { name: 'prune', options: '-a|--all -f|--force --filter= --volumes --keep-storage=', does: 'destroy:data' },
  { name: 'login', options: '-u= -p= --password-stdin --authfile=write', operands: 'host?' },
  { name: 'push', options: '-a -q --platform= --authfile=read', operands: 'image*', does: 'destroy:publication' },
  {
    name: 'pull',
    options: '-a -q --platform= --authfile=read --creds= --tls-verify? --arch= --os= --variant= --policy=',
    operands: 'image*',
  },
  {
    name: `logs ps ls list inspect images top stats port diff history events version info wait attach start stop restart pause unpause rename
      tag search update logout commit`,
    options: INSPECT,
    operands: '_*',
  },
];

const COMPOSE: ProgramRow = {
  name: 'compose',
  options: `-f|--file=config:project --env-file=read -p|--project-name= --profile= --project-directory=project:project --ansi= --progress=
      --parallel= --compatibility --dry-run --all-resources`,
  commands: [
    { name: 'exec', options: EXEC, stop: 1, operands: '_ command:container' },
    { name: 'run', options: RUN, stop: 1, operands: '_ container-command~at-entrypoint' },
    { name: 'down', options: '-v|--volumes!destroy:data --rmi= --remove-orphans -t|--timeout=', operands: '_*' },
    { name: 'rm', options: '-f|--force -s|--stop -v|--volumes!destroy:data', operands: '_*' },
    { name: 'cp', options: '-a -L --index= --all', operands: 'local:read-or-container local:write-or-container' },
    {
      name: 'config convert',
      options: '-o|--output=write --format= -q --services --images --volumes --hash= --no-interpolate',
      operands: '_*',
    },
    { name: 'kill', options: '-s|--signal= --remove-orphans', operands: '_*', does: 'destroy:process' },
    {
      name: `up build create start stop restart ps logs images pull push top pause unpause port events ls version wait watch scale attach stats
      volumes`,
      options: `${INSPECT} -d|--detach --build --force-recreate --no-deps --scale= --timeout= --wait --remove-orphans --exit-code-from=
      --abort-on-container-exit -V`,
      operands: '_*',
    },
  ],
};

const KUBECTL = `-n|--namespace= --context=config-name:daemon --cluster=config-name:daemon --user= --kubeconfig=config:settings -s|--server=daemon --token= --as= --as-group= --as-uid=
      --certificate-authority=read --client-certificate=read --client-key=read --cache-dir=write --request-timeout= --tls-server-name=
      -v|--v= --vmodule= --log-file=write --profile= --profile-output=write --insecure-skip-tls-verify --match-server-version
      --warnings-as-errors --username= --password= -h|--help`;
const SELECT = `-o|--output=kube-output -l|--selector= -f|--filename=file-or-url -k|--kustomize=file-or-url -c|--container= --field-selector= --sort-by=
      --template= -L|--label-columns= --chunk-size= --subresource= -A|--all-namespaces -w|--watch -R --show-labels --no-headers
      --ignore-not-found --tail= --since= --since-time= -p|--previous --timestamps --limit-bytes= --max-log-requests= --dry-run?
      --field-manager= --timeout= --type= -i --for= --replicas= --to-revision= --revision=`;

export const CONTAINERS: readonly ProgramRow[] = [
  {
    name: 'docker podman nerdctl finch lima',
    options: `-H|--host=daemon -c|--context=config-name:daemon --config=config:settings --connection=config-name:daemon --url=daemon --root=write --runroot=write --runtime=program
      --storage-driver= --storage-opt= --tlscacert=read --tlscert=read --tlskey=read -l|--log-level= -D|--debug --tls --tlsverify
      -v|--version --help -n|--namespace= -a|--address=daemon --identity=read --hooks-dir=preload:native --cgroup-manager=
      --events-backend= --tmpdir=write --out=write`,
    commands: [
      ...CONTAINER_COMMANDS,
      COMPOSE,
      { name: 'container', commands: CONTAINER_COMMANDS },
      { name: 'image', commands: [...CONTAINER_COMMANDS.filter((row) => /^(?:build|save|load|rm|prune|push|logs)/.test(row.name))] },
      {
        name: 'builder buildx',
        options: '--builder=',
        commands: [
          { name: 'build b', options: BUILD, operands: 'tree?' },
          { name: 'prune rm', options: '-f -a --all --all-inactive --filter= --keep-state', operands: '_*', does: 'destroy:data' },
          {
            name: 'bake',
            options: '-f|--file=config:project --set= --push --load --metadata-file=write --print --progress=',
            operands: '_*',
          },
          {
            name: 'ls inspect du create use stop imagetools version history dial-stdio',
            options: '--name= --driver= --platform= --bootstrap --use',
            operands: '_*',
          },
        ],
      },
      {
        name: `volume network system secret config swarm node service stack plugin context manifest trust scout machine pod kube generate play
      healthcheck`,
        options: '-f= --format=',
        operands: '_*',
        otherwise: 'operands',
        commands: [
          { name: 'prune rm remove reset', options: '-f|--force -a|--all --volumes --filter=', operands: '_*', does: 'destroy:data' },
          {
            name: 'install create enable',
            options: '--driver= -d= --label= --opt= -o= --docker= --from=read --grant-all-permissions --subnet= --gateway= -c=',
            operands: '_*',
          },
          { name: 'ssh', stop: 1, operands: '_ scripts:remote' },
          { name: 'ls list inspect df info events ps scale update rollback use export import init join leave start stop', operands: '_*' },
        ],
      },
    ],
  },
  { ...COMPOSE, name: 'docker-compose podman-compose' },
  {
    name: 'docker-buildx buildah skopeo crictl ctr',
    options: '-r= --runtime-endpoint=daemon --root=write --policy=option-file:skopeo --registries.d=config:settings -a=daemon -n=',
    commands: [
      {
        name: 'run exec',
        options: `${EXEC} -v|--volume=mount --mount=mount-fields --isolation= --terminal`,
        stop: 1,
        operands: '_ command:container',
      },
      { name: 'bud build', options: BUILD, operands: 'tree?' },
      { name: 'copy add', options: '--src-creds= --dest-creds= --all --format= --authfile=read --chown=', operands: '_*' },
      { name: 'rm rmi rmp delete prune', options: '-a -f', operands: '_*', does: 'destroy:data' },
      {
        name: `from images ps pods inspect logs pull push tag commit config mount umount unshare list-tags login logout manifest info version sync
      stats start stop`,
        options: INSPECT,
        operands: '_*',
      },
    ],
  },
  {
    name: 'kubectl oc k3s-kubectl kubecolor microk8s',
    options: KUBECTL,
    inherit: true,
    otherwise: 'plugin',
    commands: [
      {
        name: 'exec rsh',
        options: '-c|--container= -i|--stdin -t|--tty -q|--quiet -f|--filename=file-or-url --pod-running-timeout= --shell= -T',
        operands: '_ command:container -- command:container',
      },
      {
        name: 'run',
        options: `--image=image --env= --labels= -l= --port= --restart= --command --overrides= --override-type= --rm -i -t --attach --expose
      --image-pull-policy= --privileged!privilege:container --dry-run? -o=`,
        operands: '_ command:container -- command:container',
      },
      {
        name: 'debug',
        options: `--image= -c|--container= --target= --copy-to= --profile= --custom=read --env= -i -t --share-processes --same-node --replace
      --set-image= --attach -q`,
        operands: '_* -- command:container',
      },
      {
        name: 'delete',
        options: `${SELECT} --all --force --grace-period= --now --wait --cascade? --raw=`,
        operands: '_*',
        does: 'destroy:remote',
      },
      { name: 'cp', options: '-c|--container= --no-preserve --retries=', operands: 'local:read-or-container local:write-or-container' },
      {
        name: `apply create replace patch edit diff set label annotate scale autoscale rollout expose taint cordon uncordon certificate auth attach
      wait`,
        options: `${SELECT} --prune --force --overwrite --all --patch= --patch-file=read --raw= --save-config --server-side --grace-period=
      --from-file=namedfile --from-literal= --from-env-file=read --record --cascade? --validate? --local --resource-version= --list
      --image= --port= --target-port= --name= --min= --max= --cpu-percent= --pod-selector=`,
        operands: '_*',
      },
      {
        name: 'drain',
        options: `${SELECT} --force --delete-emptydir-data --ignore-daemonsets --grace-period= --disable-eviction --pod-selector=`,
        operands: '_*',
        does: 'destroy:process',
      },
      {
        name: 'port-forward proxy',
        options: `--address=listen --pod-running-timeout= -p|--port= -w|--www=read --www-prefix= --api-prefix= --accept-hosts= --unix-socket=write`,
        operands: '_*',
        does: 'at-listen',
      },
      {
        name: 'config',
        operands: '_*',
        commands: [
          {
            name: 'view get-contexts current-context get-clusters get-users',
            options: '--raw!disclose:credential --flatten --minify -o=',
            operands: '_*',
          },
          {
            name: 'set-context use-context set-cluster set-credentials set unset delete-context delete-cluster delete-user rename-context',
            options: `--exec-command=program --exec-arg= --exec-env= --exec-api-version= --embed-certs --auth-provider= --proxy-url=proxy-url`,
            operands: '_*',
            does: 'at-write:~/.kube/config',
          },
        ],
      },
      {
        name: 'kustomize',
        options: `-o|--output=write --enable-helm --helm-command=program --load-restrictor= --enable-exec --enable-alpha-plugins --network`,
        operands: 'file-or-url?',
      },
      { name: 'get', options: SELECT, operands: 'kube-resource*' },
      { name: 'cluster-info', options: `${SELECT} --output-directory=write --namespaces= --pod-running-timeout=`, operands: '_*' },
      {
        name: 'describe logs top explain api-resources api-versions version events completion options plugin',
        options: SELECT,
        operands: '_*',
      },
    ],
  },
  {
    name: 'helm',
    options: `-n|--namespace= --kube-context=config-name:daemon --kubeconfig=config:settings --kube-apiserver=daemon --kube-token= --registry-config=config:settings
      --repository-config=config:settings --repository-cache=write --debug`,
    inherit: true,
    otherwise: 'plugin',
    commands: [
      {
        name: 'install upgrade template',
        options: `-f|--values=file-or-url --set= --set-string= --set-file=namedfile --set-json= --post-renderer=program --post-renderer-args=
      --repo=url --version= --ca-file=read --cert-file=read --key-file=read --keyring=read -o= --output-dir=write --timeout=
      --description= --history-max= -g -i --install --wait --atomic --create-namespace --dry-run? --devel --reuse-values -l=`,
        operands: 'address*',
      },
      {
        name: 'uninstall delete rollback',
        options: '--keep-history --dry-run --wait --timeout= --cascade=',
        operands: '_*',
        does: 'destroy:remote',
      },
      { name: 'repo plugin registry', operands: '_ _? address?', does: 'at-write:~/.config/helm' },
      {
        name: 'pull package create dependency',
        options: '-d|--destination=write --untar --untardir=write --repo=url --version=',
        operands: 'address*',
      },
      { name: 'push', operands: '_*', does: 'destroy:publication' },
      {
        name: 'list ls status history get show search lint test version env completion verify',
        options: '-f=file-or-url -o= -l= -a -A -q --revision= --max= --set=',
        operands: 'address*',
      },
    ],
  },
  {
    name: 'minikube kind k3d colima k9s stern kubectx kubens kustomize flux argocd istioctl skaffold tilt',
    options: `-p= --profile= -n= --config=option-file:kube --kubeconfig=config:settings --context= --name= -f= --image= --timeout= -o=
      --server=host`,
    operands: '_*',
    otherwise: 'operands',
    commands: [
      { name: 'ssh', stop: 1, operands: 'scripts:remote' },
      { name: 'delete purge', options: '-p= --all --purge --name=', operands: '_*', does: 'destroy:data' },
      { name: 'kubectl', operands: '_* -- shell-arguments:kubectl' },
    ],
  },
  {
    name: 'lxc lxc-attach incus',
    options: '-n= --name= --project= -P=',
    commands: [
      { name: 'exec', options: '--env= --cwd= --user= --group= -t -T -n --mode=', stop: 1, operands: '_ command:container' },
      {
        name: 'file',
        commands: [
          { name: 'push', options: '-r -p --mode= --uid= --gid=', operands: 'read+ _' },
          { name: 'pull', options: '-r', operands: '_+ write' },
        ],
      },
      { name: 'delete rm', options: '-f|--force', operands: '_*', does: 'destroy:data' },
      {
        name: `list ls launch start stop info config image snapshot restore copy move network profile storage remote project init console`,
        operands: '_*',
      },
    ],
  },
  {
    name: 'vagrant',
    options: '--no-color --machine-readable --debug',
    commands: [
      { name: 'ssh', options: '-c|--command=script:remote -p --plain', operands: '_? -- scripts:remote' },
      {
        name: 'up provision reload resume',
        options: '--provider= --provision-with= --provision --no-provision',
        operands: '_*',
        does: 'at-task:vagrant',
      },
      { name: 'destroy', options: '-f|--force', operands: '_*', does: 'destroy:data' },
      { name: 'plugin', operands: '_ package*' },
      { name: 'box init halt suspend status global-status ssh-config port snapshot package validate version winrm rsync', operands: '_*' },
    ],
  },
  {
    name: 'multipass limactl',
    commands: [
      {
        name: 'exec shell',
        options: '-d= -n --working-directory= --workdir=',
        stop: 1,
        operands: '_ command:container -- command:container',
      },
      { name: 'delete purge', options: '-p --all -f', operands: '_*', does: 'destroy:data' },
      {
        name: 'launch start stop list ls info find mount umount transfer copy create edit',
        options: '-n= -c= -m= -d= --cloud-init=read --mount=mount',
        operands: '_*',
      },
    ],
  },
  {
    name: 'devcontainer',
    options: '--workspace-folder=config:project --config=config:project',
    commands: [
      {
        name: 'exec',
        options: '--workspace-folder=config:project --config=config:project --remote-env= --container-id=',
        stop: 1,
        operands: 'command:container',
      },
      {
        name: 'up build run-user-commands read-configuration features templates',
        options: '--workspace-folder=config:project --config=config:project --mount=mount-fields',
        operands: '_*',
      },
    ],
  },
];
