/**
 * From what a request or a command names (a URL, a host, `host:path`) to host, port and protocol.
 *
 * SECURITY: the authority of a URL is cut out here and nowhere else. Where URL readers disagree (`\`, a second `@`, blanks, missing `//`)
 * the host is refused (reference: RFC 3986 §3.2 against WHATWG and curl).
 */
import { MAX_URL_LENGTH, once } from '../base/index.ts';
import { type Host, isPort, normaliseHost, type RefusedHost, splitPort } from './host.ts';

/** Protocols of network rules; everything that is not HTTP goes through SOCKS. */
export type Protocol = 'http' | 'https' | 'socks5_tcp' | 'socks5_udp';

export const PROTOCOLS: readonly Protocol[] = ['http', 'https', 'socks5_tcp', 'socks5_udp'];

/** Where a connection would go. */
export type Target =
  | {
      readonly type: 'host';
      readonly host: Host | RefusedHost;
      readonly port: number | null;
      /** Null where the text does not say. */
      readonly protocol: Protocol | null;
    }
  /** `unix:/path`. */
  | { readonly type: 'socket'; readonly path: string };

/**
 * What a text is: a URL with its scheme, a URL whose scheme may be missing (as curl takes it), a host, `user@host` as ssh takes it,
 * or `user@host:path` as scp takes it.
 */
export type TargetForm = 'url' | 'bare-url' | 'host' | 'login' | 'remote-path';

export function readTarget(text: string, form: TargetForm): Target {
  if (form === 'host') return readHostAndPort(text, null);
  if (text.length > MAX_URL_LENGTH) return refused('NW001', 'is in a URL longer than any in use', 'shorten the URL');
  if (unseen().test(text)) return refused('NW002', 'is in a URL with a blank or control character', 'encode it or remove it');
  if (form === 'login') return readAuthority(text, 'ssh');
  return form === 'remote-path' ? readRemotePath(text) : readUrl(text, form === 'url');
}

const unseen = once(() => /[\p{Cc}\p{Z}]/u);

function readUrl(text: string, schemeNeeded: boolean): Target {
  const [, scheme, rest] = SCHEME.exec(text) ?? [];
  if (scheme === 'unix' || scheme === 'http+unix') return { type: 'socket', path: (rest ?? '').replace(/^\/\/(?=\/)/, '') };
  if (scheme !== undefined && rest?.startsWith('//')) return readAuthority(cutAuthority(rest.slice(2)), scheme);
  // Without `//` what looks like a scheme is a host with a port (`localhost:80`), or something with no host at all.
  if (schemeNeeded || (scheme !== undefined && !/^\d/.test(rest ?? ''))) {
    return refused('NW005', 'is missing: the URL has no `//` before it', 'write `https://host/path`');
  }
  return readAuthority(cutAuthority(text), 'http');
}

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s;

function cutAuthority(text: string): string {
  return /^[^/?#]*/.exec(text)?.[0] ?? '';
}

/** `user@host:port`; more than one `@`, or a backslash, is read differently by different programs. */
function readAuthority(text: string, scheme: string): Target {
  if (text.includes('\\')) return refused('NW005', 'is in a URL with a backslash before its path', 'write the URL without it');
  return readHostAndPort(text.slice(text.indexOf('@') + 1), scheme);
}

function readHostAndPort(text: string, scheme: string | null): Target {
  const { port } = splitPort(text);
  return {
    type: 'host',
    host: readHost(text, scheme !== null),
    port: port !== null && isPort(port) ? Number(port) : null,
    protocol: scheme === null ? null : (SCHEMES.get(scheme.toLowerCase()) ?? 'socks5_tcp'),
  };
}

function readHost(text: string, inUrl: boolean): Host | RefusedHost {
  // `https://host:/` is a URL with the default port.
  const host = normaliseHost(inUrl ? text.replace(/:$/, '') : text);
  const isBare = inUrl && host.type === 'address' && host.version === 6 && !text.startsWith('[');
  return isBare ? normaliseHost(`[${text}`) : host;
}

const SCHEMES: ReadonlyMap<string, Protocol> = new Map([
  ['http', 'http'],
  ['ws', 'http'],
  ['https', 'https'],
  ['wss', 'https'],
]);

/** `host:path`, `user@host:path`, `[v6]:path`; a host alone is taken too. */
function readRemotePath(text: string): Target {
  const [, host] = REMOTE_PATH.exec(text) ?? [];
  return { type: 'host', host: normaliseHost(host ?? ''), port: null, protocol: 'socks5_tcp' };
}

const REMOTE_PATH = /^(?:[^@/:]*@)?(\[[^\]/]*\]|[^:/@]*)(?::|$)/;

function refused(code: RefusedHost['code'], problem: string, help: string): Target {
  return { type: 'host', host: { type: 'refused', code, problem, help, reads: null }, port: null, protocol: null };
}
