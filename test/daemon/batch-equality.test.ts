/** The daemon's answers are those of `check --batch`, to the last field, for all judged commands and kinds of requests. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { answerChecks } from '../../src/cli/check-request.node.ts';
import { machineFiles } from '../../src/engine/index.node.ts';
import { createEngine, type Policy, readInlinePolicy } from '../../src/engine/index.ts';
import { policyFrom, WORKSPACE } from '../support/command.ts';
import { makeService, request, TestClient } from '../support/daemon.ts';
import { type JudgedCase, readCases } from '../support/judged-case.ts';

/** Other people's texts: read where they are, never copied. */
const REAL_COMMANDS = fileURLToPath(new URL('../../../shared/oracle/shell/real-commands.jsonl', import.meta.url));

const CASES = ['bypass', 'benign'].flatMap((set) => readCases(new URL(`../${set}/cases.jsonl`, import.meta.url)));
const BY_RULES = new Map<string, JudgedCase[]>();
for (const each of CASES) BY_RULES.set(each.under_rules, [...(BY_RULES.get(each.under_rules) ?? []), each]);

async function batchAnswers(rules: string, requests: readonly Record<string, unknown>[]): Promise<unknown[]> {
  const policy = await readInlinePolicy(policyFrom(rules), 'strict', null);
  if ('severity' in policy) throw new Error(policy.message);
  const defaults = { platform: 'linux', cwd: WORKSPACE, home: homedir(), shell: 'bash' } as const;
  const answer = answerChecks(policy, (each: Policy) => createEngine(each, { defaults, files: machineFiles }));
  return Promise.all(requests.map(async (each) => JSON.parse(JSON.stringify(await answer(each)))));
}

async function daemonAnswers(rules: string, requests: readonly object[], method = 'policy/evaluate'): Promise<unknown[]> {
  const client = await new TestClient(makeService(rules)).begin();
  client.send(...requests.map((each, i) => request(i, method, each)));
  const said = await client.until(requests.length);
  client.session.close();
  return said.map(({ result, error }) => result ?? error);
}

const requestOf = ({ command, shell, cwd }: JudgedCase) => ({ command, shell, cwd, enforcement: 'none' });

describe('the daemon and `check --batch`', () => {
  it('say the same about all judged commands', async () => {
    let compared = 0;
    for (const [rules, cases] of BY_RULES) {
      const requests = cases.map(requestOf);
      const expected = await batchAnswers(rules, requests);
      expect(await daemonAnswers(rules, requests)).toEqual(expected);
      // Again, by a list, and as bare decisions.
      const [listed] = await daemonAnswers(rules, [requests]);
      expect(listed).toEqual(expected);
      const decided = (await daemonAnswers(rules, requests, 'policy/decide')) as { decision: string }[];
      expect(decided.map(({ decision }) => decision)).toEqual((expected as { decision: string }[]).map(({ decision }) => decision));
      compared += cases.length;
    }
    expect(compared).toBe(CASES.length);
    expect(compared).toBeGreaterThan(600);
  });

  it.skipIf(!existsSync(REAL_COMMANDS))('say the same about real commands', { timeout: 300_000 }, async () => {
    const requests = readFileSync(REAL_COMMANDS, 'utf8')
      .trim()
      .split('\n')
      .map((line) => ({ command: (JSON.parse(line) as { command: string }).command, cwd: WORKSPACE }));
    expect(requests.length).toBeGreaterThan(5_000);
    const rules = 'allow git, ls, cat, grep, find, npm; forbid rm';
    for (let at = 0; at < requests.length; at += 500) {
      const some = requests.slice(at, at + 500);
      expect(await daemonAnswers(rules, some)).toEqual(await batchAnswers(rules, some));
    }
  });

  it('say the same about every kind of request', async () => {
    const requests = [
      { argv: ['git', 'push'] },
      { command: 'ls', id: 7 },
      { kind: 'command', command: 'npm test', approvalPolicy: 'never' },
      { kind: 'network', url: 'https://a.test/x', method: 'POST' },
      { kind: 'network', host: '10.0.0.1', port: 22 },
      { kind: 'mcp', server: 'docs', tool: 'search', arguments: { q: 'x' } },
      { kind: 'sandbox', sandboxMode: 'workspace-write' },
      { kind: 'file', access: 'write', path: '/etc/passwd' },
    ];
    const rules = 'forbid git push';
    const expected = (await batchAnswers(rules, requests)) as object[];
    const echoed = expected.map((answer, i) =>
      'id' in (requests[i] as object) ? { id: (requests[i] as { id: number }).id, ...answer } : answer,
    );
    expect(await daemonAnswers(rules, requests)).toEqual(echoed);
  });

  it('refuse the same requests', async () => {
    const requests = [
      { comand: 'x' },
      { command: 'ls', argv: ['ls'] },
      { command: 1 },
      { kind: 'none' },
      { kind: 'network' },
      { kind: 'mcp', tool: 'x' },
    ];
    const expected = (await batchAnswers('', requests)) as { diagnostics: object[] }[];
    const refused = (await daemonAnswers('', requests)) as { code: number; data: object }[];
    expect(refused.map(({ data }) => data)).toEqual(expected.map(({ diagnostics }) => diagnostics.at(-1)));
  });
});
