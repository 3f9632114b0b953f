/**
 * The sandbox as settings of `@anthropic-ai/sandbox-runtime`: writing is an allow list, reading a deny list, the network an allow list.
 *
 * INVARIANT: what its pattern language cannot say is left out of an allow list with a warning; left out of a deny list it would allow
 * more, so then nothing is written.
 */
import { type Diagnostic, hasErrors, type Origin } from '../base/index.ts';
import type { FormatSandbox } from './format-target.ts';
import type { Sandbox } from './sandbox.ts';

export const formatRuntime: FormatSandbox = (sandbox) => {
  const diagnostics: Diagnostic[] = [];
  const settings = { network: networkSettings(sandbox, diagnostics), filesystem: filesystemSettings(sandbox, diagnostics) };
  return { value: hasErrors(diagnostics) ? null : `${JSON.stringify(settings, null, 2)}\n`, diagnostics };
};

function filesystemSettings({ mode, readableRoots, writableRoots, protectedPaths, deniedReads }: Sandbox, diagnostics: Diagnostic[]) {
  if (mode.value === 'danger-full-access') return { disabled: true, denyRead: [], allowWrite: [], denyWrite: [] };
  if (readableRoots !== null) return readListSettings({ readableRoots, writableRoots, protectedPaths, deniedReads }, diagnostics);
  return {
    denyRead: deniedReads.map(({ pattern }) => pattern),
    allowWrite: writableRoots.map(({ path }) => path),
    denyWrite: protectedPaths.map(({ path }) => path),
  };
}

/** Reading is denied as a whole and given back for some folders; what is denied inside those cannot be said then. */
function readListSettings(
  {
    readableRoots,
    writableRoots,
    protectedPaths,
    deniedReads,
  }: Pick<Sandbox, 'readableRoots' | 'writableRoots' | 'protectedPaths' | 'deniedReads'>,
  diagnostics: Diagnostic[],
) {
  const [denied] = deniedReads;
  if (denied) diagnostics.push(cannotSay('SB023', `\`${denied.pattern}\` denied inside folders that may be read`, denied.origin));
  return {
    denyRead: ['/'],
    allowRead: (readableRoots ?? []).map(({ path }) => path),
    allowWrite: writableRoots.map(({ path }) => path),
    denyWrite: protectedPaths.map(({ path }) => path),
  };
}

function networkSettings({ network: { access, lists, origin } }: Sandbox, diagnostics: Diagnostic[]) {
  if (access === 'full') diagnostics.push(cannotSay('SB022', 'a network without a list of domains; there is none at all', origin));
  const allowedDomains = (lists?.allowedDomains ?? []).flatMap((pattern) => {
    const domains = domainsOf(pattern);
    if (domains === null) diagnostics.push(cannotSay('SB022', `the domain pattern \`${pattern}\`; it is left out`, origin));
    return domains ?? [];
  });
  const deniedDomains = (lists?.deniedDomains ?? []).flatMap((pattern) => {
    const domains = pattern === '*' ? ['*'] : domainsOf(pattern);
    if (domains === null) diagnostics.push(cannotSay('SB023', `the denied domain pattern \`${pattern}\``, origin));
    return domains ?? [];
  });
  const sockets = lists?.allowedSockets.length ? { allowUnixSockets: lists.allowedSockets } : {};
  const allSockets = lists?.allowAllSockets ? { allowAllUnixSockets: true } : {};
  const binding = lists?.allowLocalBinding ? { allowLocalBinding: true } : {};
  return { allowedDomains, deniedDomains, strictAllowlist: true, ...sockets, ...allSockets, ...binding };
}

function cannotSay(code: 'SB022' | 'SB023', what: string, place: Origin): Diagnostic {
  const isError = code === 'SB023';
  return { code, severity: isError ? 'error' : 'warning', message: `sandbox-runtime cannot express ${what}`, place };
}

/** A pattern of ours in its language: whole names, `*.` before at least two labels, literal addresses; null for anything else. */
function domainsOf(pattern: string): string[] | null {
  const [, stars = '', name = ''] = /^(\*{0,2}\.)?(.*)$/s.exec(pattern) ?? [];
  if (/^\[[0-9a-f:]+\]$/.test(name) && stars === '') return [name];
  if (/[*?:[\]]/.test(name) || !(name.includes('.') || (stars === '' && name === 'localhost'))) return null;
  if (stars === '') return [name];
  return stars === '*.' ? [`*.${name}`] : [name, `*.${name}`];
}
