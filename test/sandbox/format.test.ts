/** Sandboxes as other programs read them. The golden files are reviewed like code; seatbelt profiles have not run on macOS. */
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import {
  bwrapArguments,
  type ListedNetwork,
  type PathProbe,
  SANDBOX_FORMATS,
  type Sandbox,
  type SandboxFormat,
} from '../../src/sandbox/index.ts';
import { by, probeOf, sandboxOf, stated } from '../support/sandbox.ts';

const LISTS: ListedNetwork = {
  allowedDomains: ['example.com', '*.below.test', '**.both.example', 'localhost', '[2606:4700::1111]', '9.9.9.9'],
  deniedDomains: ['bad.both.example', '*'],
  allowedSockets: ['/run/agent.sock'],
  allowAllSockets: false,
  allowLocalBinding: true,
  origin: by('requirements.toml'),
};

const DENIED = [
  { pattern: '/etc/shadow', folder: '/', origin: by('requirements.toml') },
  { pattern: '~/.ssh', folder: '/', origin: by('requirements.toml') },
  { pattern: '/srv/repo/**/*.p?[mM]', folder: '/', origin: by('requirements.toml') },
];

const SANDBOXES: Readonly<Record<string, Sandbox>> = {
  'read-only': sandboxOf({ mode: stated('read-only') }),
  workspace: sandboxOf({ deniedReads: DENIED, writableRoots: stated(['/data with "quotes" and \\']) }, { platform: 'darwin' }),
  listed: sandboxOf({ listedNetwork: LISTS }),
  open: sandboxOf({ networkAccess: stated(true) }),
  profile: sandboxOf({
    profile: stated({
      name: 'p',
      chain: ['p'],
      entries: [
        { path: ':minimal', below: '', access: 'read', origin: by('x') },
        { path: ':workspace_roots', below: '.', access: 'write', origin: by('x') },
      ],
    }),
  }),
  full: sandboxOf({ mode: stated('danger-full-access') }),
};

const PROBE: PathProbe = probeOf(
  ['/srv/repo', '/srv/repo/.git', '/tmp', '/home/dev/.ssh', '/data with "quotes" and \\', '/bin', '/etc', '/usr'],
  ['/etc/shadow', '/srv/repo/a.pem'],
  { '/srv/repo/**/*.p?[mM]': ['/srv/repo/a.pem'] },
);

function format(name: string, target: SandboxFormat, probe = PROBE) {
  const sandbox = SANDBOXES[name];
  if (!sandbox) throw new Error(`no sandbox ${name}`);
  return SANDBOX_FORMATS[target](sandbox, probe);
}

describe('golden files', () => {
  const suffixes: Readonly<Record<SandboxFormat, string>> = { bwrap: 'args', seatbelt: 'sb', 'sandbox-runtime': 'json', codex: 'toml' };
  const pairs = Object.keys(SANDBOXES).flatMap((name) =>
    (Object.keys(SANDBOX_FORMATS) as SandboxFormat[]).map((target) => [name, target] as const),
  );

  test.each(pairs)('%s as %s', async (name, target) => {
    const { value, diagnostics } = format(name, target);
    const remarks = diagnostics.map(({ code, severity, message }) => `# ${severity} ${code}: ${message}\n`).join('');
    await expect(`${value ?? '# nothing is written\n'}${remarks}`).toMatchFileSnapshot(`golden/${name}.${suffixes[target]}`);
  });
});

describe('bubblewrap', () => {
  const argumentsOf = (sandbox: Sandbox, probe: PathProbe) => bwrapArguments(sandbox, probe).arguments ?? [];

  test('what takes rights away comes behind what gives them', () => {
    const args = argumentsOf(SANDBOXES.workspace as Sandbox, PROBE);
    const at = (...words: string[]) => args.findIndex((_, i) => words.every((word, k) => args[i + k] === word));
    const order = [
      at('--ro-bind', '/', '/'),
      at('--bind', '/srv/repo', '/srv/repo'),
      at('--ro-bind', '/srv/repo/.git', '/srv/repo/.git'),
      at('--ro-bind', '/dev/null', '/etc/shadow'),
      at('--chdir'),
    ];
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  test('a glob that covers too many files is an error', () => {
    const { arguments: args, diagnostics } = bwrapArguments(SANDBOXES.workspace as Sandbox, { ...PROBE, expand: () => null });
    expect([args, diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)]).toEqual([null, ['SB024']]);
  });
});

describe('sandbox-runtime', () => {
  test('a denied pattern that it cannot express is an error, an allowed one only missing', () => {
    const denying = sandboxOf({ listedNetwork: { ...LISTS, deniedDomains: ['reg*.example.com'] } });
    const allowing = sandboxOf({
      listedNetwork: { ...LISTS, allowedDomains: ['reg*.example.com', '*', '*.com', 'host'], deniedDomains: [] },
    });
    expect(SANDBOX_FORMATS['sandbox-runtime'](denying, PROBE).value).toBeNull();
    const { value, diagnostics } = SANDBOX_FORMATS['sandbox-runtime'](allowing, PROBE);
    expect([JSON.parse(value ?? '{}').network.allowedDomains, diagnostics.map(({ code }) => code)]).toEqual([[], Array(4).fill('SB022')]);
  });
});

describe('Codex', () => {
  test('what is written is TOML that says what the sandbox says', () => {
    const written = parse(format('listed', 'codex').value ?? '');
    expect(written).toEqual({
      default_permissions: 'portcullis',
      permissions: {
        portcullis: {
          description: 'written by portcullis',
          filesystem: {
            ':root': 'read',
            '/srv/repo': 'write',
            '/tmp': 'write',
            '/srv/repo/.agents': 'read',
            '/srv/repo/.codex': 'read',
            '/srv/repo/.git': 'read',
            '/tmp/.agents': 'read',
            '/tmp/.codex': 'read',
            '/tmp/.git': 'read',
          },
          network: {
            enabled: true,
            allow_local_binding: true,
            domains: {
              'example.com': 'allow',
              '*.below.test': 'allow',
              '**.both.example': 'allow',
              localhost: 'allow',
              '[2606:4700::1111]': 'allow',
              '9.9.9.9': 'allow',
              'bad.both.example': 'deny',
              '*': 'deny',
            },
            unix_sockets: { '/run/agent.sock': 'allow' },
          },
        },
      },
    });
  });
});
