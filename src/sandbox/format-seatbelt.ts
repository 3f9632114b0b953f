/**
 * The sandbox as a profile of the macOS sandbox (`sandbox-exec -f`). The last rule that fits decides, so grants come before what they
 * exclude. Compared with golden files only: nothing here has run on macOS.
 */

import type { FormatSandbox } from './format-target.ts';
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
  return [
    ...allow,
    ...denyLines(
      'file-write*',
      protectedPaths.map(({ path }) => regexOf(path, false)),
    ),
  ];
}

function denyRules({ deniedReads }: Sandbox): string[] {
  return denyLines(
    'file-read* file-write*',
    deniedReads.map(({ pattern, glob }) => regexOf(pattern, glob !== null)),
  );
}

function denyLines(operations: string, regexes: readonly string[]): string[] {
  return regexes.length === 0 ? [] : [`(deny ${operations}`, ...regexes.map((regex) => `  (regex #"${regex}")`), ')'];
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

/**
 * A path or glob, with everything below it, as a regular expression of the profile language. In any case of its letters: that compares
 * the text of paths, while the file system takes `.GIT` for `.git`.
 */
function regexOf(path: string, isGlob: boolean): string {
  const segments = path.split('/').map((segment) => (isGlob && segment === '**' ? null : segmentRegex(segment, isGlob)));
  let source = '';
  for (const [i, segment] of segments.entries()) {
    if (i > 0 && segment !== null) source += '/';
    source += segment ?? (i === segments.length - 1 ? '(/.*)?' : '(/[^/]+)*');
  }
  const linked = LINKED.some((folder) => path.startsWith(`${folder}/`)) ? '(/private)?' : '';
  return `^${linked}${source}${segments.at(-1) === null ? '' : '(/.*)?'}$`;
}

function segmentRegex(segment: string, isGlob: boolean): string {
  return segment.replace(isGlob ? /\[[!^]?[^\]]*\]|[^/]/gu : /[^/]/gu, (part) => {
    if (isGlob && part === '*') return '[^/]*';
    if (isGlob && part === '?') return '[^/]';
    return part.length > 2 ? bracketRegex(part) : characterRegex(part);
  });
}

/** `[!a-c]` of a glob, in both cases. */
function bracketRegex(part: string): string {
  const [, negation = '', members = ''] = /^\[([!^]?)(.*)\]$/s.exec(part) ?? [];
  const both = new Set([members.toLowerCase(), members.toUpperCase()]);
  return `[${negation === '' ? '' : '^'}${[...both].join('')}]`;
}

function characterRegex(character: string): string {
  const both = [...new Set([character.toLowerCase(), character.toUpperCase()])];
  if (both.length > 1) return `[${both.join('')}]`;
  if (/[\w/ -]/.test(character) || character > '\u007f') return character;
  return character === '^' || character === '\\' || character === '"' ? `\\${character}` : `[${character}]`;
}
