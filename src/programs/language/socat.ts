/** Addresses of socat: `TYPE:parameter:…,option,…`. Reference: socat(1), address specifications. */
export type SocatAddress =
  | { readonly type: 'run'; readonly text: string }
  | { readonly type: 'write'; readonly path: string }
  | { readonly type: 'contact'; readonly host: string }
  | { readonly type: 'listen'; readonly port: string }
  | { readonly type: 'nothing' };

/** The address, and the two halves of `read!!write`. */
export function scanSocat(text: string): SocatAddress[] {
  return text.split('!!').flatMap(scanAddress);
}

function scanAddress(text: string): SocatAddress[] {
  const colon = text.indexOf(':');
  const name = (colon < 0 ? text : text.slice(0, colon)).toUpperCase().split(',')[0] ?? '';
  const rest = colon < 0 ? '' : text.slice(colon + 1);
  if (/^(?:EXEC|SYSTEM|SHELL)$/.test(name)) return [{ type: 'run', text: withoutOptions(rest) }];
  const parameter = withoutOptions(rest);
  if (/LISTEN|RECV|^(?:TUN|VSOCK-L)/.test(name) || /^(?:TCP|UDP|SSL|OPENSSL)\d?-L$/.test(name))
    return [{ type: 'listen', port: parameter }];
  if (/^(?:OPEN|FILE|CREATE|CREAT|GOPEN|PIPE|FIFO|UNIX)/.test(name)) return [{ type: 'write', path: parameter }];
  if (/^(?:STDIO|STDIN|STDOUT|STDERR|-|FD|PTY|READLINE|ABSTRACT.*)$/.test(name)) return [{ type: 'nothing' }];
  if (rest === '' && !name.includes('/')) return [{ type: 'nothing' }];
  if (name.includes('/')) return [{ type: 'write', path: withoutOptions(text) }];
  return [{ type: 'contact', host: hostOf(parameter) }];
}

function withoutOptions(text: string): string {
  const comma = text.indexOf(',');
  return comma < 0 ? text : text.slice(0, comma);
}

function hostOf(parameter: string): string {
  const bracket = /^\[([^\]]*)\]/.exec(parameter)?.[1];
  return bracket ?? parameter.split(':')[0] ?? '';
}
