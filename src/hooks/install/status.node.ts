/**
 * Does an installed hook work? A harmless, a forbidden and a damaged request through the very line that stands in the agent's configuration;
 * nothing of them is run.
 */
import { spawn } from 'node:child_process';
import { MAX_HOOK_INPUT_BYTES } from '../../base/index.ts';
import type { Engine } from '../../engine/index.ts';
import { answerRequest } from '../../engine/index.ts';
import { parseJsonDocument } from '../../mcp/index.ts';
import type { HookOptions, Reply } from '../adapter.ts';
import { ADAPTERS, answerHook } from '../answer.ts';
import { readHookArguments } from '../hook-arguments.ts';
import { type HookProgram, installedCommand } from '../installed-command.ts';
import type { HookAnswer } from '../opinion.ts';
import { trustedIn } from './codex-trust.ts';
import { readConfig } from './config-file.node.ts';
import { type FoundHandler, findHandlers } from './hook-config.ts';
import { codexConfigPath, trustedHooksIn } from './install.node.ts';
import { INSTALLATIONS, type Installation, type InstallPlaces, type Scope } from './installation.ts';
import { probeInput } from './probe-input.ts';

export interface HookStatus {
  readonly agent: Installation['agent'];
  readonly scope: Scope;
  readonly path: string;
  /** Null: no hook of ours stands there. */
  readonly events: readonly EventStatus[] | null;
  /** What is wrong with the file as a whole. */
  readonly faults: readonly string[];
}

export interface EventStatus {
  readonly event: string;
  readonly failsClosed: boolean;
  /** Empty where everything is as it should be. */
  readonly faults: readonly string[];
}

/** What a status is compared with. */
export interface StatusContext {
  readonly places: InstallPlaces;
  /** What would be installed now. */
  readonly program: HookProgram;
  readonly engine: Engine;
}

/** Every file in which hooks of ours stand, or which cannot be read. */
export async function statusOfAll(
  context: StatusContext,
  installations: readonly Installation[] = Object.values(INSTALLATIONS),
): Promise<readonly HookStatus[]> {
  const found: HookStatus[] = [];
  for (const each of installations) {
    const user = each.file('user', context.places);
    found.push(await statusOf(each, 'user', context));
    // In the home folder both are the same file.
    if (each.file('project', context.places) !== user) found.push(await statusOf(each, 'project', context));
  }
  return found.filter(({ events, faults }) => events !== null || faults.length > 0);
}

/** Whether anything is wrong. */
export function isFaulty({ events, faults }: HookStatus): boolean {
  return faults.length > 0 || (events ?? []).some((each) => !each.failsClosed || each.faults.length > 0);
}

/** The status of one agent's hooks in one file. */
async function statusOf(installation: Installation, scope: Scope, context: StatusContext): Promise<HookStatus> {
  const { places } = context;
  const path = installation.file(scope, places);
  const head = { agent: installation.agent, scope, path };
  const text = await readConfig(path).catch((error: Error) => error);
  if (text === null) return { ...head, events: null, faults: [] };
  if (text instanceof Error) return { ...head, events: null, faults: [text.message] };
  const { value: document, diagnostics } = await parseJsonDocument(path, text);
  if (!document) return { ...head, events: null, faults: diagnostics.map(({ message }) => message) };
  const handlers = findHandlers(document.value);
  if (handlers.length === 0) return { ...head, events: null, faults: [] };
  const untrusted = installation.isTrusted ? await untrustedKeys(path, text, places) : [];
  const events: EventStatus[] = [];
  for (const handler of handlers) events.push(await probeHandler(installation, handler, context));
  const missing = installation.entries('').map((entry) => entry.path[entry.path.length - 1] ?? '');
  const absent = missing.filter((event) => !handlers.some((handler) => handler.event === event));
  return {
    ...head,
    events,
    faults: [
      ...absent.map((event) => `nothing is asked at ${event}`),
      ...untrusted.map((key) => `Codex does not trust \`${key}\`, and so does not run it`),
    ],
  };
}

async function untrustedKeys(path: string, text: string, places: InstallPlaces): Promise<readonly string[]> {
  const config = codexConfigPath(places);
  const trusted = await trustedIn(config, (await readConfig(config)) ?? '');
  return (await trustedHooksIn(path, text)).filter(({ key, digest }) => trusted?.get(key) !== digest).map(({ key }) => key);
}

const HARMLESS = 'true';
/** Not allowed by any rule, and by no policy without one. */
const HARMFUL = 'sudo rm -rf /';

async function probeHandler(
  { agent }: Installation,
  { event, command }: FoundHandler,
  { program, engine, places }: StatusContext,
): Promise<EventStatus> {
  const cwd = places.project;
  const args = readHookArguments(argumentsIn(command, agent));
  // SECURITY: the file may be a repository's; nothing is run but the very line that this installation would write.
  if (typeof args === 'string' || command !== installedCommand(program, args))
    return { event, failsClosed: false, faults: ['this is not the command of this installation; install it again'] };
  const faults: string[] = [];
  for (const text of [HARMLESS, forbiddenBy(engine)]) {
    const input = probeInput(agent, event, text, cwd);
    const expected = await expectedReply(agent, input, { ...args, platform: platformHere(), project: null }, engine);
    const said = await runLine(command, input, cwd);
    if (said === null) faults.push(`\`${text}\` is not answered in time`);
    else if (said.exit !== expected.exit || said.stdout !== expected.stdout)
      faults.push(`\`${text}\` is answered with exit ${said.exit}: ${(said.stdout || said.stderr).trim()}`);
  }
  const onDamage = await runLine(command, '{', cwd);
  const failsClosed = onDamage?.exit === 2 && onDamage.stderr !== '';
  return { event, failsClosed, faults };
}

/** The words of our line behind the script. */
function argumentsIn(command: string, agent: string): readonly string[] {
  const words = command.slice(0, Math.max(command.indexOf(';'), 0)).split(' ');
  return words.slice(words.lastIndexOf(agent));
}

function platformHere(): HookOptions['platform'] {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}

/** What a rule of the policy forbids, if one does; so that its way through the hook is seen. */
function forbiddenBy(engine: Engine): string {
  for (const { decision, pattern, conditions } of engine.policy.rules.prefixRules) {
    if (decision !== 'forbidden' || conditions) continue;
    const words = pattern.flatMap(({ any, subtokens = [] }) => [any[0] ?? '', ...subtokens]);
    const text = words.map((word) => (/^[\w./=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
    if (engine.evaluate({ command: text, shell: 'bash' }).decision === 'forbidden') return text;
  }
  return HARMFUL;
}

function expectedReply(agent: Installation['agent'], input: string, options: HookOptions, engine: Engine): Promise<Reply> {
  return answerHook(ADAPTERS[agent], input, options, async ({ requests }) =>
    requests.map((each): HookAnswer => answerRequest(engine, each)),
  );
}

interface Said {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Longer than the hook's own deadline. */
const PATIENCE_MS = 15_000;

/** Runs the line as an agent does; null where it does not end. */
function runLine(line: string, input: string, cwd: string): Promise<Said | null> {
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', line], { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve(null);
    }, PATIENCE_MS);
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        if (said[stream].length < MAX_HOOK_INPUT_BYTES) said[stream] += text;
      });
    }
    const end = (exit: number | null): void => {
      clearTimeout(timer);
      resolve({ exit, ...said });
    };
    child.on('error', () => end(null));
    child.on('close', end);
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
