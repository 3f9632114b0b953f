/**
 * The sandbox as a profile of the macOS sandbox (`sandbox-exec -f`). The last rule that fits decides, so grants come before what they
 * exclude. Compared with golden files only: nothing here has run on macOS.
 */

import type { FormatSandbox } from './format-target.ts';
import { foldCase } from './path.ts';
import type { LocatedPath, Sandbox } from './sandbox.ts';

export const formatSeatbelt: FormatSandbox = (sandbox) => ({
  value: [...HEAD, ...readRules(sandbox), ...writeRules(sandbox), ...denyRules(sandbox), ...networkRules(sandbox), ''].join('\n'),
  diagnostics:
    sandbox.network.access === 'listed'
      ? [
          {
            code: 'SB021',
            severity: 'warning',
            message: 'this profile knows no lists of domains, so only this machine can be reached',
            place: sandbox.network.origin,
            help: 'run a proxy on this machine that enforces the lists',
          },
        ]
      : [],
});

const HEAD = [
  '(version 1)',
  '; written by portcullis; not verified on macOS',
  '(deny default)',
  '(allow process-exec process-fork)',
  '(allow signal (target same-sandbox))',
  '(allow process-info* (target same-sandbox))',
  '(allow sysctl-read)',
  '(allow ipc-posix-sem)',
  '(allow mach-lookup',
  '  (global-name "com.apple.system.opendirectoryd.libinfo")',
  '  (global-name "com.apple.system.notification_center")',
  '  (global-name "com.apple.trustd.agent"))',
  '(allow file-read-metadata)',
  '(allow file-write* (literal "/dev/null") (literal "/dev/zero") (literal "/dev/tty") (regex #"^/dev/fd/[0-9]+$"))',
];

function readRules({ readableRoots }: Sandbox): string[] {
  if (readableRoots === null) return ['(allow file-read*)'];
  return ['(allow file-read* (literal "/") (subpath "/dev")', ...readableRoots.flatMap(subpaths).map((line) => `  ${line}`), ')'];
}

function writeRules({ writableRoots, protectedPaths }: Sandbox): string[] {
  if (writableRoots.length === 0) return [];
  const allow = ['(allow file-write*', ...writableRoots.flatMap(subpaths).map((line) => `  ${line}`), ')'];
  const guarded = protectedPaths.flatMap(subpaths).map((line) => `  ${line}`);
  return guarded.length === 0 ? allow : [...allow, '(deny file-write*', ...guarded, ')'];
}

function denyRules({ deniedReads, machine }: Sandbox): string[] {
  const lines = deniedReads.flatMap(({ pattern, glob }) =>
    glob ? [`(regex #"${regexOf(foldCase(pattern, machine.platform))}")`] : subpathLines(pattern),
  );
  return lines.length === 0 ? [] : ['(deny file-read* file-write*', ...lines.map((line) => `  ${line}`), ')'];
}

function networkRules({ network: { access, lists } }: Sandbox): string[] {
  if (access === 'full') return ['(allow network*)', '(allow system-socket)'];
  if (access === 'none' || lists === null) return [];
  const sockets = lists.allowAllSockets
    ? ['(allow network* (remote unix-socket))']
    : lists.allowedSockets.map((path) => `(allow network* (remote unix-socket (path-literal ${quote(path)})))`);
  const binding = lists.allowLocalBinding
    ? ['(allow network-bind (local ip "localhost:*"))', '(allow network-inbound (local ip "localhost:*"))']
    : [];
  return ['(allow network-outbound (remote ip "localhost:*"))', '(allow system-socket)', ...binding, ...sockets];
}

function subpaths({ path }: LocatedPath): string[] {
  return subpathLines(path);
}

/** Folders that macOS keeps below `/private` have two names, and only the real one is looked at. */
function subpathLines(path: string): string[] {
  const isLinked = LINKED.some((folder) => path === folder || path.startsWith(`${folder}/`));
  return (isLinked ? [path, `/private${path}`] : [path]).map((each) => `(subpath ${quote(each)})`);
}

const LINKED = ['/tmp', '/var', '/etc'];

function quote(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&')}"`;
}

/** A glob as the regular expressions of the profile language write it; what it covers, it covers with everything below. */
function regexOf(glob: string): string {
  const segments = glob.split('/').map((segment) => (segment === '**' ? null : segmentRegex(segment)));
  let source = '';
  for (const [i, segment] of segments.entries()) {
    if (i > 0 && segment !== null) source += '/';
    source += segment ?? (i === segments.length - 1 ? '(/.*)?' : '(/[^/]+)*');
  }
  const linked = LINKED.some((folder) => glob.startsWith(`${folder}/`)) ? '(/private)?' : '';
  return `^${linked}${source}${segments.at(-1) === null ? '' : '(/.*)?'}$`;
}

function segmentRegex(segment: string): string {
  return segment.replace(/\[[!^]?[^\]]*\]|[*?]|[^\w/]/g, (part) => {
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 1) return part.replace(/^\[!/, '[^');
    return part === '"' ? '[\\"]' : `[${part === '^' || part === '\\' ? `\\${part}` : part}]`;
  });
}
