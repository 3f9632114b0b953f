/** Host and MCP decisions: how they grow with the policy, against glob libraries, and against `decide` of a short command. */
import { Minimatch } from 'minimatch';
import picomatch from 'picomatch';
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
import { compete, type Effort, medianOf, over, type Result, type Row } from './scenario.ts';

const ORIGIN = { source: 'bench', line: 1, column: 1 };
const HOSTS = 400;

/** 40 % exact hosts, 30 % `*.`, 30 % `**.`, as a company's lists are. */
function patternsFor(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${i % 10 < 4 ? 'api.' : i % 10 < 7 ? '*.' : '**.'}s${i}.r${i % 13}.example.com`);
}

/** Hosts of which half are covered, three to six labels long. */
function hostsFor(count: number): string[] {
  return Array.from({ length: HOSTS }, (_, i) => {
    const n = (i * 7919) % (2 * count);
    return `${['api.', 'www.', 'a.b.', ''][i % 4]}s${n}.r${n % 13}.example.com`;
  });
}

function policyWith(count: number): NetworkPolicy {
  const domains = patternsFor(count).map((pattern): DomainEntry => ({ pattern, access: 'allow', origin: ORIGIN }));
  const sources = { profile: 'strict' as const, managed: { enabled: true, domains }, settings: null, rules: [], ranges: [] };
  const { value } = compileNetworkPolicy(sources, nameTablesIn(createCore()));
  if (!value) throw new Error('the policy of the bench does not compile');
  return value;
}

function mcpPolicyWith(count: number): McpPolicy {
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
function commandPolicyWith(count: number): Policy {
  const { value } = parsePolicy(Array.from({ length: count }, (_, i) => ({ pattern: [`tool${i}x`] })));
  if (!value) throw new Error('the policy of the bench does not compile');
  return value;
}

const SIZES = [10, 1_000, 100_000];
/** Hosts that glob libraries are asked about: each tries up to 1,000 patterns. */
const FEW = HOSTS / 20;

/** `**.` covers the name itself as well. */
function globOf(pattern: string): string {
  return pattern.replace('**.', '{,*.}');
}

export async function benchNetwork({ timing }: Effort): Promise<Result> {
  const rows: Row[] = [];
  for (const size of SIZES) {
    const policy = policyWith(size);
    const hosts = hostsFor(size);
    rows.push(
      ...(await compete(
        `${size} patterns`,
        HOSTS,
        [
          { name: 'host in the table', run: over(hosts, (host) => policy.list.bitsOfName(host)) },
          { name: 'host decided', run: over(hosts, (host) => decideNetwork(policy, { host })) },
          { name: 'host evaluated', run: over(hosts, (host) => evaluateNetwork(policy, { host })), note: 'reasons included' },
        ],
        timing,
      )),
    );
  }
  rows.push(...(await globRows(timing)), ...(await mcpRows(timing)));
  return { rows, measures: measuresOf(rows), skipped: [] };
}

function globRows(timing: Effort['timing']): Promise<Row[]> {
  const patterns = patternsFor(1_000).map(globOf);
  const hosts = hostsFor(1_000).slice(0, FEW);
  const pico = patterns.map((pattern) => picomatch(pattern, { nonegate: true }));
  const mini = patterns.map((pattern) => new Minimatch(pattern, { nonegate: true }));
  const note = 'compiled once, one matcher a pattern, tried in turn; a path matcher, no rules about hosts';
  return compete(
    '1000 patterns',
    FEW,
    [
      { name: 'picomatch', run: over(hosts, (host) => pico.some((matches) => matches(host))), note },
      { name: 'minimatch', run: over(hosts, (host) => mini.some((each) => each.match(host))), note },
    ],
    timing,
  );
}

function mcpRows(timing: Effort['timing']): Promise<Row[]> {
  const mcp = mcpPolicyWith(1_000);
  const calls = Array.from({ length: HOSTS }, (_, i) => ({
    server: `server${(i * 7) % 1_000}`,
    identity: { command: `mcp-${(i * 7) % 1_000}` },
    tool: 'search',
  }));
  const engine = createEngine(commandPolicyWith(1_000), { defaults: { shell: 'bash' } });
  const commands = Array.from({ length: HOSTS }, (_, i) => `tool${(i * 7) % 1_000}x status`);
  return compete(
    '1000 servers and rules',
    HOSTS,
    [
      { name: 'MCP call decided', run: over(calls, (call) => decideMcp(mcp, call)) },
      { name: 'MCP call evaluated', run: over(calls, (call) => evaluateMcp(mcp, call)), note: 'reasons included' },
      { name: 'short command decided', run: over(commands, (command) => engine.decide(command)) },
    ],
    timing,
  );
}

function measuresOf(rows: readonly Row[]): Record<string, number> {
  const inTable = (size: number) => medianOf(rows, 'host in the table', `${size} patterns`);
  return {
    'host in the table, 100000 / 10 patterns': inTable(100_000) / inTable(10),
    'picomatch / host in the table, 1000 patterns': medianOf(rows, 'picomatch') / inTable(1_000),
    'minimatch / host in the table, 1000 patterns': medianOf(rows, 'minimatch') / inTable(1_000),
    'MCP call decided / short command decided': medianOf(rows, 'MCP call decided') / medianOf(rows, 'short command decided'),
  };
}
