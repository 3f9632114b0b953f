/**
 * A command request from outside, checked field by field: unknown ones are an error, nothing is guessed.
 * Reference: the protocol's command request; one vocabulary for library, CLI and daemon.
 */
import { closest, type Diagnostic, MAX_ARGV_WORDS } from '../base/index.ts';
import { type ApprovalPolicy, parseApprovalPolicy, SANDBOX_MODES, type SandboxMode } from '../config/index.ts';
import { isShell, type Shell, shellOf } from '../shell/index.ts';

export interface CommandRequest {
  /** A text for a shell; or `argv`, run without one. */
  readonly command?: string;
  readonly argv?: readonly string[];
  readonly shell?: string;
  readonly platform?: 'linux' | 'darwin' | 'win32';
  /** Absolute. */
  readonly cwd?: string;
  readonly home?: string;
  readonly workspaceRoots?: readonly string[];
  readonly approvalPolicy?: ApprovalPolicy | 'on-failure' | null;
  readonly sandboxMode?: SandboxMode | null;
  readonly enforcement?: 'none' | 'sandbox';
}

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

export const COMMAND_FIELDS = [
  'id',
  'kind',
  'command',
  'argv',
  'shell',
  'platform',
  'cwd',
  'home',
  'workspaceRoots',
  'approvalPolicy',
  'sandboxMode',
  'enforcement',
] as const;

const PLATFORMS = ['linux', 'darwin', 'win32'] as const;

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
  const field = Object.keys(given).find((key) => !(COMMAND_FIELDS as readonly string[]).includes(key));
  if (field !== undefined) return fault(`unknown field \`${field}\``, suggestion(field));
  for (const check of CHECKS) {
    const value = given[check.field];
    if (value !== undefined && value !== null && !check.accepts(value)) return fault(`\`${check.field}\` must be ${check.expected}`);
  }
  const { command = null, argv = null } = given;
  if ((command === null) === (argv === null)) return fault('a request has either `command` or `argv`');
  const cwd = (given.cwd as string | undefined) ?? defaults.cwd;
  const shell = given.shell === undefined || given.shell === null ? defaults.shell : shellOf(given.shell as string);
  const platform = (given.platform as ReadRequest['platform'] | undefined) ?? defaults.platform;
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
  return plain.length > 1 && plain.endsWith('/') ? plain.replace(/\/+$/, '') : plain;
}

interface Check {
  readonly field: (typeof COMMAND_FIELDS)[number];
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isStrings = (value: unknown): boolean => Array.isArray(value) && value.every(isString);
const isPath = (value: unknown): boolean => isString(value) && (value.startsWith('/') || /^[A-Za-z]:[\\/]|^\\\\/.test(value));

const CHECKS: readonly Check[] = [
  { field: 'kind', expected: '`command`', accepts: (value) => value === 'command' },
  { field: 'command', expected: 'a string', accepts: isString },
  {
    field: 'argv',
    expected: `a list of 1 to ${MAX_ARGV_WORDS} strings`,
    accepts: (value) => isStrings(value) && (value as unknown[]).length > 0 && (value as unknown[]).length <= MAX_ARGV_WORDS,
  },
  {
    field: 'shell',
    expected: 'the name or path of a shell',
    accepts: (value) => isString(value) && (isShell(value) || value.includes('/') || value !== ''),
  },
  { field: 'platform', expected: PLATFORMS.join(', '), accepts: (value) => (PLATFORMS as readonly unknown[]).includes(value) },
  { field: 'cwd', expected: 'an absolute path', accepts: isPath },
  { field: 'home', expected: 'an absolute path', accepts: isPath },
  {
    field: 'workspaceRoots',
    expected: 'a list of absolute paths',
    accepts: (value) => isStrings(value) && (value as unknown[]).every(isPath),
  },
  {
    field: 'approvalPolicy',
    expected: 'untrusted, on-request, never or { granular }',
    accepts: (value) => parseApprovalPolicy(value) !== null,
  },
  { field: 'sandboxMode', expected: SANDBOX_MODES.join(', '), accepts: (value) => (SANDBOX_MODES as readonly unknown[]).includes(value) },
  { field: 'enforcement', expected: '`none` or `sandbox`', accepts: (value) => value === 'none' || value === 'sandbox' },
];

function suggestion(field: string): string {
  const meant = closest(field, COMMAND_FIELDS);
  return meant === null ? `known fields are ${COMMAND_FIELDS.join(', ')}` : `did you mean \`${meant}\`?`;
}

function fault(message: string, help?: string): Diagnostic {
  return { code: 'EN030', severity: 'error', message, ...(help === undefined ? {} : { help }) };
}

/** Whether reading a request ended in a diagnostic. */
export function isFault(read: ReadRequest | Diagnostic): read is Diagnostic {
  return 'severity' in read;
}
