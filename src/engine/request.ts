/**
 * A command request from outside, checked field by field: unknown ones are an error, nothing is guessed.
 * Reference: the protocol's command request; one vocabulary for library, CLI and daemon.
 */
import type * as v from 'valibot';
import { type Diagnostic, withoutTrailing } from '../base/index.ts';
import { type ApprovalPolicy, parseApprovalPolicy, type SandboxMode } from '../config/index.ts';
import { type Shell, shellOf } from '../shell/index.ts';
import { badRequest, requestFault } from './request-fault.ts';
import { commandRequest } from './request-schema.ts';

/** A command request: a text for a shell in `command`, or `argv` to be run without one. Paths are absolute. */
export type CommandRequest = Readonly<Omit<v.InferOutput<typeof commandRequest>, 'kind'>>;

/** A request in which everything is decided. */
export interface ReadRequest {
  readonly command: string | null;
  readonly argv: readonly string[] | null;
  readonly shell: Shell;
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly cwd: string;
  readonly home: string;
  readonly workspaceRoots: readonly string[];
  readonly approvalPolicy: ApprovalPolicy | null;
  readonly sandboxMode: SandboxMode | null;
  readonly enforcement: 'none' | 'sandbox';
}

/** Where a request that says nothing else starts. */
export interface RequestDefaults {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly cwd: string;
  readonly home: string;
  readonly shell: Shell;
  /** `$TMPDIR` of the commands, or null where it is not set or not known. */
  readonly tmpdir: string | null;
}

export const PLAIN_DEFAULTS: RequestDefaults = { platform: 'linux', cwd: '/', home: '/root', shell: 'unknown', tmpdir: null };

/** Reads a request, or says what is wrong with it. */
export function readRequest(
  request: Readonly<Record<string, unknown>> | CommandRequest,
  defaults: RequestDefaults,
): ReadRequest | Diagnostic {
  const given = request as Readonly<Record<string, unknown>>;
  const wrong = requestFault(commandRequest, given);
  if (wrong !== null) return wrong;
  const { command = null, argv = null } = given;
  if ((command === null) === (argv === null)) return badRequest('a request has either `command` or `argv`');
  const cwd = (given.cwd as string | undefined) ?? defaults.cwd;
  const shell = given.shell === undefined || given.shell === null ? defaults.shell : shellOf(given.shell as string);
  // There is no cmd.exe elsewhere.
  const platform = shell === 'cmd' ? 'win32' : ((given.platform as ReadRequest['platform'] | undefined) ?? defaults.platform);
  const windows = platform === 'win32';
  return {
    command: command as string | null,
    argv: argv as readonly string[] | null,
    shell,
    platform,
    cwd: windows ? cwd.replaceAll('\\', '/') : cwd,
    home: folder((given.home as string | undefined) ?? defaults.home, windows),
    workspaceRoots: ((given.workspaceRoots as readonly string[] | undefined) ?? [cwd]).map((root) => folder(root, windows)),
    approvalPolicy: given.approvalPolicy === undefined || given.approvalPolicy === null ? null : parseApprovalPolicy(given.approvalPolicy),
    sandboxMode: (given.sandboxMode as SandboxMode | null | undefined) ?? null,
    enforcement: (given.enforcement as 'none' | 'sandbox' | undefined) ?? 'none',
  };
}

function folder(path: string, windows: boolean): string {
  const plain = windows ? path.replaceAll('\\', '/') : path;
  return plain.length > 1 && plain.endsWith('/') ? withoutTrailing(plain, '/') : plain;
}

/** Whether reading a request ended in a diagnostic. */
export function isFault(read: ReadRequest | Diagnostic): read is Diagnostic {
  return 'severity' in read;
}
