import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refuseAccess, resolveSandbox, type SandboxMode, type SandboxProfile } from '../../src/sandbox/index.ts';
import { by, MACHINE, sandboxOf, settingsWith, stated } from '../support/sandbox.ts';

function profile(entries: readonly (readonly [string, 'read' | 'write' | 'deny', string?])[], parent?: string): SandboxProfile {
  return {
    name: 'mine',
    chain: parent === undefined ? ['mine'] : ['mine', parent],
    entries: entries.map(([path, access, below = '']) => ({ path, access, below, origin: by('config.toml') })),
  };
}

function writes(sandbox: ReturnType<typeof sandboxOf>, ...paths: readonly string[]): (string | null)[] {
  return paths.map((path) => refuseAccess(sandbox, { type: 'write', path })?.code ?? null);
}

function reads(sandbox: ReturnType<typeof sandboxOf>, ...paths: readonly string[]): (string | null)[] {
  return paths.map((path) => refuseAccess(sandbox, { type: 'read', path })?.code ?? null);
}

describe('testable claims of the reference', () => {
  test('164: the workspace protects .git, .codex and .agents at its top, and nothing else', () => {
    const paths = ['.git/config', '.codex', '.agents/x', 'sub/.git/config', '.vscode/settings.json', '.gitmodules', '.github/x'];
    expect(writes(sandboxOf(), ...paths.map((path) => `/srv/repo/${path}`))).toEqual(['SB011', 'SB011', 'SB011', null, null, null, null]);
  });

  test('165: /tmp and $TMPDIR may be written, /var/tmp may not', () => {
    expect(writes(sandboxOf({}, { tmpdir: '/run/user/1/tmp' }), '/tmp/x', '/run/user/1/tmp/x', '/var/tmp/x')).toEqual([
      null,
      null,
      'SB010',
    ]);
    const without = sandboxOf({ excludeSlashTmp: stated(true), excludeTmpdirEnvVar: stated(true) }, { tmpdir: '/run/user/1/tmp' });
    expect(writes(without, '/tmp/x', '/run/user/1/tmp/x')).toEqual(['SB010', 'SB010']);
  });

  test('166: a denied glob is a glob until the sandbox starts', () => {
    const sandbox = sandboxOf({ deniedReads: [{ pattern: '/srv/repo/**/*.pem', folder: '/etc/codex', origin: by('requirements.toml') }] });
    expect(sandbox.deniedReads.map(({ pattern, glob }) => [pattern, glob?.text])).toEqual([['/srv/repo/**/*.pem', '/srv/repo/**/*.pem']]);
    expect(reads(sandbox, '/srv/repo/a.pem', '/srv/repo/x/y/a.pem', '/srv/repo/a.pem.txt')).toEqual(['SB012', 'SB012', null]);
  });
});

describe('modes', () => {
  test('read-only: everything may be read, only devices written, no network', () => {
    const sandbox = sandboxOf({ mode: stated('read-only'), networkAccess: stated(true), writableRoots: stated(['/data']) });
    expect(writes(sandbox, '/srv/repo/x', '/tmp/x', '/data/x', '/dev/null', '/dev/fd/1', '/dev/sda')).toEqual([
      'SB010',
      'SB010',
      'SB010',
      null,
      null,
      'SB010',
    ]);
    expect([reads(sandbox, '/etc/passwd'), refuseAccess(sandbox, { type: 'network', host: 'a.test' })?.code]).toEqual([[null], 'SB013']);
  });

  test('full access: nothing is refused', () => {
    const sandbox = sandboxOf({ mode: stated('danger-full-access') });
    expect([...writes(sandbox, '/etc/passwd', '/srv/repo/.git/config'), refuseAccess(sandbox, { type: 'network', host: null })]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('workspace-write: several roots, each with its protected names, each with who said it', () => {
    const sandbox = sandboxOf(
      { writableRoots: stated(['/data', '~/cache', 'build'], 'user config') },
      { workspaceRoots: ['/srv/repo', '/srv/other'] },
    );
    expect(sandbox.writableRoots.map(({ path, origin }) => `${path} ${origin.source}`)).toEqual([
      '/data user config',
      '/home/dev/cache user config',
      '/srv/other config.toml',
      '/srv/repo config.toml',
      '/srv/repo/build user config',
      '/tmp built-in',
    ]);
    expect(sandbox.protectedPaths.filter(({ path }) => path.endsWith('.git')).map(({ path }) => path)).toEqual([
      '/data/.git',
      '/home/dev/cache/.git',
      '/srv/other/.git',
      '/srv/repo/.git',
      '/srv/repo/build/.git',
      '/tmp/.git',
    ]);
    expect(writes(sandbox, '/srv/repository/x', '/srv/repo', '/srv/repo/build/x', '/srv')).toEqual(['SB010', null, null, 'SB010']);
  });

  test('a root around a workspace does not lift its protection', () => {
    expect(writes(sandboxOf({ writableRoots: stated(['/']) }), '/srv/repo/.git/x', '/etc/x')).toEqual(['SB011', null]);
  });

  test('files of our own are protected inside roots', () => {
    const sandbox = sandboxOf({ ownFiles: [stated('/srv/repo/policy.toml'), stated('/etc/portcullis/policy.toml')] });
    expect(sandbox.protectedPaths.map(({ path }) => path)).toContain('/srv/repo/policy.toml');
    expect(writes(sandbox, '/srv/repo/policy.toml', '/etc/portcullis/policy.toml')).toEqual(['SB011', 'SB010']);
  });

  test('network access of the workspace, and lists that a proxy enforces', () => {
    const open = sandboxOf({ networkAccess: stated(true, 'user config') });
    const lists = {
      allowedDomains: ['a.test'],
      deniedDomains: [],
      allowedSockets: [],
      allowAllSockets: false,
      allowLocalBinding: false,
      origin: by('requirements.toml'),
    };
    const listed = sandboxOf({ networkAccess: stated(true), listedNetwork: lists, mode: stated('read-only') });
    expect([open.network, listed.network, sandboxOf().network]).toEqual([
      { access: 'full', lists: null, origin: by('user config') },
      { access: 'listed', lists, origin: by('requirements.toml') },
      { access: 'none', lists: null, origin: by('built-in') },
    ]);
    expect(refuseAccess(listed, { type: 'network', host: 'b.test' })).toBeNull();
  });

  test('macOS and Windows fold case where they refuse, not where they grant', () => {
    const mac = sandboxOf(
      {
        deniedReads: [
          { pattern: '~/.SSH', folder: '/', origin: by('x') },
          { pattern: '/Users/*/.aws/**', folder: '/', origin: by('x') },
        ],
      },
      { platform: 'darwin', home: '/Users/dev' },
    );
    expect(writes(mac, '/srv/repo/.GIT/config', '/SRV/repo/x')).toEqual(['SB011', 'SB010']);
    expect(reads(mac, '/Users/dev/.ssh/id', '/users/DEV/.AWS/credentials')).toEqual(['SB012', 'SB012']);
    const windows = sandboxOf(
      {},
      { platform: 'win32', cwd: 'C:\\srv\\repo', home: 'C:\\Users\\dev', workspaceRoots: ['C:\\srv\\repo'], tmpdir: 'C:\\Temp' },
    );
    expect(windows.writableRoots.map(({ path }) => path)).toEqual(['C:/Temp', 'C:/srv/repo']);
    expect(writes(windows, 'C:/srv/repo/.Git/x', 'C:/srv/repo/x', 'C:/Windows/x', 'D:/srv/repo/x')).toEqual([
      'SB011',
      null,
      'SB010',
      'SB010',
    ]);
  });
});

test('a writable root that holds everything is none where full access is excluded', () => {
  const roots = { writableRoots: stated(['/']) };
  expect([
    writes(sandboxOf(roots), '/etc/x'),
    writes(sandboxOf({ ...roots, allowedModes: stated(['read-only', 'workspace-write']) }), '/etc/x'),
  ]).toEqual([[null], ['SB010']]);
});

describe('permission profiles', () => {
  test('a profile grants only what it lists', () => {
    const sandbox = sandboxOf({
      profile: stated(
        profile([
          [':workspace_roots', 'write', '.'],
          ['/usr', 'read'],
          ['~/.cache', 'write'],
          ['/opt/secret', 'deny'],
        ]),
      ),
    });
    expect(sandbox.readableRoots?.map(({ path }) => path)).toEqual(['/home/dev/.cache', '/srv/repo', '/usr']);
    expect(reads(sandbox, '/usr/bin/ls', '/etc/passwd', '/srv/repo/x', '/opt/secret/x')).toEqual([null, 'SB014', null, 'SB012']);
    expect(writes(sandbox, '/srv/repo/x', '/srv/repo/.git/x', '/tmp/x', '/home/dev/.cache/x')).toEqual([null, 'SB011', 'SB010', null]);
  });

  test('built-in parents bring what their modes bring', () => {
    const workspace = sandboxOf({
      profile: stated(
        profile(
          [
            [':workspace_roots', 'deny', 'secrets'],
            [':workspace_roots', 'read', 'vendor'],
          ],
          ':workspace',
        ),
      ),
    });
    expect(writes(workspace, '/srv/repo/x', '/tmp/x', '/srv/repo/vendor/x', '/srv/repo/.codex/x')).toEqual([null, null, 'SB011', 'SB011']);
    expect(reads(workspace, '/etc/passwd', '/srv/repo/secrets/x')).toEqual([null, 'SB012']);
    const readOnly = sandboxOf({ mode: stated('read-only'), profile: stated(profile([], ':read-only')) });
    expect([writes(readOnly, '/srv/repo/x'), reads(readOnly, '/etc/passwd')]).toEqual([['SB010'], [null]]);
  });

  test('names that stand for folders', () => {
    const sandbox = sandboxOf(
      {
        profile: stated(
          profile([
            [':minimal', 'read'],
            [':tmpdir', 'write'],
            [':slash_tmp', 'write'],
            [':project_roots', 'read'],
            [':unknown', 'write'],
          ]),
        ),
      },
      { tmpdir: '/run/tmp' },
    );
    expect(sandbox.writableRoots.map(({ path }) => path)).toEqual(['/run/tmp', '/tmp']);
    expect(reads(sandbox, '/usr/lib/x', '/srv/repo/x', '/home/dev/x')).toEqual([null, null, 'SB014']);
  });

  test('a profile whose mode is not allowed is out of force', () => {
    const { value, diagnostics } = resolveSandbox(
      settingsWith({
        profile: stated(profile([[':root', 'write']])),
        mode: stated('danger-full-access'),
        allowedModes: stated(['read-only'], 'requirements.toml'),
      }),
      MACHINE,
    );
    expect([value?.mode, value?.writableRoots, diagnostics.map(({ code }) => code)]).toEqual([
      stated('read-only', 'requirements.toml'),
      [],
      ['SB001'],
    ]);
  });
});

describe('faults', () => {
  test('paths that are none are errors, and then there is no sandbox', () => {
    const { value, diagnostics } = resolveSandbox(
      settingsWith({ writableRoots: stated(['/a\nb', '']), deniedReads: [{ pattern: '', folder: '/', origin: by('x') }] }),
      MACHINE,
    );
    expect([value, diagnostics.map(({ code }) => code)]).toEqual([null, ['SB002', 'SB002', 'SB002']]);
  });

  test('a glob that becomes too long is an error, not a path', () => {
    const folder = `/${'a'.repeat(3_000)}`;
    const { value, diagnostics } = resolveSandbox(
      settingsWith({ deniedReads: [{ pattern: `${'b'.repeat(2_000)}*`, folder, origin: by('x') }] }),
      MACHINE,
    );
    expect([value, diagnostics.map(({ code }) => code)]).toEqual([null, ['SB003']]);
  });

  test('more paths than there may be are an error, not a shorter list', () => {
    const { value, diagnostics } = resolveSandbox(
      settingsWith({ writableRoots: stated(Array.from({ length: 1_001 }, (_, i) => `/data/${i}`)) }),
      MACHINE,
    );
    expect([value, diagnostics.map(({ code }) => code)]).toEqual([null, ['SB004']]);
  });
});

test('no mode is granted that requirements exclude, whatever the stack', () => {
  const modes: SandboxMode[] = ['read-only', 'workspace-write', 'danger-full-access'];
  const stack = fc.record({
    mode: fc.constantFrom(...modes),
    allowed: fc.option(fc.subarray([...modes, 'external-sandbox']).map((some) => [...new Set(['read-only', ...some])])),
    profile: fc.option(
      fc
        .subarray([
          [':root', 'write'],
          [':workspace_roots', 'write', '.'],
          ['/data', 'write'],
          [':root', 'read'],
        ] as const)
        .map((entries) => profile(entries)),
    ),
    roots: fc.subarray(['/', '/data', '~', '.']),
    network: fc.boolean(),
  });
  fc.assert(
    fc.property(stack, ({ mode, allowed, profile: own, roots, network }) => {
      const { value } = resolveSandbox(
        settingsWith({
          mode: stated(mode),
          allowedModes: allowed && stated(allowed),
          profile: own && stated(own),
          writableRoots: stated(roots),
          networkAccess: stated(network),
        }),
        MACHINE,
      );
      if (!value) throw new Error('no sandbox');
      if (allowed) expect(allowed).toContain(value.mode.value);
      if (value.mode.value === 'read-only' && value.mode.value !== mode)
        expect([value.writableRoots, value.network.access]).toEqual([[], 'none']);
      if (value.mode.value !== 'danger-full-access') {
        const refused = writes(value, '/srv/repo/.git/config', '/srv/repo/.codex/config.toml', '/srv/repo/.agents/x');
        expect(refused).not.toContain(null);
      }
    }),
    { numRuns: 5_000 },
  );
});
