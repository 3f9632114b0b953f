import { describe, expect, test } from 'vitest';
import { type PolicySnapshot, resolveSettings, type Settings } from '../../src/config/index.ts';
import { HOME, type Machine, machine, REPO, SYSTEM, TRUSTED } from '../support/machine.ts';

const FORBID_PUSH = 'prefix_rule(pattern = ["git", "push"], decision = "forbidden", justification = "system")\n';
const ALLOW_PUSH = 'prefix_rule(pattern = ["git", "push"], decision = "allow")\n';
const PROMPT_RM = 'prefix_rule(pattern = ["rm"], decision = "prompt")\n';
const ALLOW_LS = 'prefix_rule(pattern = ["ls"], decision = "allow")\n';

/** `layer: decision program…`, low to high. */
function rulesOf({ rules }: PolicySnapshot): string[] {
  return rules.flatMap((layer) =>
    layer.rules.prefixRules.map((rule) => `${layer.name}: ${rule.decision} ${rule.pattern.map((token) => token.any.join('|')).join(' ')}`),
  );
}

function codesOf({ diagnostics }: PolicySnapshot): string[] {
  return diagnostics.map((each) => each.code);
}

function statesOf({ layers }: PolicySnapshot): Record<string, string> {
  return Object.fromEntries(layers.filter((layer) => layer.state !== 'absent').map((layer) => [layer.path, layer.state]));
}

function settingsOf(snapshot: PolicySnapshot, asked = {}): Settings {
  if (!snapshot.requirements) throw new Error('no requirements');
  const { value, diagnostics } = resolveSettings({
    config: snapshot.config,
    requirements: snapshot.requirements,
    trust: snapshot.trust,
    asked,
  });
  if (!value) throw new Error(diagnostics.map((each) => each.message).join('; '));
  return value;
}

test('a machine without any policy restricts nothing and says so', async () => {
  const snapshot = await machine().load();
  expect({
    restriction: snapshot.restriction,
    rules: snapshot.rules,
    trust: snapshot.trust,
    states: statesOf(snapshot),
    codes: codesOf(snapshot),
  }).toEqual({
    restriction: 'none',
    rules: [],
    trust: null,
    states: {},
    codes: [],
  });
});

describe('layers of configuration (claims 145 to 147, 150)', () => {
  test('managed over flags over project over profile over user over system', async () => {
    const layers: [string, Parameters<typeof machine>[0], string][] = [
      ['system', { files: { [`${SYSTEM}/config.toml`]: 'model = "system"' } }, 'system'],
      ['user', { files: { [`${HOME}/.codex/config.toml`]: `model = "user"\n${TRUSTED}` } }, 'user'],
      ['profile', { files: { [`${HOME}/.codex/fast.config.toml`]: 'model = "profile"' }, flags: { configProfile: 'fast' } }, 'profile'],
      ['project', { files: { [`${REPO}/.codex/config.toml`]: 'model = "project"' } }, 'project'],
      ['flags', { flags: { config: ['model=flag', 'model="later flag"'] } }, 'later flag'],
      ['managed', { files: { [`${SYSTEM}/managed_config.toml`]: 'model = "managed"' } }, 'managed'],
      ['device', { mdm: { config: 'model = "device"' } }, 'device'],
    ];
    let merged: NonNullable<Parameters<typeof machine>[0]> = {};
    for (const [name, layer, expected] of layers) {
      merged = { ...merged, ...layer, files: { ...merged.files, ...layer?.files }, flags: { ...merged.flags, ...layer?.flags } };
      const subject = machine(merged);
      if (name === 'project') await subject.trust();
      const { config } = await (async () => {
        await subject.trust();
        return subject.load();
      })();
      expect([name, config.layers[0]?.checked.model]).toEqual([name, expected]);
    }
  });

  test('managed configuration beats what requirements allow, and keeps read-only', async () => {
    const subject = machine({
      files: {
        [`${SYSTEM}/requirements.toml`]: 'allowed_approval_policies = ["on-request"]',
        [`${SYSTEM}/managed_config.toml`]: 'approval_policy = "never"\nsandbox_mode = "workspace-write"',
      },
    });
    const { requirements } = await subject.load();
    expect(requirements?.table.allowed_approval_policies).toEqual(['never']);
    expect(requirements?.table.allowed_sandbox_modes).toEqual(['read-only', 'workspace-write']);
  });

  test('a value that is not TOML is taken as a string', async () => {
    const { config } = await machine({
      flags: { config: ['sandbox_mode=workspace-write', 'sandbox_workspace_write.network_access=true'] },
    }).load();
    expect(config.layers.map((layer) => layer.checked)).toEqual([
      { sandbox_workspace_write: { network_access: true } },
      { sandbox_mode: 'workspace-write' },
    ]);
  });

  test.each(['approval_policy', '=x', 'a b=1'])('a flag `%s` that cannot be read forbids everything', async (flag) => {
    expect((await machine({ flags: { config: [flag] } }).load()).restriction).toBe('forbid-all');
  });

  test('a profile that is not there, or is no name, keeps everything from being allowed', async () => {
    for (const configProfile of ['absent', '../x']) {
      expect((await machine({ flags: { configProfile } }).load()).restriction).toBe('no-default-allow');
    }
  });
});

describe('rules folders (claims 151 to 157)', () => {
  test('system and user rules add up; neither undoes the other', async () => {
    const subject = machine({ files: { [`${SYSTEM}/rules/a.rules`]: FORBID_PUSH, [`${HOME}/.codex/rules/a.rules`]: ALLOW_PUSH } });
    expect(rulesOf(await subject.load())).toEqual(['system rules: forbidden git push', 'user rules: allow git push']);
  });

  test('links, folders, other endings and bare endings are skipped; dot-files count; the order is that of the names', async () => {
    const folder = `${SYSTEM}/rules`;
    const subject = machine({
      files: {
        [`${folder}/b.rules`]: ALLOW_LS,
        [`${folder}/.hid.rules`]: PROMPT_RM,
        [`${folder}/B.rules`]: FORBID_PUSH,
        [`${folder}/x.RULES`]: 'broken(',
        [`${folder}/x.txt`]: 'broken(',
        [`${folder}/.rules`]: 'broken(',
        [`${folder}/sub.rules/x.rules`]: 'broken(',
      },
    });
    subject.files.place(`${folder}/link.rules`, 'link');
    expect(rulesOf(await subject.load())).toEqual([
      'system rules: prompt rm',
      'system rules: forbidden git push',
      'system rules: allow ls',
    ]);
  });

  test('project rules load for trusted projects only, from the root down to the working folder', async () => {
    const files = {
      [`${REPO}/.codex/rules/a.rules`]: PROMPT_RM,
      [`${REPO}/app/.codex/rules/a.rules`]: FORBID_PUSH,
      [`${REPO}/app/deeper/.codex/rules/a.rules`]: ALLOW_LS,
    };
    const cwd = `${REPO}/app`;
    for (const trust of ['', `[projects."${REPO}"]\ntrust_level = "untrusted"\n`]) {
      const subject = machine({ files: { ...files, [`${HOME}/.codex/config.toml`]: trust }, cwd });
      const snapshot = await subject.load();
      expect(rulesOf(snapshot)).toEqual([]);
      expect(statesOf(snapshot)).toMatchObject({ [`${REPO}/.codex`]: 'disabled', [`${REPO}/app/.codex`]: 'disabled' });
    }
    const trusted = machine({ files: { ...files, [`${HOME}/.codex/config.toml`]: TRUSTED }, cwd });
    expect(rulesOf(await trusted.load())).toEqual(['project rules: prompt rm', 'project rules: forbidden git push']);
  });

  test('what a project says about its own trust is not heard', async () => {
    const subject = machine({ files: { [`${REPO}/.codex/config.toml`]: TRUSTED } });
    expect((await subject.load()).trust).toBeNull();
  });

  test('the Codex home is not read twice as a project', async () => {
    const subject = machine({
      files: {
        [`${HOME}/.codex/config.toml`]: `[projects."${HOME}"]\ntrust_level = "trusted"`,
        [`${HOME}/.codex/rules/a.rules`]: PROMPT_RM,
      },
      cwd: HOME,
    });
    expect(rulesOf(await subject.load())).toEqual(['user rules: prompt rm']);
  });

  test('codex: one broken file drops the rules of all layers, requirement rules stay', async () => {
    const subject = machine({
      profile: 'codex',
      files: {
        [`${SYSTEM}/requirements.toml`]: '[rules]\nprefix_rules = [{ pattern = [{ token = "rm" }], decision = "prompt" }]',
        [`${SYSTEM}/rules/a.rules`]: FORBID_PUSH,
        [`${HOME}/.codex/rules/bad.rules`]: 'prefix_rule(',
      },
    });
    const snapshot = await subject.load();
    expect({ rules: rulesOf(snapshot), required: snapshot.requirements?.rules.length, restriction: snapshot.restriction }).toEqual({
      rules: [],
      required: 1,
      restriction: 'none',
    });
  });

  test('strict: a broken user file neither drops the rules of others nor lets anything be allowed by default', async () => {
    const subject = machine({ files: { [`${SYSTEM}/rules/a.rules`]: FORBID_PUSH, [`${HOME}/.codex/rules/bad.rules`]: 'prefix_rule(' } });
    const snapshot = await subject.load();
    expect({ rules: rulesOf(snapshot), restriction: snapshot.restriction }).toEqual({
      rules: ['system rules: forbidden git push'],
      restriction: 'no-default-allow',
    });
  });

  test('broken system rules forbid everything', async () => {
    expect((await machine({ files: { [`${SYSTEM}/rules/bad.rules`]: 'prefix_rule(' } }).load()).restriction).toBe('forbid-all');
  });
});

describe('the last good state', () => {
  const user = `${HOME}/.codex/rules/a.rules`;

  test('a layer that breaks keeps its prompts and forbids and loses its allows; corrected, it counts again', async () => {
    const subject = machine({ files: { [user]: PROMPT_RM + ALLOW_LS } });
    expect(rulesOf(await subject.load())).toEqual(['user rules: prompt rm', 'user rules: allow ls']);
    subject.files.write(user, 'prefix_rule(');
    const broken = await subject.load();
    expect({ rules: rulesOf(broken), restriction: broken.restriction }).toEqual({
      rules: ['user rules: prompt rm'],
      restriction: 'no-default-allow',
    });
    subject.files.write(user, ALLOW_LS);
    const corrected = await subject.load();
    expect({ rules: rulesOf(corrected), restriction: corrected.restriction }).toEqual({
      rules: ['user rules: allow ls'],
      restriction: 'none',
    });
  });

  test('a change of a higher layer counts while a lower one is broken', async () => {
    const subject = machine({ files: { [user]: 'prefix_rule(' } });
    await subject.load();
    subject.files.write(`${SYSTEM}/rules/a.rules`, FORBID_PUSH);
    expect(rulesOf(await subject.load())).toEqual(['system rules: forbidden git push']);
  });

  test('configuration that breaks keeps its settings, and nothing is allowed by default', async () => {
    const path = `${HOME}/.codex/config.toml`;
    const subject = machine({ files: { [path]: 'approval_policy = "untrusted"\nsandbox_mode = "workspace-write"' } });
    await subject.load();
    subject.files.write(path, 'approval_policy = ');
    const snapshot = await subject.load();
    const { approvalPolicy, sandboxMode } = settingsOf(snapshot);
    expect([snapshot.restriction, approvalPolicy.value, sandboxMode.value]).toEqual(['no-default-allow', 'untrusted', 'workspace-write']);
  });
});

describe('content of trusted projects', () => {
  const rules = `${REPO}/.codex/rules/a.rules`;
  const config = `${REPO}/.codex/config.toml`;
  const start = () =>
    machine({
      files: {
        [`${SYSTEM}/requirements.toml`]: 'allow_appshots = true',
        [`${HOME}/.codex/config.toml`]: TRUSTED,
        [rules]: PROMPT_RM + ALLOW_LS,
        [config]: 'sandbox_mode = "danger-full-access"',
      },
    });

  test('unconfirmed content can only make answers stricter', async () => {
    const subject = start();
    const snapshot = await subject.load();
    expect({ rules: rulesOf(snapshot), mode: settingsOf(snapshot).sandboxMode.value, codes: codesOf(snapshot) }).toEqual({
      rules: ['project rules: prompt rm'],
      mode: 'workspace-write',
      codes: ['CF053'],
    });
    expect(statesOf(snapshot)).toMatchObject({ [`${REPO}/.codex`]: 'unconfirmed' });
  });

  test('confirmed content counts whole', async () => {
    const subject = start();
    await subject.trust();
    const snapshot = await subject.load();
    expect({ rules: rulesOf(snapshot), mode: settingsOf(snapshot).sandboxMode.value, codes: codesOf(snapshot) }).toEqual({
      rules: ['project rules: prompt rm', 'project rules: allow ls'],
      mode: 'danger-full-access',
      codes: [],
    });
  });

  test.each<[string, (subject: Machine) => void, string[]]>([
    ['a rule is taken out', ({ files }) => files.write(rules, ALLOW_LS), ['project rules: prompt rm']],
    ['a rule is weakened', ({ files }) => files.write(rules, PROMPT_RM.replace('prompt', 'allow')), ['project rules: prompt rm']],
    [
      'a rule is added',
      ({ files }) => files.write(rules, PROMPT_RM + FORBID_PUSH),
      ['project rules: prompt rm', 'project rules: forbidden git push'],
    ],
    ['an allow is added', ({ files }) => files.write(rules, PROMPT_RM + ALLOW_LS + ALLOW_PUSH), ['project rules: prompt rm']],
    ['the file is broken', ({ files }) => files.write(rules, 'prefix_rule('), ['project rules: prompt rm']],
    ['the file is gone', ({ files }) => files.remove(rules), ['project rules: prompt rm']],
    ['all is gone', ({ files }) => [rules, config].forEach(files.remove), ['project rules: prompt rm']],
  ])('after confirmation, %s: prompts and forbids of both stay, allows do not', async (_, change, expected) => {
    const subject = start();
    await subject.trust();
    await subject.load();
    change(subject);
    expect(rulesOf(await subject.load())).toEqual(expected);
  });

  test('settings stay as they were confirmed', async () => {
    const subject = start();
    subject.files.write(config, 'approval_policy = "untrusted"');
    await subject.trust();
    subject.files.write(config, 'approval_policy = "never"');
    expect(settingsOf(await subject.load()).approvalPolicy.value).toBe('untrusted');
  });

  test('a damaged record trusts nothing', async () => {
    const subject = start();
    await subject.trust();
    const [path = ''] = (await subject.load()).policyPaths.filter((each) => each.includes('portcullis'));
    for (const text of ['', '{}', '{"version":1}', '[]', 'null']) {
      const digest = (await import('../../src/config/index.node.ts')).trustPath(path, `${REPO}/.codex`);
      subject.files.write(digest, text);
      const snapshot = await subject.load();
      expect([rulesOf(snapshot), codesOf(snapshot)]).toEqual([['project rules: prompt rm'], ['CF054']]);
    }
  });

  test('codex: content of a trusted project counts at once', async () => {
    const subject = machine({ profile: 'codex', files: { [`${HOME}/.codex/config.toml`]: TRUSTED, [rules]: ALLOW_LS } });
    expect(rulesOf(await subject.load())).toEqual(['project rules: allow ls']);
  });

  test('without any requirement it is advisory, and that is said', async () => {
    const subject = start();
    await subject.trust();
    expect(codesOf(await subject.load())).toEqual([]);
    subject.files.remove(`${SYSTEM}/requirements.toml`);
    expect(codesOf(await subject.load())).toEqual(['CF056']);
  });

  test('a project may not set where things are sent', async () => {
    const subject = start();
    subject.files.write(config, 'model_provider = "evil"\nnotify = ["sh"]\nmodel = "m"');
    await subject.trust();
    const snapshot = await subject.load();
    const layer = snapshot.config.layers.find((each) => each.type === 'project');
    expect([[...(layer?.table.entries.keys() ?? [])], codesOf(snapshot)]).toEqual([['model'], ['CF045', 'CF045']]);
  });
});

describe('trust in projects', () => {
  const trust = (folder: string) => ({ [`${HOME}/.codex/config.toml`]: `[projects."${folder}"]\ntrust_level = "trusted"\n` });

  test('is looked up for the working folder, then the root', async () => {
    const app = `${REPO}/app`;
    for (const folder of [app, REPO]) expect((await machine({ files: trust(folder), cwd: app }).load()).trust).toBe('trusted');
    expect((await machine({ files: trust('/srv'), cwd: app }).load()).trust).toBeNull();
  });

  test('of the main work tree covers its linked ones, if it knows them', async () => {
    const linked = { '/srv/linked/.git': `gitdir: ${REPO}/.git/worktrees/linked\n`, ...trust(REPO) };
    const known = { ...linked, [`${REPO}/.git/worktrees/linked/gitdir`]: '/srv/linked/.git\n' };
    expect((await machine({ files: known, cwd: '/srv/linked' }).load()).trust).toBe('trusted');
    expect((await machine({ files: linked, cwd: '/srv/linked' }).load()).trust).toBeNull();
    const other = { ...linked, [`${REPO}/.git/worktrees/linked/gitdir`]: '/srv/other/.git\n' };
    expect((await machine({ files: other, cwd: '/srv/linked' }).load()).trust).toBeNull();
  });
});

describe('cloud bundles', () => {
  const files = (mode = 0o644, uid = 0) => ({
    [`${SYSTEM}/cloud.toml`]: 'folder = "/var/lib/bundles"',
    '/var/lib/bundles/b.toml': { content: 'allowed_approval_policies = ["never"]', mode, uid },
    '/var/lib/bundles/a.toml': { content: 'allowed_approval_policies = ["on-request"]', mode, uid },
    [`${SYSTEM}/requirements.toml`]: 'allowed_approval_policies = ["untrusted"]\nallowed_web_search_modes = []',
  });

  test('stand above the system file, the first name being the strongest', async () => {
    const { requirements } = await machine({ files: files() }).load();
    expect(requirements?.table.allowed_approval_policies).toEqual(['on-request']);
    expect(requirements?.table.allowed_web_search_modes).toEqual([]);
  });

  test('that others could change forbid everything', async () => {
    for (const [mode, uid] of [
      [0o666, 0],
      [0o664, 0],
      [0o644, 1000],
    ] as const) {
      const snapshot = await machine({ files: files(mode, uid) }).load();
      expect([snapshot.restriction, codesOf(snapshot)]).toEqual(['forbid-all', ['CF052']]);
    }
  });

  test.each(['folder = 1', 'folder = "relative"', 'folder = "/nowhere"', 'x = ', ''])(
    'a pointer `%s` that leads nowhere forbids everything',
    async (text) => {
      expect((await machine({ files: { [`${SYSTEM}/cloud.toml`]: text } }).load()).restriction).toBe('forbid-all');
    },
  );
});

describe('loading again', () => {
  test('an unchanged stack costs stamps only and gives the same snapshot', async () => {
    const subject = machine({
      files: { [`${SYSTEM}/requirements.toml`]: 'allowed_login_methods = ["api"]', [`${HOME}/.codex/rules/a.rules`]: ALLOW_LS },
    });
    const first = await subject.load();
    Object.assign(subject.files.calls, { readFile: 0, readFolder: 0, stamp: 0 });
    expect(await subject.load()).toBe(first);
    expect(subject.files.calls).toMatchObject({ readFile: 0, readFolder: 0 });
    expect(subject.files.calls.stamp).toBeGreaterThan(5);
  });

  test('each file is read once', async () => {
    const subject = machine({ files: { [`${HOME}/.codex/config.toml`]: TRUSTED, [`${REPO}/.codex/config.toml`]: 'model = "m"' } });
    const reads = new Map<string, number>();
    const { readFile } = subject.files;
    subject.files.readFile = (path, max) => {
      reads.set(path, (reads.get(path) ?? 0) + 1);
      return readFile(path, max);
    };
    await subject.load();
    expect([...reads.values()].every((count) => count === 1)).toBe(true);
    expect(reads.size).toBeGreaterThan(5);
  });

  test('a new file, a changed one and one that is gone are noticed', async () => {
    const subject = machine();
    const prints = [(await subject.load()).fingerprint];
    subject.files.write(`${SYSTEM}/requirements.toml`, 'allow_appshots = true');
    prints.push((await subject.load()).fingerprint);
    subject.files.write(`${SYSTEM}/requirements.toml`, 'allow_appshots = false');
    prints.push((await subject.load()).fingerprint);
    subject.files.remove(`${SYSTEM}/requirements.toml`);
    prints.push((await subject.load()).fingerprint);
    expect(new Set(prints).size).toBe(3);
    expect(prints[3]).toBe(prints[0]);
  });

  test('the fingerprint depends on content, not on where the home folder lies', async () => {
    const text = 'sandbox_mode = "read-only"';
    const a = await machine({ files: { [`${HOME}/.codex/config.toml`]: text } }).load();
    const b = await machine({ files: { [`${HOME}/.codex/config.toml`]: `${text} ` } }).load();
    expect(a.fingerprint).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(a.fingerprint).not.toBe(b.fingerprint);
  });
});
