/** What must hold for every stack of layers, however it was put together. */
import fc from 'fast-check';
import { stringify } from 'smol-toml';
import { expect, test } from 'vitest';
import {
  type ApprovalPolicy,
  type ConfigLayerType,
  loadRequirements,
  mergeConfig,
  parseConfigLayer,
  type RequirementLayerType,
  type Requirements,
  resolveSettings,
  SANDBOX_MODES,
  type SandboxMode,
} from '../../src/config/index.ts';
import { leavesOf, plainValue, sourcedAt } from '../../src/config/sourced.ts';

const POLICIES = ['untrusted', 'on-request', 'never'] as const;

/** What a layer may say, as TOML can say it. */
const requirementFields = fc.record(
  {
    allowed_approval_policies: fc.uniqueArray(fc.constantFrom(...POLICIES), { minLength: 1 }),
    allowed_sandbox_modes: fc
      .uniqueArray(fc.constantFrom('workspace-write', 'danger-full-access', 'external-sandbox'))
      .map((modes) => ['read-only', ...modes]),
    allowed_web_search_modes: fc.uniqueArray(fc.constantFrom('cached', 'indexed', 'live', 'disabled')),
    features: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.boolean(), { noNullPrototype: true }),
    log_dir: fc.constantFrom('/a', '/b'),
    permissions: fc.record({ filesystem: fc.record({ deny_read: fc.uniqueArray(fc.constantFrom('/a', '/b', '~/c')) }) }),
    rules: fc.uniqueArray(fc.constantFrom('git', 'rm', 'curl'), { minLength: 1 }).map((programs) => ({
      prefix_rules: programs.map((token) => ({ pattern: [{ token }], decision: token === 'rm' ? 'forbidden' : 'prompt' })),
    })),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const MANAGED: readonly RequirementLayerType[] = ['mdm', 'legacy-mdm', 'legacy-file', 'cloud', 'system'];
const managedStack = fc.uniqueArray(fc.tuple(fc.constantFrom(...MANAGED), requirementFields), { selector: ([type]) => type, maxLength: 5 });

type Stack = readonly (readonly [RequirementLayerType, object])[];

async function resolve(stack: Stack): Promise<Requirements | null> {
  const sources = stack.map(([type, fields]) => ({ type, name: type, source: `/${type}.toml`, text: stringify(fields) }));
  return (await loadRequirements(sources, { profile: 'strict', hostname: null })).value;
}

const ruleTexts = (requirements: Requirements) => requirements.rules.map(({ pattern, decision }) => JSON.stringify([pattern, decision]));
const deniedPaths = (requirements: Requirements) => requirements.deniedReads.map((each) => each.pattern);

/** Whether requirements allow a pair of settings. */
function allows({ table, deniedReads }: Requirements, policy: ApprovalPolicy, mode: SandboxMode): boolean {
  const isPolicyAllowed = table.allowed_approval_policies?.includes(policy) ?? true;
  const isModeAllowed = table.allowed_sandbox_modes?.includes(mode) ?? true;
  return isPolicyAllowed && isModeAllowed && !(deniedReads.length > 0 && mode === 'danger-full-access');
}

test('the order in which layers are found does not matter', async () => {
  await fc.assert(
    fc.asyncProperty(
      managedStack.chain((stack) => fc.tuple(fc.constant(stack), fc.shuffledSubarray(stack, { minLength: stack.length }))),
      async ([stack, shuffled]) => {
        const [a, b] = await Promise.all([resolve(stack), resolve(shuffled)]);
        expect(b?.table).toEqual(a?.table);
        expect(b && ruleTexts(b)).toEqual(a && ruleTexts(a));
      },
    ),
    { numRuns: 200 },
  );
});

test('every value in force has one origin, and that layer says exactly that', async () => {
  await fc.assert(
    fc.asyncProperty(managedStack, async (stack) => {
      const resolved = await resolve(stack);
      if (!resolved) throw new Error('refused');
      const layers = await Promise.all(stack.map(async (layer) => [layer[0] as string, await resolve([layer])] as const));
      const byLayer = new Map(layers);
      for (const { path, leaf } of leavesOf(resolved.sourced)) {
        if (leaf.type === 'table') continue;
        const items = leaf.items ?? [leaf.origin];
        for (const [index, origin] of items.entries()) {
          const said = sourcedAt(byLayer.get(origin.layer ?? '')?.sourced ?? resolved.sourced, path);
          const value = leaf.items ? (leaf.value as readonly unknown[])[index] : leaf.value;
          const statement = said && plainValue(said);
          if (leaf.items) expect(statement).toContain(value);
          else expect(statement).toEqual(value);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('a requirement from a flag never loosens: refused, or everything it leaves was allowed before', async () => {
  await fc.assert(
    fc.asyncProperty(managedStack, requirementFields, async (stack, fields) => {
      const before = await resolve(stack);
      const after = await resolve([...stack, ['flags', fields]]);
      if (!before) throw new Error('refused');
      if (!after) return;
      for (const policy of POLICIES)
        for (const mode of SANDBOX_MODES) if (allows(after, policy, mode)) expect(allows(before, policy, mode)).toBe(true);
      expect(ruleTexts(after)).toEqual(expect.arrayContaining(ruleTexts(before)));
      expect(deniedPaths(after)).toEqual(expect.arrayContaining(deniedPaths(before)));
      expect(after.table.features ?? {}).toMatchObject(before.table.features ?? {});
      if (before.table.log_dir !== undefined) expect(after.table.log_dir).toBe(before.table.log_dir);
    }),
    { numRuns: 400 },
  );
});

test('a rule or a denied path added to any layer takes nothing away', async () => {
  const added = {
    rules: { prefix_rules: [{ pattern: [{ token: 'new' }], decision: 'forbidden' }] },
    permissions: { filesystem: { deny_read: ['/new'] } },
  };
  await fc.assert(
    fc.asyncProperty(managedStack, fc.constantFrom(...MANAGED), async (stack, type) => {
      const without = stack.filter(([each]) => each !== type);
      const [before, after] = await Promise.all([resolve(without), resolve([...without, [type, added]])]);
      if (!before || !after) throw new Error('refused');
      expect(ruleTexts(after)).toEqual(expect.arrayContaining([...ruleTexts(before), JSON.stringify([[{ any: ['new'] }], 'forbidden'])]));
      expect(deniedPaths(after)).toEqual(expect.arrayContaining([...deniedPaths(before), '/new']));
      for (const policy of POLICIES)
        for (const mode of SANDBOX_MODES) if (allows(after, policy, mode)) expect(allows(before, policy, mode)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

const CONFIG: readonly ConfigLayerType[] = ['legacy-file', 'flags', 'project', 'profile', 'user', 'system'];
const configFields = fc.record(
  {
    approval_policy: fc.constantFrom(...POLICIES),
    sandbox_mode: fc.constantFrom(...SANDBOX_MODES),
    web_search: fc.constantFrom('cached', 'live', 'disabled'),
  },
  { requiredKeys: [], noNullPrototype: true },
);

test('whatever is configured or asked for, no setting in force is one that requirements exclude', async () => {
  await fc.assert(
    fc.asyncProperty(
      managedStack,
      fc.array(fc.tuple(fc.constantFrom(...CONFIG), configFields), { maxLength: 5 }),
      fc.record({ approvalPolicy: fc.constantFrom(null, ...POLICIES), sandboxMode: fc.constantFrom(null, ...SANDBOX_MODES) }),
      fc.constantFrom('trusted', 'untrusted', null),
      fc.constantFrom('fallback' as const, 'error' as const),
      async (stack, files, asked, trust, onDisallowed) => {
        const requirements = await resolve(stack);
        if (!requirements) throw new Error('refused');
        const layers = await Promise.all(
          files.map(([type, fields], i) => parseConfigLayer({ type, name: type, source: `${i}.toml`, text: stringify(fields) }, 'strict')),
        );
        const config = mergeConfig(layers.flatMap((layer) => layer.value ?? []));
        const { value, diagnostics } = resolveSettings({ config, requirements, trust, asked, onDisallowed });
        expect(value === null).toBe(diagnostics.some((each) => each.severity === 'error'));
        if (!value) return;
        expect(allows(requirements, value.approvalPolicy.value, value.sandboxMode.value)).toBe(true);
        const modes = requirements.table.allowed_web_search_modes;
        expect(modes === undefined || value.webSearch.value === 'disabled' || modes.includes(value.webSearch.value)).toBe(true);
        if (onDisallowed === 'error' && asked.approvalPolicy) expect(value.approvalPolicy.value).toBe(asked.approvalPolicy);
      },
    ),
    { numRuns: 400 },
  );
});
