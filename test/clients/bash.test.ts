/** The bash function against the real daemon, and against strangers on its port. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/cli.ts';
import { type ListeningDaemon, serve } from '../support/serve.ts';

const SCRIPT = join(ROOT, 'clients/bash/portcullis.sh');
const hasBash = spawnSync('bash', ['-c', ': </dev/null && exec {x}<>/dev/null']).status === 0;

let folder = '';
let daemon: ListeningDaemon;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-bash-client-'));
  chmodSync(folder, 0o700);
  mkdirSync(join(folder, 'portcullis'), { mode: 0o700 });
  const rules = join(folder, 'team.rules');
  writeFileSync(
    rules,
    'prefix_rule(pattern = ["git", "push"], decision = "forbidden")\nprefix_rule(pattern = ["echo"], decision = "allow")\n',
  );
  daemon = await serve(['--http', '127.0.0.1:0', '--rules', rules], { XDG_RUNTIME_DIR: folder });
});
afterAll(async () => {
  await daemon.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Sources the script and runs a text; what it prints. */
async function bash(text: string, env: Readonly<Record<string, string>> = {}): Promise<{ stdout: string; stderr: string }> {
  const child = spawn('bash', ['--norc', '-c', `. "$0"; ${text}`, SCRIPT], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', XDG_RUNTIME_DIR: folder, ...env },
  });
  const result = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    result.stdout += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    result.stderr += piece;
  });
  await new Promise((resolve) => child.once('close', resolve));
  return result;
}

describe.skipIf(!hasBash)('the bash function', () => {
  it.each([
    ["'git push'", 'forbidden'],
    ['\'cd x; g"it" push\'', 'forbidden'],
    ["'echo a'", 'allow'],
    ['"echo \\"a\\\\b\\"\'x\'"', 'allow'],
    ["$'echo a\\n\\techo \\v\\001'", 'allow'],
    ["$'echo a\\ngit push'", 'forbidden'],
    ["'unheard-of'", 'prompt'],
    ["'echo é 😀'", 'allow'],
    ["$'echo \\xff'", 'forbidden'],
    ['"$(printf \'echo %0300d;\' {1..100})"', 'allow'],
    ["'echo a' /tmp", 'allow'],
    ["'echo a' relative", 'forbidden'],
    ['', 'forbidden'],
  ])('decides about %s', async (call, decision) => {
    expect((await bash(`portcullis_decide ${call}`)).stdout).toBe(`${decision}\n`);
  });

  it('returns 0 for allow and 2 for all else', async () => {
    const text = "portcullis_allows 'echo a'; echo $?; portcullis_allows 'unheard-of'; echo $?; portcullis_allows 'git push'; echo $?";
    expect(await bash(text)).toEqual({ stdout: '0\n2\n2\n', stderr: '' });
  });

  it('works under `set -euo pipefail`', async () => {
    const text = "set -euo pipefail; portcullis_allows 'echo a' && echo yes; portcullis_allows 'git push' || echo no";
    expect(await bash(text)).toEqual({ stdout: 'yes\nno\n', stderr: '' });
  });

  it('forbids without a daemon, or with a secrets file that is none', async () => {
    const file = join(folder, 'secrets.json');
    for (const content of [
      '',
      '{}',
      '{"url":"http://evil.example:80/","token":"aaaaaaaaaaaaaaaaaaaaaaaa","proof":"aaaaaaaaaaaaaaaaaaaaaaaa"}\n',
    ]) {
      writeFileSync(file, content);
      expect(await bash("portcullis_decide 'echo a'", { PORTCULLIS_HTTP: file })).toEqual({
        stdout: 'forbidden\n',
        stderr: expect.stringMatching(/^portcullis: .*\n$/),
      });
    }
    expect((await bash("portcullis_decide 'echo a'", { PORTCULLIS_HTTP: '/nonexistent' })).stdout).toBe('forbidden\n');
  });
});

const TOKEN = 't'.repeat(43);
const PROOF = 'p'.repeat(43);
const ALLOW = '[{"jsonrpc":"2.0","id":2,"result":{"decision":"allow","policy":{"fingerprint":"x","stale":false}}}]';

/** What the function makes of a server that sends the same to everybody. */
async function decideWith(reply: string): Promise<string> {
  const server = createServer((client) => {
    client.on('error', () => {});
    client.once('data', () => (reply === '' ? undefined : client.end(reply)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const file = join(folder, `stranger-${port}.json`);
  writeFileSync(file, `${JSON.stringify({ url: `http://127.0.0.1:${port}/`, token: TOKEN, proof: PROOF, processId: 1 })}\n`);
  const { stdout } = await bash("portcullis_decide 'echo a'", { PORTCULLIS_HTTP: file, PORTCULLIS_TIMEOUT: reply === '' ? '1' : '20' });
  server.close();
  return stdout.trim();
}

function httpReply(body: string, { proof = PROOF, status = '200 OK', length = body.length } = {}): string {
  return `HTTP/1.1 ${status}\r\nPortcullis-Proof: ${proof}\r\nContent-Length: ${length}\r\n\r\n${body}`;
}

describe.skipIf(!hasBash)('a stranger on the port', () => {
  it.each([
    ['that knows the proof and says allow is the daemon', httpReply(ALLOW), 'allow'],
    ['without the proof', httpReply(ALLOW, { proof: 'x' }), 'forbidden'],
    ['with a pattern for a proof', httpReply(ALLOW, { proof: '*' }), 'forbidden'],
    ['with another status', httpReply(ALLOW, { status: '201 OK' }), 'forbidden'],
    ['with half an answer', httpReply(ALLOW, { length: ALLOW.length + 1 }), 'forbidden'],
    ['without a body', httpReply(''), 'forbidden'],
    ['that keeps silent', '', 'forbidden'],
    ['that speaks no HTTP', ALLOW, 'forbidden'],
    ['with an answer inside a text', httpReply(JSON.stringify([{ id: 2, error: { message: ALLOW } }])), 'forbidden'],
    ['with an answer to another question', httpReply(ALLOW.replace('"id":2', '"id":1')), 'forbidden'],
  ])('%s', async (_, reply, decision) => {
    expect(await decideWith(reply)).toBe(decision);
  });
});
