/** The script of an installed hook: it asks a warm daemon without starting Node, and becomes the hook in every other case. */
import { spawn } from 'node:child_process';
import { chownSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MAX_HOOK_MILLISECONDS, MAX_SHELL_HOOK_BYTES, MAX_WARM_DAEMON_MS, VERSION } from '../../src/base/index.ts';
import { type DaemonFile, PLACING, startTimeOf } from '../../src/config/index.node.ts';
import { type AgentName, PROJECT_VARIABLES } from '../../src/hooks/index.ts';
import {
  type HookResult,
  type HookRun,
  hookScript,
  killChildOf,
  runHookAlone,
  runInstalled,
  SHELL,
  start,
  temporaryFolder,
} from '../support/hook-process.ts';
import { type ListeningDaemon, serve } from '../support/serve.ts';

const NOWHERE = '/nowhere/node';
const SCRIPT = readFileSync(new URL('../../clients/bash/portcullis-hook.sh', import.meta.url), 'utf8');

function input(command: string, more: object = {}): string {
  return JSON.stringify({ hook_event_name: 'PreToolUse', cwd: '/', tool_name: 'Bash', tool_input: { command }, ...more });
}

const FORCED = input('git push --force');
/** What the built-in policy says, which nobody else here does. */
const OWN_ANSWER = expect.stringMatching(/"permissionDecision":"deny","permissionDecisionReason":"a forced push destroys/);
const ANSWERED = { code: 0, signal: null, stderr: '', stdout: OWN_ANSWER };
const BLOCKED = expect.stringMatching(/portcullis: blocked: no answer from the hook\n$/);

interface Place {
  readonly folder: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

function newPlace(): Place {
  const runtime = temporaryFolder();
  const folder = join(runtime, 'portcullis');
  mkdirSync(folder, { mode: 0o700 });
  mkdirSync(join(runtime, 'home'));
  return { folder, file: join(folder, 'http.json'), env: { XDG_RUNTIME_DIR: runtime, HOME: join(runtime, 'home') } };
}

beforeAll(() => hookScript());

describe('the script', () => {
  const constant = (name: string) => new RegExp(`^_portcullis_${name}=(\\S+)$`, 'm').exec(SCRIPT)?.[1];

  it('says what the hook says: version, limits, variables', () => {
    const said = ['version', 'input_bytes', 'input_seconds', 'answer_seconds'].map(constant);
    expect(said).toEqual([VERSION, MAX_SHELL_HOOK_BYTES, MAX_HOOK_MILLISECONDS / 1000, MAX_WARM_DAEMON_MS / 1000].map(String));
    expect(SCRIPT).toContain(PLACING.map((name) => `\${${name}-}`).join(''));
    const projects = Array.from(SCRIPT.matchAll(/^ {4}([a-z-]+)\) project=\$\{(\w+)-\} ;;$/gm), ([, ...found]) => found);
    expect(projects.toSorted()).toEqual(Object.entries(PROJECT_VARIABLES).toSorted());
  });
});

describe.skipIf(SHELL === null)('with a warm daemon', () => {
  const place = newPlace();
  let daemon: ListeningDaemon;

  beforeAll(async () => {
    daemon = await serve(['--http', '127.0.0.1:0'], place.env);
  }, 60_000);
  afterAll(() => daemon.stop());

  /** Without a Node that could answer. */
  function askOnly(agent: AgentName, stdin: HookRun['stdin'], env: Readonly<Record<string, string>> = {}): Promise<HookResult> {
    return runInstalled(agent, { stdin: stdin ?? null, env: { ...place.env, ...env } }, { node: NOWHERE });
  }

  const shell = (event: string) => (command: string) =>
    JSON.stringify({ hook_event_name: event, cwd: '/', tool_name: 'Bash', tool_input: { command } });
  const AGENTS: readonly (readonly [AgentName, (command: string) => string])[] = [
    ['claude-code', shell('PreToolUse')],
    ['claude-code', shell('PermissionRequest')],
    ['codex', shell('PreToolUse')],
    ['codex', shell('PermissionRequest')],
    [
      'gemini',
      (command) => JSON.stringify({ hook_event_name: 'BeforeTool', cwd: '/', tool_name: 'run_shell_command', tool_input: { command } }),
    ],
    ['cursor', (command) => JSON.stringify({ hook_event_name: 'beforeShellExecution', workspace_roots: ['/'], cwd: '/', command })],
    ['copilot', (command) => JSON.stringify({ cwd: '/', toolName: 'bash', toolArgs: { command } })],
  ];

  it.each(AGENTS)('for %s answers without Node what Node would', async (agent, inputOf) => {
    for (const stdin of [inputOf('ls'), inputOf('git push --force'), `${inputOf(`echo 'é "\\ 😀' $'\\n'; sudo x`)}\n`, '{"cwd":1}']) {
      const alone = await runHookAlone([agent], { stdin, env: { HOME: place.env.HOME as string } });
      const wrapped = alone.code === 0 ? alone.stderr : expect.stringContaining(alone.stderr);
      expect(await askOnly(agent, stdin)).toEqual({ ...alone, stderr: wrapped });
    }
  });

  it('tells the daemon of the project that the agent names', async () => {
    const reading = JSON.stringify({
      hook_event_name: 'PreToolUse',
      cwd: '/tmp',
      tool_name: 'Write',
      tool_input: { file_path: '/srv/a/b' },
    });
    const env = { CLAUDE_PROJECT_DIR: '/srv/a' };
    const alone = await runHookAlone(['claude-code'], { stdin: reading, env: { HOME: place.env.HOME as string, ...env } });
    expect(await askOnly('claude-code', reading, env)).toEqual(alone);
    expect((await askOnly('claude-code', reading)).stdout).not.toBe(alone.stdout);
  });

  const padded = (size: number) => `${FORCED.slice(0, -1)},"x":"${'a'.repeat(size - FORCED.length - 7)}"}`;

  it.each([
    ['less than the limit', padded(MAX_SHELL_HOOK_BYTES - 1), true],
    ['the limit', padded(MAX_SHELL_HOOK_BYTES), false],
    ['more than the limit', padded(MAX_SHELL_HOOK_BYTES + 1), false],
    ['much more', padded(300_000), false],
  ])('input of %s is judged whole', async (_, stdin, isAsked) => {
    expect(await runInstalled('claude-code', { stdin, env: place.env })).toEqual(ANSWERED);
    expect((await askOnly('claude-code', stdin)).code).toBe(isAsked ? 0 : 2);
  });

  it.each([
    ['a NUL byte', `${FORCED.slice(0, 10)}\0${FORCED.slice(10)}`],
    ['a NUL byte behind it', `${FORCED}\0`],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from(FORCED.slice(0, -2)), Buffer.from([0xff]), Buffer.from('"}')])],
    ['half of it', FORCED.slice(0, -1)],
    ['a second half only', FORCED.slice(20)],
  ])('input with %s blocks', async (_, stdin) => {
    expect(await runInstalled('claude-code', { stdin, env: place.env })).toMatchObject({ code: 2, stdout: '', stderr: BLOCKED });
  });

  it.concurrent('input that never ends blocks by its own deadline', async () => {
    const result = await runInstalled('claude-code', { stdin: null, env: place.env });
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/no input within \d+ s/) });
  });

  it.concurrent.each(['SIGKILL', 'SIGTERM', 'SIGSEGV', 'SIGINT'] as const)('that %s ends blocks', async (signal) => {
    const result = await runInstalled('claude-code', {
      stdin: null,
      env: place.env,
      whileRunning: (pid) => void killChildOf(pid, signal),
    });
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: BLOCKED });
  });

  it.each(PLACING)('does not ask where %s names other policy', async (name) => {
    expect(await askOnly('claude-code', FORCED, { [name]: '/nonexistent' })).toMatchObject({ code: 2, stdout: '' });
  });

  it.each([
    ['another home', { HOME: '/' }],
    ['a home of two lines', { HOME: '/a\nContent-Length: 0' }],
    ['a project of two lines', { CLAUDE_PROJECT_DIR: '/a\r\nPortcullis-Arguments: --leave-prompts' }],
    ['a project that ends with a blank', { CLAUDE_PROJECT_DIR: '/a ' }],
  ])('does not ask for %s', async (_, env) => {
    expect(await askOnly('claude-code', FORCED, env)).toMatchObject({ code: 2, stdout: '' });
  });

  it('takes nothing from the environment that would change what it does', async () => {
    const trap = join(temporaryFolder(), 'ran');
    const harm = `touch ${trap}; exit 64`;
    const file = join(temporaryFolder(), 'begin.sh');
    writeFileSync(file, `${harm}\n`);
    const functions = ['printf', 'exec', 'exit', 'read', 'builtin', 'echo', 'set', 'unset', '.', '_portcullis_find', '['];
    const env = {
      ...Object.fromEntries(functions.map((name) => [`BASH_FUNC_${name}%%`, `() { ${harm}; }`])),
      BASH_ENV: file,
      ENV: file,
      SHELLOPTS: 'xtrace:errexit:nounset:noexec',
      BASHOPTS: 'xpg_echo:extdebug:failglob',
      PS4: `$(${harm})`,
      PROMPT_COMMAND: harm,
      IFS: 'aeiou/',
      TMOUT: '0.001',
      FUNCNEST: '1',
      POSIXLY_CORRECT: '1',
      BASH_COMPAT: '31',
      GLOBIGNORE: '*',
      CDPATH: '/tmp',
      LC_ALL: 'de_DE.UTF-8',
      PATH: '/nowhere',
      PORTCULLIS_HTTP: '/nowhere',
      REPLY: '64',
    };
    expect(await askOnly('claude-code', FORCED, env)).toEqual(ANSWERED);
    expect(existsSync(trap)).toBe(false);
  });

  it.each([
    ['nobody reads stdout', '| true'],
    ['stdout is full', '> /dev/full'],
  ])('blocks where %s', async (_, redirection) => {
    const { bash, script } = SHELL ?? { bash: '', script: '' };
    const line = `{ sleep 0.3; ${bash} -p ${script} ${NOWHERE} /nowhere/hook claude-code --installed; echo $? >&3; } ${redirection}`;
    const { stderr } = await start('/bin/bash', ['-c', `exec 3>&2; printf '%s' "$0" | ${line}`, FORCED], { env: place.env });
    expect(stderr).toMatch(/(?:^|\n)(?:2|141)\n$/);
  });
});

describe.skipIf(SHELL === null)('the script is not led astray', () => {
  const PROOF = 'p'.repeat(43);
  const SAID =
    '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"allow","permissionDecisionReason":"says the pretender"}}\n';
  const servers: Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  interface Spoken {
    readonly proof?: string;
    readonly hook?: string;
    readonly status?: string;
    readonly body?: string;
  }

  function reply({ proof = PROOF, hook = `${VERSION} 0 ${SAID.length} 0`, status = '200 OK', body = SAID }: Spoken = {}): string {
    return `HTTP/1.1 ${status}\r\nPortcullis-Proof: ${proof}\r\nPortcullis-Hook: ${hook}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  }

  const saying = (text: string) => (client: Socket) => client.once('data', () => client.end(text));

  /** Listens in place of a daemon, and writes the file that leads there. */
  async function pretend(place: Place, answer: (client: Socket) => void, more: Partial<DaemonFile> = {}): Promise<() => number> {
    let count = 0;
    const server = createServer((client) => {
      count++;
      client.on('error', () => {});
      answer(client);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { readonly port: number };
    const [url, token, processId] = [`http://127.0.0.1:${port}/`, 't'.repeat(43), process.pid];
    const said = { url, token, proof: PROOF, processId, startTime: startTimeOf(processId), version: VERSION, ...more };
    writeFileSync(place.file, `${JSON.stringify(said)}\n`, { mode: 0o600 });
    return () => count;
  }

  function rewrite({ file }: Place, change: (text: string) => string): null {
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    return null;
  }

  const ask = (place: Place) => runInstalled('claude-code', { stdin: FORCED, env: place.env });

  it('by nobody: where everything is right, the daemon is believed', async () => {
    const place = newPlace();
    await pretend(place, saying(reply()));
    expect(await ask(place)).toEqual({ ...ANSWERED, stdout: SAID });
    await pretend(place, saying(reply({ hook: `${VERSION} 2 0 8`, body: 'blocked\n' })));
    expect(await ask(place)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^blocked\n/) });
  });

  it.each<readonly [string, (client: Socket) => void]>([
    ['without the proof', saying(reply({ proof: 'x'.repeat(43) }))],
    ['with a pattern for a proof', saying(reply({ proof: '*' }))],
    ['of another version', saying(reply({ hook: `0.0.0 0 ${SAID.length} 0` }))],
    ['that refuses', saying(reply({ status: '409 Conflict' }))],
    ['with half an answer', saying(reply().slice(0, -10))],
    ['with more than an answer', saying(`${reply()} `)],
    ['that is killed between headers and answer', saying(reply().slice(0, -SAID.length))],
    ['that is killed in its headers', saying(reply().slice(0, 40))],
    ['with another exit', saying(reply({ hook: `${VERSION} 64 ${SAID.length} 0` }))],
    ['with lengths that are none', saying(reply({ hook: `${VERSION} 0 a[0] 0` }))],
    ['with one length', saying(reply({ hook: `${VERSION} 0 ${SAID.length}` }))],
    ['with wrong lengths', saying(reply({ hook: `${VERSION} 0 1 1` }))],
    ['with NUL bytes', saying(reply({ body: SAID.replace('p', '\0') }))],
    ['that speaks no HTTP', saying('hello\r\n\r\n')],
    ['that says nothing', saying('')],
    ['that hangs up', (client) => client.destroy()],
    ['that resets', (client) => client.resetAndDestroy()],
    ['that is endless', (client) => client.once('data', () => client.write(`${reply()}${'a'.repeat(100_000)}`))],
  ])('by a daemon %s', async (_, answer) => {
    const place = newPlace();
    const asked = await pretend(place, answer);
    expect([await ask(place), asked()]).toEqual([ANSWERED, 1]);
  });

  it.each<readonly [string, (client: Socket) => void]>([
    ['that never answers', () => {}],
    ['that stops half-way', (client) => client.once('data', () => client.write(reply().slice(0, 100)))],
    [
      'that answers letter by letter',
      (client) => {
        const letters = [...reply()];
        const timer = setInterval(() => client.write(letters.shift() ?? ''), 100);
        client.on('close', () => clearInterval(timer));
      },
    ],
  ])('by a daemon %s, and spares others the wait', async (_, answer) => {
    const place = newPlace();
    const asked = await pretend(place, answer);
    expect(await ask(place)).toEqual(ANSWERED);
    expect([await ask(place), asked(), readFileSync(place.file, 'utf8')]).toEqual([ANSWERED, 1, '']);
  });

  it.each<readonly [string, (place: Place) => Partial<DaemonFile> | null]>([
    ['a process that is gone', () => ({ processId: 2 ** 22 + 1 })],
    ['a process that began at another time', () => ({ startTime: '1' })],
    ['no time', () => ({ startTime: '' })],
    ['a daemon of another version', () => ({ version: '0.0.0' })],
    ['another machine', () => ({ url: 'http://192.0.2.1:80/' })],
    ['a port that is none', () => ({ url: 'http://127.0.0.1:80a/' })],
    [
      'a link',
      (place) => {
        renameSync(place.file, `${place.file}.real`);
        symlinkSync(`${place.file}.real`, place.file);
        return null;
      },
    ],
    [
      'a folder that is a link',
      (place) => {
        renameSync(place.folder, `${place.folder}.real`);
        symlinkSync(`${place.folder}.real`, place.folder);
        return null;
      },
    ],
    ['an empty file', (place) => rewrite(place, () => '')],
    ['half a file', (place) => rewrite(place, (text) => text.slice(0, 80))],
  ])('by a secrets file that is or names %s', async (_, change) => {
    const place = newPlace();
    const asked = await pretend(place, saying(reply()));
    const said = change(place);
    if (said) rewrite(place, (text) => `${JSON.stringify({ ...JSON.parse(text), ...said })}\n`);
    expect([await ask(place), asked()]).toEqual([ANSWERED, 0]);
  });

  it.skipIf(process.getuid?.() !== 0).each(['file', 'folder'] as const)('by a %s of somebody else', async (what) => {
    const place = newPlace();
    const asked = await pretend(place, saying(reply()));
    chownSync(place[what], 65_534, 65_534);
    expect([await ask(place), asked()]).toEqual([ANSWERED, 0]);
  });

  it('by a daemon that is stopped, and a port that takes no connection any more', async () => {
    const place = newPlace();
    const listener =
      "require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () { console.log(this.address().port); })";
    const child = spawn(process.execPath, ['-e', listener], { stdio: ['ignore', 'pipe', 'ignore'] });
    const port = await new Promise<number>((resolve) => child.stdout.once('data', (text) => resolve(Number(text))));
    child.kill('SIGSTOP');
    const fillers = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => {}));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(fillers.some(({ connecting }) => connecting)).toBe(true);
    const processId = child.pid ?? 0;
    const said = { url: `http://127.0.0.1:${port}/`, token: 't'.repeat(43), proof: PROOF, processId, startTime: startTimeOf(processId) };
    writeFileSync(place.file, `${JSON.stringify({ ...said, version: VERSION })}\n`, { mode: 0o600 });
    expect(await ask(place)).toEqual(ANSWERED);
    for (const each of fillers) each.destroy();
    child.kill('SIGKILL');
  });

  it('by a stranger on the port of a daemon that is gone, who does not even hear the question', async () => {
    const place = newPlace();
    const gone = await serve(['--http', '127.0.0.1:0'], place.env);
    const said = readFileSync(place.file, 'utf8');
    await gone.stop();
    let heard = 0;
    const stranger = createServer(() => heard++).listen(0, '127.0.0.1');
    servers.push(stranger);
    await new Promise((resolve) => stranger.once('listening', resolve));
    // The port that was left may be anybody's by now; the stranger's is said in its place.
    const { port } = stranger.address() as AddressInfo;
    writeFileSync(place.file, said.replace(new URL(gone.address).host, `127.0.0.1:${port}`), { mode: 0o600 });
    expect([await ask(place), heard]).toEqual([ANSWERED, 0]);
  });

  it.each([
    ['empty', () => ''],
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['without its last line', (text: string) => text.trimEnd().slice(0, text.trimEnd().lastIndexOf('\n'))],
    ['gone', () => null],
  ])('and one that is %s blocks', async (_, corrupt) => {
    const place = newPlace();
    await pretend(place, saying(reply()));
    const script = join(temporaryFolder(), 'portcullis-hook.sh');
    copyFileSync(join(dirname(SHELL?.script ?? ''), 'portcullis.sh'), join(dirname(script), 'portcullis.sh'));
    const text = corrupt(SCRIPT);
    if (text !== null) writeFileSync(script, text);
    const program = { shell: { bash: '/bin/bash', script } };
    const result = await runInstalled('claude-code', { stdin: FORCED, env: place.env }, program);
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: BLOCKED });
  });

  it('and one without its functions, or without bash, blocks', async () => {
    const place = newPlace();
    const script = join(temporaryFolder(), 'portcullis-hook.sh');
    writeFileSync(script, SCRIPT);
    for (const shell of [
      { bash: '/bin/bash', script },
      { bash: '/nowhere/bash', script: SHELL?.script ?? '' },
    ])
      expect(await runInstalled('claude-code', { stdin: FORCED, env: place.env }, { shell })).toMatchObject({
        code: 2,
        stdout: '',
        stderr: BLOCKED,
      });
  });
});
