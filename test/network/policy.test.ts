import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Decision, isLooser } from '../../src/base/index.ts';
import {
  decideNetwork,
  evaluateNetwork,
  type HostRule,
  type NetworkContext,
  type NetworkPolicy,
  type NetworkRequest,
  type Protocol,
} from '../../src/network/index.ts';
import { compile, entries, ORIGIN, policyOf, rule, type Sources, settings } from '../support/network.ts';

function decide(policy: NetworkPolicy, host: string, context?: NetworkContext): [Decision, ...string[]] {
  const { decision, findings } = evaluateNetwork(policy, { host }, context);
  expect(decideNetwork(policy, { host }, context)).toBe(decision);
  return [decision, ...findings.map(({ code }) => code)];
}

/** Both profiles on the same sources. */
function both(sources: Sources): { strict: NetworkPolicy; codex: NetworkPolicy } {
  return { strict: policyOf(sources), codex: policyOf({ ...sources, profile: 'codex' }) };
}

describe('testable claims of the reference', () => {
  const managed = settings({ allow: ['*.w.test', '**.ww.test', 'r.test', '9.9.9.9'], deny: ['bad.ww.test'], review: ['r.test'] });
  const { strict, codex } = both({ managed });

  test.each([
    [167, 'w.test', 'prompt'],
    [167, 'x.w.test', 'allow'],
    [167, 'ww.test', 'allow'],
    [168, 'bad.ww.test', 'forbidden'],
    [169, 'WW.Test.', 'allow'],
    [169, 'BAD.ww.test.', 'forbidden'],
    [175, 'r.test', 'prompt'],
  ] as const)('%i: %s is %s in both profiles', (_, host, decision) => {
    expect([decide(strict, host)[0], decide(codex, host)[0]]).toEqual([decision, decision]);
  });

  test('170: 127.0.0.1 is blocked unless listed literally; `*` does not help', () => {
    const star = { ...settings({ allow: ['*'] }), proxied: true };
    const literal = { ...settings({ allow: ['*', '127.0.0.1'] }), proxied: true };
    for (const policy of Object.values(both({ settings: star }))) expect(decide(policy, '127.0.0.1')).toEqual(['forbidden', 'NW022']);
    for (const policy of Object.values(both({ settings: literal }))) expect(decide(policy, '127.0.0.1')).toEqual(['allow']);
  });

  test('171: limited mode lets GET, HEAD and OPTIONS pass', () => {
    const limited = settings({ allow: ['a.test'] }, { mode: 'limited', proxied: true });
    for (const policy of Object.values(both({ settings: limited }))) {
      const decisions = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE'].map(
        (method) => evaluateNetwork(policy, { url: 'http://a.test/', method }).decision,
      );
      expect(decisions).toEqual(['allow', 'allow', 'allow', 'forbidden', 'forbidden', 'forbidden']);
    }
  });

  test('173: in codex a rule overrides the entry of a profile both ways, the later rule wins, protocols do not count', () => {
    const own = settings({ allow: ['a.test', 'c.test'], deny: ['b.test'] }, { proxied: true });
    const rules = [
      rule('a.test', 'http', 'forbidden'),
      rule('b.test', 'https', 'allow'),
      rule('c.test', 'http', 'forbidden'),
      rule('c.test', 'http', 'allow'),
    ];
    const { strict, codex } = both({ settings: own, rules });
    expect(['a.test', 'b.test', 'c.test'].map((host) => decide(codex, host)[0])).toEqual(['forbidden', 'allow', 'allow']);
    const overHttp = (host: string) => evaluateNetwork(strict, { host, protocol: 'http' }).decision;
    expect(['a.test', 'b.test', 'c.test'].map(overHttp)).toEqual(['forbidden', 'forbidden', 'allow']);
  });

  test('173: no rule lifts what the requirements deny', () => {
    for (const policy of Object.values(both({ managed, rules: [rule('bad.ww.test', 'https', 'allow')] }))) {
      expect(evaluateNetwork(policy, { host: 'bad.ww.test', protocol: 'https' }).decision).toBe('forbidden');
    }
  });

  test('174: a proxy of the user never prompts; managed network prompts unless it keeps the list', () => {
    const own = both({ settings: settings({ allow: ['a.test'] }, { proxied: true }) });
    const open = both({ managed: settings({ allow: ['a.test'] }) });
    const kept = both({ managed: settings({ allow: ['a.test'], review: ['a.test'] }, { managedAllowedDomainsOnly: true }) });
    expect([own, open, kept].map(({ strict, codex }) => [decide(strict, 'x.test'), decide(codex, 'x.test')])).toEqual([
      [
        ['forbidden', 'NW021'],
        ['forbidden', 'NW021'],
      ],
      [
        ['prompt', 'NW021'],
        ['prompt', 'NW021'],
      ],
      [
        ['forbidden', 'NW021'],
        ['forbidden', 'NW021'],
      ],
    ]);
    expect([decide(kept.strict, 'a.test'), decide(kept.codex, 'a.test')]).toEqual([['prompt', 'NW025'], ['allow']]);
  });

  test('176: a deny amendment blocks at once', () => {
    const rules: HostRule[] = [{ ...rule('ww.test', 'http', 'forbidden'), justification: 'Deny http access to ww.test' }];
    for (const policy of Object.values(both({ managed, rules }))) expect(decide(policy, 'ww.test')).toEqual(['forbidden', 'NW020']);
    expect(evaluateNetwork(policyOf({ managed, rules }), { url: 'https://ww.test/' }).matches).toEqual([
      { pattern: '**.ww.test', access: 'allow', protocols: null, origin: ORIGIN },
      {
        pattern: 'ww.test',
        access: 'deny',
        protocols: null,
        justification: 'Deny http access to ww.test',
        origin: { ...ORIGIN, layer: 'user rules' },
      },
    ]);
  });

  test('136: a bare `*` among managed domains', () => {
    const codes = (sources: Sources) => compile(sources).diagnostics.map(({ code, severity }) => `${severity} ${code}`);
    const deny = settings({ allow: ['a.test'], deny: ['*'] });
    const allow = settings({ allow: ['*'] });
    const disabled = { ...allow, enabled: false };
    expect([
      codes({ profile: 'codex', managed: deny }),
      codes({ profile: 'codex', managed: allow }),
      codes({ profile: 'codex', managed: disabled }),
    ]).toEqual([['error NW040'], ['error NW040'], ['error NW040']]);
    expect([codes({ managed: allow }), codes({ managed: deny })]).toEqual([['error NW040'], ['warning NW041']]);
    expect(codes({ profile: 'codex', managed: settings({ review: ['*'] }) })).toEqual([]);
    expect([decide(policyOf({ managed: deny }), 'a.test'), decide(policyOf({ managed: deny }), 'b.test')]).toEqual([
      ['allow'],
      ['forbidden', 'NW021'],
    ]);
  });

  test('a malformed pattern passes the load of codex and matches nothing; in strict it is an error', () => {
    const managed = settings({ allow: ['a[.com', 'a.test'] });
    expect(compile({ profile: 'codex', managed }).diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
    expect(compile({ managed })).toEqual({
      value: null,
      diagnostics: [
        {
          code: 'NW042',
          severity: 'error',
          message: 'the domain pattern `a[.com` holds a character that no host has',
          place: ORIGIN,
          help: 'write the plain name',
        },
      ],
    });
  });
});

describe('a name that leads somewhere else', () => {
  const policy = policyOf({ settings: settings({ allow: ['**.ok.test'], deny: ['8.8.4.4'] }) });
  const resolve = (addresses: readonly string[] | null): NetworkContext => ({ resolve: () => addresses });

  test.each([
    [['93.184.216.34'], ['allow']],
    [['93.184.216.34', '2606:4700::1'], ['allow']],
    [['10.0.0.1'], ['forbidden', 'NW023']],
    [
      ['93.184.216.34', '127.0.0.1'],
      ['forbidden', 'NW023'],
    ],
    [['::ffff:169.254.169.254'], ['forbidden', 'NW023']],
    [['fe80::1%eth0'], ['forbidden', 'NW023']],
    [['8.8.4.4'], ['forbidden', 'NW020']],
    [[], ['forbidden', 'NW032']],
    [null, ['forbidden', 'NW032']],
    [['not an address'], ['forbidden', 'NW032']],
    [Array(300).fill('93.184.216.34'), ['forbidden', 'NW032']],
  ])('%j is %j', (addresses, expected) => {
    expect(decide(policy, 'a.ok.test', resolve(addresses))).toEqual(expected);
  });

  test('local binding lets private addresses pass, a literal listing of the name does not', () => {
    const binding = policyOf({ settings: settings({ allow: ['a.test'] }, { allowLocalBinding: true }) });
    const literal = policyOf({ settings: settings({ allow: ['a.test'] }) });
    expect([decide(binding, 'a.test', resolve(['10.0.0.1'])), decide(literal, 'a.test', resolve(['10.0.0.1']))]).toEqual([
      ['allow'],
      ['forbidden', 'NW023'],
    ]);
  });

  test('codex blocks private and unresolved names too', () => {
    const codex = policyOf({ profile: 'codex', settings: settings({ allow: ['a.test'] }, { proxied: true }) });
    expect([['10.0.0.1'], null, ['93.184.216.34']].map((addresses) => decide(codex, 'a.test', resolve(addresses))[0])).toEqual([
      'forbidden',
      'forbidden',
      'allow',
    ]);
  });
});

describe('layers', () => {
  test('a switch of the requirements can be narrowed and not widened', () => {
    const host = '10.0.0.1';
    const decideWith = (managed: boolean | undefined, own: boolean | undefined) => {
      const switches = (value: boolean | undefined) => (value === undefined ? {} : { allowLocalBinding: value });
      return decide(
        policyOf({
          managed: settings({ allow: [`**.test`, 'x.test'] }, switches(managed)),
          settings: settings({ allow: ['*'] }, switches(own)),
        }),
        host,
      )[0];
    };
    const values = [undefined, false, true];
    expect(values.map((managed) => values.map((own) => decideWith(managed, own)))).toEqual([
      ['forbidden', 'forbidden', 'allow'],
      ['forbidden', 'forbidden', 'forbidden'],
      ['allow', 'forbidden', 'allow'],
    ]);
  });

  test('managed network that is switched off still denies, but allows nothing', () => {
    const managed = { ...settings({ allow: ['a.test'], deny: ['b.test'] }), enabled: false };
    const policy = policyOf({ managed, settings: settings({ allow: ['b.test', 'c.test'] }) });
    expect(['a.test', 'b.test', 'c.test'].map((host) => decide(policy, host)[0])).toEqual(['forbidden', 'forbidden', 'allow']);
  });

  test('a later rule of the same layer replaces an earlier one; another layer does not undo it', () => {
    const rules = [
      rule('a.test', 'https', 'forbidden'),
      rule('a.test', 'https', 'allow'),
      rule('b.test', 'https', 'forbidden', 'system rules'),
      rule('b.test', 'https', 'allow'),
    ];
    const policy = policyOf({ rules });
    expect(['a.test', 'b.test'].map((host) => evaluateNetwork(policy, { host, protocol: 'https' }).decision)).toEqual([
      'allow',
      'forbidden',
    ]);
  });

  test('nobody to ask: what would prompt is forbidden', () => {
    const policy = policyOf({ settings: settings({ allow: ['a.test'], review: ['a.test'] }, { unattended: true }) });
    expect(decide(policy, 'a.test')).toEqual(['forbidden', 'NW025']);
  });

  test('too many patterns are an error, not a shorter list', () => {
    const many = (count: number, pattern: (i: number) => string) =>
      settings({ allow: Array.from({ length: count }, (_, i) => pattern(i)) });
    expect(compile({ settings: many(257, (i) => `a*${i}.test`) }).diagnostics.map(({ code }) => code)).toEqual(['NW044']);
    expect(compile({ settings: many(200_001, (i) => `a${i}.test`) }).diagnostics.map(({ code }) => code)).toEqual(['NW043']);
  });
});

describe('unix sockets', () => {
  const sockets = [
    { path: '/run/a.sock', access: 'allow', origin: ORIGIN },
    { path: '/run/b.sock', access: 'deny', origin: ORIGIN },
    { path: '/run//b.sock', access: 'allow', origin: ORIGIN },
  ] as const;
  const listed = policyOf({ settings: settings({}, { sockets }) });
  const all = policyOf({ settings: settings({}, { sockets, allowAllSockets: true }) });
  const ask = (policy: NetworkPolicy, url: string) => evaluateNetwork(policy, { url }).decision;

  test.each([
    ['unix:/run/a.sock', 'allow', 'allow'],
    ['unix:///run/a.sock', 'allow', 'allow'],
    ['unix:/run/../run/./a.sock', 'allow', 'allow'],
    ['unix:/run/b.sock', 'forbidden', 'forbidden'],
    ['unix:/run/x/../b.sock', 'forbidden', 'forbidden'],
    ['unix:/var/run/docker.sock', 'forbidden', 'allow'],
    ['unix:run/a.sock', 'forbidden', 'forbidden'],
    ['unix:', 'forbidden', 'forbidden'],
    ['unix:/run/a.sock\0x', 'forbidden', 'forbidden'],
  ])('%s is %s, with all sockets allowed %s', (url, withList, withAll) => {
    expect([ask(listed, url), ask(all, url)]).toEqual([withList, withAll]);
  });

  test('without a policy a socket prompts; a path that is no path is an error', () => {
    expect(ask(policyOf({}), 'unix:/run/a.sock')).toBe('prompt');
    expect(
      compile({ settings: settings({}, { sockets: [{ path: 'a.sock', access: 'allow', origin: ORIGIN }] }) }).diagnostics.map(
        ({ code }) => code,
      ),
    ).toEqual(['NW045']);
  });
});

const pattern = fc.constantFrom(
  'a.test',
  '*.a.test',
  '**.a.test',
  'b.a.test',
  '**.b.a.test',
  'b*.a.test',
  '*',
  '9.9.9.9',
  '127.0.0.1',
  'localhost',
);
const lists = fc.record({
  allow: fc.array(pattern, { maxLength: 3 }),
  deny: fc.array(
    pattern.filter((p) => p !== '*'),
    { maxLength: 2 },
  ),
  review: fc.array(pattern, { maxLength: 1 }),
});
const switches = fc.record(
  { allowLocalBinding: fc.boolean(), managedAllowedDomainsOnly: fc.boolean(), mode: fc.constantFrom('full' as const, 'limited' as const) },
  { requiredKeys: [] },
);
const protocol = fc.constantFrom<Protocol>('http', 'https', 'socks5_tcp');
const someRule = fc
  .tuple(
    fc.constantFrom('a.test', 'b.a.test', '9.9.9.9'),
    protocol,
    fc.constantFrom<Decision>('allow', 'prompt', 'forbidden'),
    fc.constantFrom('system rules', 'user rules'),
  )
  .map((parts) => rule(...parts));
const managedLists = lists.map((each) => ({ ...each, allow: each.allow.filter((p) => p !== '*') }));
const sources = fc.record({
  managed: fc.option(
    fc.tuple(managedLists, switches).map(([each, more]) => settings(each, more)),
    { nil: undefined },
  ),
  settings: fc.option(
    fc.tuple(fc.option(lists), switches).map(([each, more]) => settings(each, { ...more, proxied: each !== null })),
    { nil: undefined },
  ),
  rules: fc.array(someRule, { maxLength: 3 }),
});
const request = fc.record(
  {
    host: fc.constantFrom('a.test', 'b.a.test', 'c.b.a.test', 'x.test', '9.9.9.9', '127.0.0.1', 'localhost', '1.1.1.1'),
    protocol,
    method: fc.constantFrom('GET', 'POST'),
  },
  { requiredKeys: ['host'] },
);

function defined(each: {
  managed?: ReturnType<typeof settings> | undefined;
  settings?: ReturnType<typeof settings> | undefined;
  rules: HostRule[];
}): Sources {
  return { rules: each.rules, ...(each.managed ? { managed: each.managed } : {}), ...(each.settings ? { settings: each.settings } : {}) };
}

describe('properties', () => {
  const ask = (from: Sources, what: NetworkRequest) => {
    const policy = policyOf(from);
    const { decision } = evaluateNetwork(policy, what);
    expect(decideNetwork(policy, what)).toBe(decision);
    return decision;
  };

  test('one more deny, review, prompt rule or forbid rule never loosens', () => {
    fc.assert(
      fc.property(
        sources,
        request,
        pattern.filter((p) => p !== '*'),
        fc.constantFrom('deny' as const, 'review' as const),
        someRule,
        (from, what, text, access, more) => {
          const before = defined(from);
          const own = before.settings ?? settings({ allow: ['**.a.test'] });
          const base = { ...before, settings: own };
          const listed = { ...base, settings: { ...own, domains: [...(own.domains ?? []), ...entries({ [access]: [text] })] } };
          if (own.domains !== null) expect(isLooser(ask(listed, what), ask(base, what))).toBe(false);
          if (more.decision !== 'allow') {
            const ruled = { ...base, rules: [...(base.rules ?? []), { ...more, origin: { ...more.origin, layer: 'another layer' } }] };
            expect(isLooser(ask(ruled, what), ask(base, what))).toBe(false);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('strict is never looser than codex where codex prompts or forbids', () => {
    fc.assert(
      fc.property(sources, request, (from, what) => {
        const each = defined(from);
        // Without any settings Codex has no network at all, which is the sandbox speaking and no policy.
        if (!each.managed && !each.settings) return;
        const strict = ask(each, what);
        const codex = ask({ ...each, profile: 'codex' }, what);
        expect(isLooser(strict, codex)).toBe(false);
      }),
      { numRuns: 10_000 },
    );
  });
});
