/**
 * Secrets that are known by where they stand: behind a telling name, in a header, a URL, or behind the option of a program that takes one.
 * Case does not count. Same form and invariant as `secret-format.ts`; marks are in lower case.
 */
import type { SecretPattern } from './secret-format.ts';

/** Names of what is secret; a word of a longer name (`DB_PASSWORD`, `--registry-token`, `clientSecret`). */
const SECRET_NAME =
  'passwords?|passwd|passphrase|passcode|pwd|secrets?|secret[_-]?key|token|api[_-]?keys?|apikey|access[_-]?keys?|private[_-]?keys?|' +
  'signing[_-]?keys?|encryption[_-]?keys?|account[_-]?keys?|shared[_-]?access[_-]?signature|credentials?|auth[_-]?key|license[_-]?key|' +
  'connection[_-]?string|session[_-]?id|sessionid|_?auth|sig|signature|otp|totp|pin[_-]?code|client[_-]?secret|webhook[_-]?url';
const MARKS = ['pass', 'pwd', 'secret', 'token', 'key', 'sig', 'credential', 'auth', 'connection', 'session', 'otp', 'pin', 'webhook'];

/** The last word of a longer name: whatever stands before it belongs to the name or does not matter. */
const NAME = `(?:${SECRET_NAME})`;

/** A value as a shell or a configuration writes it; what is a variable of the shell is no secret. */
const QUOTED = `\\$?"([^"$][^"]*)"?|\\$?'([^']+)'?|\\\\["']([^"'\\\\]+)`;
const VALUE = `(?:${QUOTED}|([^\\s"'&;|<>$(),}\\]\\\\][^\\s"'&;|<>]*))`;
const NEXT_WORD = `(?:${QUOTED}|([^\\s"'&;|<>$\\\\-][^\\s"'&;|<>]*))`;

/** What may stand in front of a name. */
const START = '(?:^|[^0-9a-z])';

const row = (name: string, marks: readonly string[], pattern: string, source: string): SecretPattern => ({
  name,
  marks,
  pattern: `(?i)${pattern}`,
  source,
});

/** A program, later on the same command an option, and its value. */
const option = (programs: string, pattern: string, source: string): SecretPattern =>
  row('password', programs.replaceAll('\\', '').split('|'), `${START}(?:${programs})(?:\\.exe)?\\s(?:[^;&|\\n]*?\\s)?${pattern}`, source);

export const SECRET_PLACES: readonly SecretPattern[] = [
  row('url-password', ['://'], '[a-z][0-9a-z+.-]*://[^\\s/?#"\'@:]*:([^\\s/?#"\']+)@', 'RFC 3986 §3.2.1'),
  row('url-token', ['://'], '[a-z][0-9a-z+.-]*://([^\\s/?#"\'@:]{16,})@', 'RFC 3986 §3.2.1'),
  row('named-secret', MARKS, `${NAME}\\\\?["']?\\s{0,2}(?:=>|:=|=|:)\\s{0,4}${VALUE}`, 'own list of names'),
  row('named-secret', MARKS, `(?:^|\\s)--?[0-9a-z_.-]*?${NAME}\\s+${NEXT_WORD}`, 'own list of names'),
  row(
    'authorization',
    ['authorization'],
    'authorization["\']?\\s{0,2}[:=]\\s{0,4}["\']?(?:(?:basic|bearer|token|digest|negotiate|apikey|hawk)\\s+)?([^\\s"\'$][^"\'\\r\\n]*)',
    'RFC 9110 §11',
  ),
  row('bearer', ['bearer'], `${START}bearer\\s+([0-9a-z_.~+/=-]{8,})`, 'RFC 6750'),
  row('basic-credentials', ['basic'], `${START}basic\\s+([0-9a-z+/]{8,}={0,2})`, 'RFC 7617'),
  row('cookie', ['cookie'], '(?:set-)?cookie["\']?\\s{0,2}:\\s{0,4}["\']?([^"\'\\r\\n]+)', 'RFC 6265'),
  option('curl|wget|http|https|xh', '(?:-u|--user|--proxy-user|-U|-a|--auth)[ =]?["\']?[^\\s"\':;]*:([^\\s"\']+)', 'curl(1), http(1)'),
  option('mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump', '-p["\']?([^\\s"\']+)', 'mysql(1)'),
  option('sshpass', '-p\\s{0,2}["\']?([^\\s"\']+)', 'sshpass(1)'),
  option(
    'docker|podman|buildah|skopeo|helm|oras|nerdctl',
    '(?:--creds|--src-creds|--dest-creds)[ =]["\']?([^\\s"\']+)',
    'skopeo-copy(1), oras login --help',
  ),
  option('redis-cli|valkey-cli', '-a\\s{1,2}["\']?([^\\s"\']+)', 'redis-cli --help'),
  option('ldapsearch|ldapmodify|ldapadd|ldapdelete|ldapwhoami|ldappasswd', '-w\\s{0,2}["\']?([^\\s"\']+)', 'ldapsearch(1)'),
  option('mongo|mongosh|mongodump|mongorestore|mongoexport', '-p\\s{0,2}["\']?([^\\s"\']+)', 'mongosh --help'),
  option('sqlcmd|bcp|isql|osql', '-P\\s{0,2}["\']?([^\\s"\']+)', 'sqlcmd --help'),
  option('zip|unzip', '-P\\s{0,2}["\']?([^\\s"\']+)', 'zip(1), unzip(1)'),
  option('7z|7za|7zr|7zz|rar|unrar', '-h?p["\']?([^\\s"\']+)', '7z(1)'),
  option('smbclient|rpcclient|mount\\.cifs', '-U\\s{0,2}["\']?[^\\s%"\']+%([^\\s"\']+)', 'smbclient(1)'),
  option('openssl|gpg|gpgsm', '(?:-pass(?:in|out)?|-password)\\s+["\']?pass:([^\\s"\']+)', 'openssl-passphrase-options(1)'),
  option(
    'docker|podman|buildah|skopeo|helm|oras|nerdctl|az|glab|vault|doctl',
    'login\\s(?:[^;&|\\n]*?\\s)?-p\\s+["\']?([^\\s"\']+)',
    'docker-login(1), az login --help',
  ),
  option('htpasswd', '-[a-z]*b[a-z]*\\s+\\S+\\s+\\S+\\s+["\']?([^\\s"\']+)', 'htpasswd(1)'),
];

/** Whether a key of a structure names a secret: `apiKey`, `db_password`. */
export const SECRET_KEY = `(?i).*(?:${SECRET_NAME}|authorization|cookie)`;

/** Whether a word is an option whose value, the next word, is a secret. */
export const SECRET_OPTION = `(?i)--?[0-9a-z_.-]*${NAME}`;
