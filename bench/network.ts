/**
 * Host and MCP decisions: how they grow with the policy, against glob libraries, and against `decide` of a short command.
 *
 * All figures of one run come from one process with the contenders interleaved; only ratios are worth comparing between runs.
 */
import picomatch from 'picomatch';
import { Bench } from 'tinybench';
import { createEngine, type Policy, parsePolicy } from '../src/engine/index.ts';
import { compileMcpPolicy, decideMcp, evaluateMcp, type McpPolicy } from '../src/mcp/index.ts';
import {
  compileNetworkPolicy,
  type DomainEntry,
  decideNetwork,
  evaluateNetwork,
  type NetworkPolicy,
  nameTablesIn,
} from '../src/network/index.ts';
import { createCore } from '../src/shell/index.ts';

const ORIGIN = { source: 'bench', line: 1, column: 1 };
const HOSTS = 400;

/** 40 % exact hosts, 30 % `*.`, 30 % `**.`, as a company's lists are. */
export function patternsFor(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${i % 10 < 4 ? 'api.' : i % 10 < 7 ? '*.' : '**.'}s${i}.r${i % 13}.example.com`);
}

/** Hosts of which half are covered, three to six labels long. */
export function hostsFor(count: number): string[] {
  return Array.from({ length: HOSTS }, (_, i) => {
    const n = (i * 7919) % (2 * count);
    return `${['api.', 'www.', 'a.b.', ''][i % 4]}s${n}.r${n % 13}.example.com`;
  });
}

export function policyWith(count: number): NetworkPolicy {
  const domains = patternsFor(count).map((pattern): DomainEntry => ({ pattern, access: 'allow', origin: ORIGIN }));
  const sources = { profile: 'strict' as const, managed: { enabled: true, domains }, settings: null, rules: [], ranges: [] };
  const { value } = compileNetworkPolicy(sources, nameTablesIn(createCore()));
  if (!value) throw new Error('the policy of the bench does not compile');
  return value;
}

export function mcpPolicyWith(count: number): McpPolicy {
  const servers = new Map(
    Array.from({ length: count }, (_, i) => [
      `server${i}`,
      { identity: { type: 'command' as const, command: `mcp-${i}` }, origin: ORIGIN },
    ]),
  );
  const rules = Array.from({ length: count }, (_, i) => ({
    server: `server${i}`,
    tool: 'search',
    decision: 'allow' as const,
    conditions: [],
    origin: ORIGIN,
  }));
  const { value } = compileMcpPolicy({
    profile: 'strict',
    requirements: { servers, plugins: new Map(), origin: ORIGIN },
    rules,
    modes: [],
    lock: null,
    regex: null,
  });
  if (!value) throw new Error('the policy of the bench does not compile');
  return value;
}

/** Rules for commands that the core decides alone. */
export function commandPolicyWith(count: number): Policy {
  const { value } = parsePolicy(Array.from({ length: count }, (_, i) => ({ pattern: [`tool${i}`] })));
  if (!value) throw new Error('the policy of the bench does not compile');
  return value;
}

/** What one figure is about, and nanoseconds for one decision. */
export interface Figure {
  readonly name: string;
  readonly nanoseconds: number;
}

export async function benchNetwork(): Promise<readonly Figure[]> {
  const bench = new Bench({ time: 300, warmupTime: 100 });
  for (const count of [10, 1_000, 100_000]) {
    const policy = policyWith(count);
    const hosts = hostsFor(count);
    bench.add(`table, ${count} patterns`, () => hosts.reduce((sum, host) => sum + policy.list.bitsOfName(host), 0));
    bench.add(`decision, ${count} patterns`, () => hosts.map((host) => decideNetwork(policy, { host })));
  }
  const policy = policyWith(1_000);
  const hosts = hostsFor(1_000);
  bench.add('evaluation with reasons, 1000 patterns', () => hosts.map((host) => evaluateNetwork(policy, { host })));
  const globs = patternsFor(1_000).map((pattern) => picomatch(pattern.replace('**.', '{,*.}'), { nonegate: true }));
  bench.add('array of picomatch, 1000 patterns', () => hosts.slice(0, HOSTS / 20).map((host) => globs.some((matches) => matches(host))));
  const mcp = mcpPolicyWith(1_000);
  const calls = Array.from({ length: HOSTS }, (_, i) => ({
    server: `server${(i * 7) % 1_000}`,
    identity: { command: `mcp-${(i * 7) % 1_000}` },
    tool: 'search',
  }));
  bench.add('MCP decision, 1000 servers and rules', () => calls.map((call) => decideMcp(mcp, call)));
  bench.add('MCP evaluation with reasons', () => calls.map((call) => evaluateMcp(mcp, call)));
  const engine = createEngine(commandPolicyWith(1_000), { defaults: { shell: 'bash' } });
  const commands = Array.from({ length: HOSTS }, (_, i) => `tool${(i * 7) % 1_000} status`);
  bench.add('decide, short commands, 1000 rules', () => commands.map((command) => engine.decide(command)));
  await bench.run();
  return bench.tasks.map(({ name, result }) => ({ name, nanoseconds: medianOf(result) / (name.startsWith('array') ? HOSTS / 20 : HOSTS) }));
}

/** In nanoseconds; NaN where a task failed. */
function medianOf(result: Bench['tasks'][number]['result']): number {
  return result.state === 'completed' ? result.latency.p50 * 1e6 : Number.NaN;
}
