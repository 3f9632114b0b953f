/**
 * What kind of place a path is: writable, protected, secret, or too important for any rule.
 *
 * Names are compared without case and in one Unicode form where the platform's file systems do so.
 * INVARIANT: a pattern counts as every place it could mean.
 */
import { matchWildcard, withoutBrackets } from '../base/index.ts';
import { isWithin, type ResolvedPath } from './path.ts';

export interface Places {
  readonly home: string;
  readonly workspaceRoots: readonly string[];
  /** Folders whose contents may be written. */
  readonly writableRoots: readonly string[];
  /** Everything may be written: no sandbox is meant to hold. */
  readonly writesAnywhere: boolean;
  /** Policy's own files and folders, and those of this product. */
  readonly policyPaths: readonly string[];
  /** Names fold case and Unicode form. */
  readonly folds: boolean;
}

/** Names that are protected wherever they stand: what is in them decides what runs or what is allowed. */
const PROTECTED_NAMES: ReadonlySet<string> = new Set([
  '.git',
  '.codex',
  '.agents',
  '.claude',
  '.gemini',
  '.cursor',
  '.vscode',
  '.husky',
  '.mcp.json',
  '.envrc',
  '.npmrc',
  '.gitconfig',
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.bash_logout',
  '.bash_aliases',
  '.profile',
  '.zshrc',
  '.zshenv',
  '.zprofile',
  '.zlogin',
  '.zlogout',
  '.kshrc',
  '.inputrc',
  '.portcullis',
]);

/** Pairs of names, below one another, that are protected wherever they stand. */
const PROTECTED_PAIRS: readonly (readonly [string, string])[] = [
  ['.github', 'hooks'],
  ['.config', 'git'],
  ['.config', 'fish'],
  ['.config', 'portcullis'],
  ['.cache', 'portcullis'],
  ['.config', 'autostart'],
  ['.config', 'systemd'],
  ['.local', 'bin'],
];

/** Folders of the system that no rule may let go as a whole. */
const SYSTEM_FOLDERS: ReadonlySet<string> = new Set(
  '/ /bin /boot /dev /etc /home /lib /lib32 /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /usr /usr/bin /usr/lib /usr/local /usr/local/bin /usr/sbin /usr/share /var /var/lib /var/log /Applications /Library /System /Users /Volumes /private /tmp /cores'.split(
    ' ',
  ),
);

/** The same of Windows: a drive, what all programs and all users share. */
const WINDOWS_FOLDER =
  /^(?:\/\/[?.]\/)?[A-Za-z]:(?:\/(?:windows(?:\/system32|\/syswow64)?|users|program files(?: \(x86\))?|programdata|boot|recovery)?)?$/i;

/** Devices that only take or give bytes. */
const HARMLESS_DEVICES: ReadonlySet<string> = new Set(
  '/dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/stdin /dev/stdout /dev/stderr /dev/tty /dev/ptmx'.split(' '),
);

/** Writing to another open file of one's own opens what stands there once more, for writing, although it was opened to be read. */
const WRITABLE_DEVICES: ReadonlySet<string> = new Set(
  '/dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/stdout /dev/stderr /dev/fd/1 /dev/fd/2 /dev/tty /dev/ptmx'.split(' '),
);

const OWN_FILE = /^\/dev\/(?:stdin|stdout|stderr|fd\/\d+)$/;

/** Whether a path names an open file of the process that uses it: where that leads is a matter of whoever opened it. */
export function isOwnFile(path: string): boolean {
  return OWN_FILE.test(path);
}

/** Whether a path leads nowhere but to itself, or to an open file of the process that uses it. */
export function isDevice(path: string): boolean {
  return HARMLESS_DEVICES.has(path) || isOwnFile(path);
}

/** Base names that hold secrets wherever they stand; `*` as in file patterns. */
const SECRET_NAMES = [
  '*.tfstate',
  '.env',
  '.env.*',
  '.netrc',
  '_netrc',
  '.pgpass',
  '.my.cnf',
  '.git-credentials',
  '.npmrc',
  '.pypirc',
  '.dockercfg',
  '.htpasswd',
  'id_rsa*',
  'id_dsa*',
  'id_ecdsa*',
  'id_ed25519*',
  '*.pem',
  '*.key',
  '*.p12',
  '*.pfx',
  '*.keystore',
  '*.jks',
  '*.kdbx',
  '*.ppk',
  '.vault-token',
  'credentials.json',
  'service-account*.json',
  '.bash_history',
  '.zsh_history',
  '.python_history',
  '.node_repl_history',
  '.psql_history',
  '.mysql_history',
  '.sqlite_history',
];

const SECRET_EXACT: ReadonlySet<string> = new Set(SECRET_NAMES.filter((each) => !each.includes('*')));
/** What stands before and behind the one star of each. */
const SECRET_ENDS = SECRET_NAMES.flatMap((each) => {
  const [before = '', after] = each.split('*');
  return after === undefined ? [] : [{ before, after }];
});

/** Names like those above that hold none. */
const HARMLESS_NAMES: ReadonlySet<string> = new Set([
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  '.env.defaults',
  'id_rsa.pub',
  'id_dsa.pub',
  'id_ecdsa.pub',
  'id_ed25519.pub',
]);

/** Folders and files below a home folder that hold secrets. */
const SECRET_HOME = [
  '.ssh',
  '.aws',
  '.gnupg',
  '.azure',
  '.kube',
  '.docker/config.json',
  '.config/gcloud',
  '.config/gh',
  '.config/hub',
  '.config/op',
  '.config/git/credentials',
  '.password-store',
  '.local/share/keyrings',
  '.mozilla',
  '.config/google-chrome',
  '.config/chromium',
  '.thunderbird',
  '.cargo/credentials',
  '.cargo/credentials.toml',
  '.gem/credentials',
  '.m2/settings.xml',
  '.terraform.d/credentials.tfrc.json',
  '.oci',
  '.bitcoin',
  '.ethereum',
  '.electrum',
  'AppData/Roaming/gcloud',
  'AppData/Roaming/gnupg',
  'AppData/Roaming/GitHub CLI',
  'AppData/Roaming/Microsoft/Credentials',
  'AppData/Roaming/Microsoft/Protect',
  'AppData/Roaming/Microsoft/Crypto',
  'AppData/Roaming/Microsoft/Windows/PowerShell/PSReadLine',
  'AppData/Roaming/Mozilla',
  'AppData/Roaming/Thunderbird',
  'AppData/Local/Microsoft/Credentials',
  'AppData/Local/Microsoft/Vault',
  'AppData/Local/Google/Chrome',
  'AppData/Local/Microsoft/Edge',
  'NTUSER.DAT',
  'Library/Keychains',
  'Library/Application Support/Google/Chrome',
  'Library/Cookies',
];

const SECRET_PATHS = [
  '/etc/shadow',
  '/etc/gshadow',
  '/etc/sudoers',
  '/etc/ssl/private',
  '/etc/security',
  '/proc/kcore',
  '/dev/mem',
  '/dev/kmem',
  '/var/run/secrets',
  '/run/secrets',
  '/root/.ssh',
];

/** Disks and their parts: whatever stands on them can be read there. */
const BLOCK_DEVICE = /^\/dev\/(?:[hsv]d[a-z]|xvd|nvme|mmcblk|dm-|md\d|loop\d|disk|r?disk\d|mapper\/|nbd|zd)/;

/** Where Windows keeps accounts and their keys. */
const WINDOWS_SECRET = /^[a-z]:\/windows\/(?:system32\/config|repair|ntds)(?:\/|$)/i;

const PROC_SECRET = /^\/proc\/[^/]+\/(?:task\/[^/]+\/)?(?:environ|mem|maps|fd|cwd|root)(?:\/|$)/;

/** Windows gives long names a short one as well: `GIT~1` is `.git`. */
const SHORT_NAME = /(?<=^|\/)([^/~.]{1,6})~\d{1,4}(?:\.[^/.]{1,3})?(?=\/|$)/g;

/** Names above that begin with a dot, by what their short ones begin with. */
const LONG_NAMES: ReadonlyMap<string, string> = new Map(
  [...SECRET_HOME.map((each) => each.split('/')[0] ?? ''), ...SECRET_EXACT, ...PROTECTED_NAMES]
    .filter((each) => each.startsWith('.'))
    .map((each) => [each.replaceAll('.', '').slice(0, 6), each]),
);

function longName(short: string, begin: string): string {
  return LONG_NAMES.get(begin) ?? short;
}

/** A path in the form that names are compared in. */
function comparable(path: string, { folds }: Pick<Places, 'folds'>): string {
  if (!folds) return path;
  const folded = path.normalize('NFC').toLowerCase();
  return folded.includes('~') ? folded.replace(SHORT_NAME, longName) : folded;
}

/** Whether writing or deleting there touches a protected place. */
export function isProtected(target: ResolvedPath, places: Places): boolean {
  const path = comparable(target.path, places);
  if (
    places.policyPaths.some(
      (each) => isWithin(path, comparable(each, places)) || (target.pattern && couldBe(path, comparable(each, places))),
    )
  )
    return true;
  const parts = path.split('/');
  for (const [i, part] of parts.entries()) {
    if (couldBeProtected(part, target.pattern)) return true;
    const next = parts[i + 1];
    if (next !== undefined && PROTECTED_PAIRS.some(([a, b]) => a === part && b === next)) return true;
  }
  return path.includes('/etc/') && /\/(?:etc\/profile\.d|etc\/cron[^/]*|etc\/sudoers[^/]*|etc\/ld\.so[^/]*)(?:\/|$)/.test(path);
}

/** A pattern is compared with every protected name; without a dot in front it cannot mean one that starts with a dot. */
function couldBeProtected(part: string, pattern: boolean): boolean {
  if (PROTECTED_NAMES.has(part)) return true;
  if (!pattern || !part.startsWith('.') || !/[*?[]/.test(part)) return false;
  const wildcard = withoutBrackets(part);
  for (const name of PROTECTED_NAMES) if (matchWildcard(wildcard, name)) return true;
  return false;
}

/** Whether a pattern could mean a place, what it lies in, or something in it. */
function couldBe(pattern: string, place: string): boolean {
  if (isElsewhere(pattern, place)) return false;
  if (matchWildcard(withoutBrackets(pattern), place) || couldLieIn(pattern, place)) return true;
  // Two stars pass folders of any depth, but none that begins with a dot.
  const deep = pattern.indexOf('/**/');
  if (deep < 0) return false;
  const above = pattern.slice(0, deep);
  const names = place.split('/').slice(above.split('/').length);
  return (
    names.length > 0 && !names.some((name) => name.startsWith('.')) && couldLieIn(above, place.split('/').slice(0, -names.length).join('/'))
  );
}

/** Whether contents there may be written by the mode that is meant to hold. */
export function isWritable(target: ResolvedPath, places: Places): boolean {
  if (places.writesAnywhere || WRITABLE_DEVICES.has(target.path)) return true;
  const path = comparable(target.path, places);
  return places.writableRoots.some((root) => isWithin(path, comparable(root, places)));
}

/** Whether deleting, moving or changing it as a whole is catastrophic. */
export function isCatastrophic(target: ResolvedPath, places: Places): boolean {
  // `DIR/*` is everything in DIR.
  const all = target.pattern ? /\/\*(?:\.\*)?$/.exec(target.path)?.[0] : undefined;
  const path = all === undefined ? target.path : target.path.slice(0, -all.length) || '/';
  if (SYSTEM_FOLDERS.has(path) || WINDOWS_FOLDER.test(path) || path === places.home || isWithin(places.home, path)) return true;
  if (places.folds && couldBeSame(path, [places.home, ...places.workspaceRoots], places)) return true;
  if (path.startsWith('/dev/') && !HARMLESS_DEVICES.has(path) && !path.startsWith('/dev/fd/') && !path.startsWith('/dev/shm/')) return true;
  return places.workspaceRoots.some((root) => isWithin(root, path));
}

/** Whether it is one of these folders or what they lie in, whatever the case of their names. */
function couldBeSame(path: string, folders: readonly string[], places: Places): boolean {
  const own = comparable(path, places);
  return folders.some((each) => isWithin(comparable(each, places), own));
}

/** Whether reading it may give away secrets; a pattern counts as every secret it could mean. */
export function isSecret(target: ResolvedPath, places: Places): boolean {
  const path = comparable(target.path, places);
  if (PROC_SECRET.test(path) || BLOCK_DEVICE.test(path) || SECRET_PATHS.some((each) => isWithin(path, each)) || WINDOWS_SECRET.test(path))
    return true;
  if (isSecretName(path.slice(path.lastIndexOf('/') + 1), target.pattern)) return true;
  return isSecretOf(places.home, path, target.pattern, places) || isSecretOf('/root', path, target.pattern, places);
}

/** Most paths lie in no home at all. */
function isSecretOf(home: string, path: string, pattern: boolean, places: Places): boolean {
  const own = comparable(home, places);
  if (pattern ? isElsewhere(path, own) : !isWithin(path, own)) return false;
  return SECRET_HOME.some((each) => isSecretBelow(path, comparable(`${home}/${each}`, places), pattern));
}

/** Whether what is below a folder holds a place of secrets: a home folder or what it lies in, unless that is the workspace itself. */
export function holdsSecrets({ path }: ResolvedPath, { home, workspaceRoots }: Places): boolean {
  if (workspaceRoots.includes(path)) return false;
  return isWithin(home, path) || isWithin('/root', path) || isWithin('/etc/ssl/private', path) || isWithin('/run/secrets', path);
}

function isSecretBelow(path: string, secret: string, pattern: boolean): boolean {
  if (isWithin(path, secret)) return !path.endsWith('.pub') && !path.endsWith('/known_hosts') && !path.endsWith('/.ssh/config');
  return pattern && couldLieIn(path, secret);
}

/** Whether a pattern could stand for something in a folder, or for the folder itself. */
export function couldLieIn(pattern: string, folder: string): boolean {
  const plain = withoutBrackets(pattern);
  const names = folder.split('/');
  const parts = plain.split('/');
  // Where either may stand for folders of any depth, the last names decide.
  if (plain.includes('**') || /[*?[{]/.test(folder)) return couldBeName(parts[parts.length - 1] ?? '', names[names.length - 1] ?? '');
  return parts.length >= names.length && names.every((name, i) => couldBeName(parts[i] ?? '', name));
}

/** Whether a pattern means nothing in a folder or above it, for certain: as far as both are spelled, neither begins with the other. */
function isElsewhere(pattern: string, folder: string): boolean {
  if (pattern.includes('**') || /[*?[{]/.test(folder)) return false;
  const wild = pattern.search(/[*?[]/);
  const spelled = wild < 0 ? pattern : pattern.slice(0, wild);
  return !folder.startsWith(spelled) && !spelled.startsWith(folder);
}

/** Whether two patterns of a name may stand for the same one; without a dot in front a wildcard means no dot file. */
function couldBeName(pattern: string, name: string): boolean {
  if (/^[*?]/.test(pattern) && name.startsWith('.')) return false;
  return matchWildcard(pattern, name.replace(/[*?[\]{}]/g, 'x')) || matchWildcard(name, pattern.replace(/[*?]/g, 'x'));
}

function isBetween(name: string, { before, after }: { readonly before: string; readonly after: string }): boolean {
  return name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
}

/** Whether a base name is that of a secret file. */
export function isSecretName(name: string, pattern: boolean): boolean {
  if (HARMLESS_NAMES.has(name)) return false;
  if (!pattern) return SECRET_EXACT.has(name) || SECRET_ENDS.some((each) => isBetween(name, each));
  // `*` and `*.txt` do not mean dot files, and are no search for secrets.
  if (!name.startsWith('.') && !/id_|\.(?:pem|key|p12|pfx|jks)/.test(name)) return false;
  if (name === '.*' || name === '.[!.]*') return false;
  return SECRET_NAMES.some((each) => matchWildcard(each, name) || matchWildcard(withoutBrackets(name), each.replaceAll('*', 'x')));
}
