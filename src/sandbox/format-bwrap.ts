/**
 * The sandbox as arguments of bubblewrap, one in a line as `bwrap --args` and people read them; the command goes behind them.
 *
 * INVARIANT: mounts go from the outside to the inside, what takes rights away comes last, so nothing mounted later gives them back.
 */
import type { Diagnostic } from '../base/index.ts';
import type { FormatSandbox, PathProbe } from './format-target.ts';
import type { LocatedPath, Sandbox } from './sandbox.ts';

export const formatBwrap: FormatSandbox = (sandbox, probe) => {
  const { arguments: args, diagnostics } = bwrapArguments(sandbox, probe);
  return { value: args && `${args.map(quote).join('\n')}\n`, diagnostics };
};

/** The arguments themselves, `bwrap` first; null where a denied glob covers more than can be listed. */
export function bwrapArguments(
  sandbox: Sandbox,
  probe: PathProbe,
): { arguments: readonly string[] | null; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const mounts = [
    ...readMounts(sandbox, probe),
    ...sandbox.writableRoots.flatMap((root) => writeMount(root, sandbox, probe, diagnostics)),
    ...sandbox.protectedPaths.flatMap(({ path }) => protectMount(path, sandbox, probe)),
  ];
  const denied = denyMounts(sandbox, probe, diagnostics);
  const start = ['bwrap', '--new-session', '--die-with-parent', '--unshare-pid', ...networkArguments(sandbox, diagnostics)];
  return { arguments: denied && [...start, ...mounts, ...denied, '--chdir', sandbox.machine.cwd, '--'], diagnostics };
}

function networkArguments({ network }: Sandbox, diagnostics: Diagnostic[]): string[] {
  if (network.access === 'full') return [];
  if (network.access === 'listed') {
    const message = 'bubblewrap knows no lists of domains, so there is no network at all';
    diagnostics.push({
      code: 'SB021',
      severity: 'warning',
      message,
      place: network.origin,
      help: 'run a proxy that enforces the lists, and bind its socket',
    });
  }
  return ['--unshare-net'];
}

function readMounts({ readableRoots, writableRoots }: Sandbox, probe: PathProbe): string[] {
  const devices = ['--dev', '/dev', '--proc', '/proc'];
  if (writableRoots.some(({ path }) => path === '/')) return ['--bind', '/', '/', ...devices];
  if (readableRoots === null) return ['--ro-bind', '/', '/', ...devices];
  const present = readableRoots.filter(({ path }) => probe.typeOf(path) !== 'missing');
  return ['--tmpfs', '/', ...present.flatMap(({ path }) => ['--ro-bind', path, path]), ...devices];
}

function writeMount({ path, origin }: LocatedPath, { machine }: Sandbox, probe: PathProbe, diagnostics: Diagnostic[]): string[] {
  if (path === '/') return [];
  if (probe.typeOf(path) !== 'missing') return ['--bind', path, path];
  // The folder a session works in must exist; of the others it is worth a word only.
  const severity = machine.workspaceRoots.includes(path) ? 'warning' : 'info';
  diagnostics.push({ code: 'SB020', severity, message: `\`${path}\` does not exist, so nothing can be written there`, place: origin });
  return [];
}

/** A protected path that does not exist yet gets an empty folder over it: a command could make it otherwise. */
function protectMount(path: string, { writableRoots }: Sandbox, probe: PathProbe): string[] {
  if (probe.typeOf(path) !== 'missing') return ['--ro-bind', path, path];
  const hasRoot = writableRoots.some((root) => path.startsWith(`${root.path}/`) && probe.typeOf(root.path) === 'folder');
  return hasRoot ? ['--perms', '0555', '--tmpfs', path, '--remount-ro', path] : [];
}

function denyMounts({ deniedReads }: Sandbox, probe: PathProbe, diagnostics: Diagnostic[]): string[] | null {
  const mounts: string[] = [];
  for (const { pattern, glob, origin } of deniedReads) {
    const paths = glob ? probe.expand(pattern) : [pattern];
    if (paths === null) {
      diagnostics.push({
        code: 'SB024',
        severity: 'error',
        message: `\`${pattern}\` covers too many files`,
        place: origin,
        help: 'deny a folder instead',
      });
      return null;
    }
    mounts.push(...paths.flatMap((path) => DENY[probe.typeOf(path)](path)));
  }
  return mounts;
}

/** An empty folder that nobody may open, or a file without content. */
const DENY: Readonly<Record<ReturnType<PathProbe['typeOf']>, (path: string) => string[]>> = {
  folder: (path) => ['--perms', '0000', '--tmpfs', path, '--remount-ro', path],
  file: (path) => ['--ro-bind', '/dev/null', path],
  missing: () => [],
};

/** One argument as a POSIX shell reads it. */
function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
