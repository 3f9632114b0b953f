import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Decision, isLooser } from '../../src/base/index.ts';
import {
  type ApprovalMode,
  decideMcp,
  digestIdentity,
  digestSettings,
  digestTool,
  evaluateMcp,
  type McpLock,
  type McpRequest,
  type McpSources,
  NO_SETTINGS,
} from '../../src/mcp/index.ts';
import { allowList, compileMcp, mcpPolicyOf, ORIGIN, toolRule } from '../support/mcp.ts';

function decide(sources: Partial<McpSources>, request: McpRequest): [Decision, ...string[]] {
  const policy = mcpPolicyOf(sources);
  const { decision, findings } = evaluateMcp(policy, request);
  expect(decideMcp(policy, request)).toBe(decision);
  return [decision, ...findings.map(({ code }) => code)];
}

describe('servers without an allow list', () => {
  test('nobody speaks: prompt; Codex starts it', () => {
    const request = { server: 'docs', identity: { command: 'x' } };
    expect([decide({}, request), decide({ profile: 'codex' }, request)]).toEqual([['prompt', 'MC004'], ['allow']]);
  });

  test('an empty allow list disables every server and its tools', () => {
    const requirements = allowList({});
    const rules = [toolRule('*', '*', 'allow')];
    expect([decide({ requirements }, { server: 'docs' }), decide({ requirements, rules }, { server: 'docs', tool: 'read' })]).toEqual([
      ['forbidden', 'MC001'],
      ['forbidden', 'MC001'],
    ]);
  });

  test('the requirement is the reason', () => {
    const requirements = allowList({});
    expect(evaluateMcp(mcpPolicyOf({ requirements }), { server: 'docs' })).toEqual({
      decision: 'forbidden',
      server: 'docs',
      tool: null,
      findings: [
        { code: 'MC001', decision: 'forbidden', by: 'policy', message: 'requirements do not list the MCP server `docs`', origin: ORIGIN },
      ],
      matches: [],
    });
  });
});

describe('tool rules', () => {
  const rules = [
    toolRule('github', 'get_*', 'allow'),
    toolRule('github', 'delete_*', 'forbidden', { justification: 'nothing is deleted here' }),
    toolRule('github', 'create_issue', 'allow', { conditions: [{ argument: 'repo', matcher: { match: 'prefix', value: 'acme/' } }] }),
    toolRule('github', 'merge', 'prompt'),
    toolRule('github', 'merge', 'allow'),
    toolRule('*', 'list', 'allow'),
    toolRule('db', 'query', 'forbidden', {
      conditions: [{ argument: 'sql', matcher: { match: 'regex', expression: '(?i)\\s*(drop|truncate)\\b.*' } }],
    }),
    toolRule('db', 'query', 'allow'),
    toolRule('db?', 'ping', 'allow'),
  ];
  const call = (server: string, tool: string, args?: Readonly<Record<string, unknown>>): McpRequest => ({
    server,
    tool,
    ...(args ? { arguments: args } : {}),
  });

  test.each<[string, McpRequest, [Decision, ...string[]]]>([
    ['a wildcard allows', call('github', 'get_issue'), ['allow']],
    ['a wildcard forbids', call('github', 'delete_repo'), ['forbidden', 'MC010']],
    ['nothing is said', call('github', 'push'), ['prompt', 'MC013']],
    ['the stricter rule wins', call('github', 'merge'), ['prompt', 'MC011']],
    ['any server', call('other', 'list'), ['allow']],
    ['? is one character', call('db1', 'ping'), ['allow']],
    ['? is not none', call('db', 'ping'), ['prompt', 'MC013']],
    ['names have case', call('GitHub', 'get_issue'), ['prompt', 'MC013']],
    ['a condition holds', call('github', 'create_issue', { repo: 'acme/a' }), ['allow']],
    ['a condition does not hold', call('github', 'create_issue', { repo: 'evil/a' }), ['prompt', 'MC013']],
    ['its argument is missing', call('github', 'create_issue', {}), ['prompt', 'MC013']],
    [
      'its argument is inherited by every object',
      call('github', 'create_issue', JSON.parse('{"__proto__": {"repo": "acme/a"}}')),
      ['prompt', 'MC013'],
    ],
    ['no arguments are known', call('github', 'create_issue'), ['prompt', 'MC013']],
    ['every element must match to allow', call('github', 'create_issue', { repo: ['acme/a', 'evil/a'] }), ['prompt', 'MC013']],
    ['an empty list allows nothing', call('github', 'create_issue', { repo: [] }), ['prompt', 'MC013']],
    ['an object is no text', call('github', 'create_issue', { repo: { name: 'acme/a' } }), ['prompt', 'MC013']],
    ['a condition forbids', call('db', 'query', { sql: 'DROP TABLE x' }), ['forbidden', 'MC010']],
    ['one element is enough to forbid', call('db', 'query', { sql: ['select 1', 'truncate x'] }), ['forbidden', 'MC010']],
    ['a condition does not forbid', call('db', 'query', { sql: 'select 1' }), ['allow']],
    ['a forbidding condition that nobody can check prompts', call('db', 'query'), ['prompt', 'MC014']],
    ['so does an object', call('db', 'query', { sql: { text: 'drop' } }), ['prompt', 'MC014']],
  ])('%s', (_, request, expected) => {
    expect(decide({ rules }, request)).toEqual(expected);
  });

  test('the matching rules come out in the order of the policy, without their inner workings', () => {
    expect(evaluateMcp(mcpPolicyOf({ rules }), call('github', 'merge')).matches).toEqual([rules[3], rules[4]]);
  });

  test('faults of rules are errors', () => {
    const codes = (...more: Parameters<typeof toolRule>) =>
      compileMcp({ rules: [toolRule(...more)] }).diagnostics.map(({ code, severity }) => `${severity} ${code}`);
    const withExpression = (expression: string) =>
      codes('a', 'b', 'allow', { conditions: [{ argument: 'x', matcher: { match: 'regex', expression } }] });
    expect([
      codes('', 'b', 'allow'),
      withExpression('('),
      withExpression('(?=x)'),
      withExpression('(a)\\1'),
      withExpression('a'.repeat(513)),
      withExpression('a{1000}b{1000}'),
    ]).toEqual([['error MC036'], ['error MC031'], ['error MC031'], ['error MC031'], ['error MC032'], ['error MC032']]);
    expect(
      compileMcp({
        rules: [toolRule('a', 'b', 'allow', { conditions: [{ argument: 'x', matcher: { match: 'regex', expression: 'a' } }] })],
        regex: null,
      }).value,
    ).toBeNull();
  });
});

describe('approval modes', () => {
  const mode = (each: ApprovalMode) => ({ modes: [{ server: 'app', tool: '*', mode: each, origin: ORIGIN }] });
  const read = { readOnlyHint: true };
  const destroy = { readOnlyHint: true, destructiveHint: true };
  const harmless = { destructiveHint: false, openWorldHint: false };

  test('in codex they believe what the tool says of itself', () => {
    const table = (['auto', 'prompt', 'writes', 'approve'] as const).map((each) =>
      [undefined, read, destroy, harmless].map(
        (annotations) =>
          decide({ profile: 'codex', ...mode(each) }, { server: 'app', tool: 't', ...(annotations ? { annotations } : {}) })[0],
      ),
    );
    expect(table).toEqual([
      ['prompt', 'allow', 'prompt', 'allow'],
      ['prompt', 'prompt', 'prompt', 'prompt'],
      ['prompt', 'allow', 'allow', 'prompt'],
      ['allow', 'allow', 'allow', 'allow'],
    ]);
  });

  test('in strict they believe it only while the tool is the locked one', () => {
    const toolDigest = digestTool({ name: 't', annotations: read }) ?? '';
    const lock: McpLock = new Map([
      [
        'app',
        {
          identity: digestIdentity({ type: 'command', command: 'app', args: [] }),
          settings: digestSettings(NO_SETTINGS),
          tools: new Map([['t', toolDigest]]),
        },
      ],
    ]);
    const request = { server: 'app', tool: 't', annotations: read, identity: { command: 'app' } };
    expect([
      decide({ ...mode('auto') }, request),
      decide({ ...mode('auto'), lock }, request),
      decide({ ...mode('auto'), lock }, { ...request, toolDigest }),
      decide({ ...mode('prompt'), lock }, { ...request, toolDigest }),
      decide({ ...mode('approve') }, request),
    ]).toEqual([['prompt', 'MC012'], ['prompt', 'MC012'], ['allow'], ['prompt', 'MC012'], ['allow']]);
  });

  test('a rule allows what a mode would ask about, unless the mode is to ask always; a forbidding rule beats any mode', () => {
    const rules = [toolRule('app', 'a', 'allow'), toolRule('app', 'f', 'forbidden')];
    const ask = (each: ApprovalMode, tool: string) => decide({ rules, ...mode(each) }, { server: 'app', tool })[0];
    expect([ask('auto', 'a'), ask('prompt', 'a'), ask('approve', 'a'), ask('approve', 'f')]).toEqual([
      'allow',
      'prompt',
      'allow',
      'forbidden',
    ]);
  });

  test('the last mode for a tool counts', () => {
    const modes = [
      { server: 'app', tool: 't', mode: 'approve', origin: ORIGIN },
      { server: 'app', tool: '*', mode: 'prompt', origin: ORIGIN },
    ] as const;
    expect([
      decide({ modes }, { server: 'app', tool: 't' })[0],
      decide({ modes: [...modes].reverse() }, { server: 'app', tool: 't' })[0],
    ]).toEqual(['prompt', 'allow']);
  });
});

describe('properties', () => {
  const name = fc.constantFrom('a', 'b', 'ab', '*', 'a*', '?');
  const plain = fc.constantFrom('a', 'b', 'ab', 'abc');
  const condition = fc.record({
    argument: fc.constantFrom('x', 'x.y'),
    matcher: fc.constantFrom({ match: 'exact' as const, value: '1' }, { match: 'prefix' as const, value: '' }),
  });
  const someRule = fc
    .tuple(name, name, fc.constantFrom<Decision>('allow', 'prompt', 'forbidden'), fc.array(condition, { maxLength: 1 }))
    .map(([server, tool, decision, conditions]) => toolRule(server, tool, decision, { conditions }));
  const request = fc.record<McpRequest>(
    {
      server: plain,
      tool: plain,
      arguments: fc.dictionary(
        fc.constantFrom('x', 'y'),
        fc.oneof(fc.constantFrom('1', '2', 1), fc.constant({ y: '1' }), fc.constant(['1', '2'])),
      ),
      identity: fc.constant({ command: 'x' }),
    },
    { requiredKeys: ['server', 'tool'] },
  );

  test('one more rule that forbids or prompts, or an allow list, never loosens', () => {
    const requirements = allowList({ a: { type: 'command', command: 'x' } });
    fc.assert(
      fc.property(fc.array(someRule, { maxLength: 4 }), someRule, request, (rules, more, what) => {
        const [before] = decide({ rules }, what);
        if (more.decision !== 'allow') expect(isLooser(decide({ rules: [...rules, more] }, what)[0], before)).toBe(false);
        expect(isLooser(decide({ rules, requirements }, what)[0], before)).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });

  test('what allows a call is a rule whose conditions hold; arguments that are not known never allow more', () => {
    fc.assert(
      fc.property(fc.array(someRule, { maxLength: 4 }), request, (rules, what) => {
        const { decision, matches } = evaluateMcp(mcpPolicyOf({ rules }), what);
        if (decision === 'allow') expect(matches.map((rule) => rule.decision)).toContain('allow');
        const { arguments: _, ...unknown } = what;
        const withConditions = rules.some(({ conditions }) => conditions.length > 0);
        if (withConditions) expect(decide({ rules }, unknown)[0] === 'allow' && decision !== 'allow').toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });
});
