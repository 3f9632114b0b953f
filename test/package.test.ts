/** The tarball that `npm pack` makes, installed into an empty project as users install it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '../src/base/index.ts';
import { ROOT } from './support/cli.ts';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The first code block of the README in a language. */
function readmeBlock(language: string): string {
  return new RegExp(`\\n\`\`\`${language}\\n(.*?)\`\`\`\\n`, 's').exec(README)?.[1] ?? '';
}

let folder = '';
let project = '';
let packed: readonly string[] = [];

function run(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A copy of what git would hand to somebody, with the dependencies that are installed here. */
function copyTree(target: string): void {
  for (const path of run('git', ['ls-files', '-co', '--exclude-standard'], ROOT).split('\n').filter(Boolean)) {
    if (/^(?:test|bench)\//.test(path) || !existsSync(join(ROOT, path))) continue;
    mkdirSync(dirname(join(target, path)), { recursive: true });
    cpSync(join(ROOT, path), join(target, path));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(target, 'node_modules'), 'dir');
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-package-'));
  const tree = join(folder, 'tree');
  project = join(folder, 'project');
  for (const each of [tree, project]) mkdirSync(each);
  copyTree(tree);
  const [pack] = JSON.parse(run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], tree)) as [
    { filename: string; files: { path: string }[] },
  ];
  packed = pack.files.map(({ path }) => path);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, pack.filename)], project);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds what is run and read, and nothing of the workshop', () => {
    const tops = new Set(packed.map((path) => path.split('/')[0]));
    const documents = ['ARCHITECTURE.md', 'CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md'];
    expect([...tops].toSorted()).toEqual(expect.arrayContaining([...documents, 'dist', 'docs', 'package.json']));
    expect(packed).toEqual(
      expect.arrayContaining([
        'dist/hook.cjs',
        'dist/hook-alone.cjs',
        'dist/hook-engine.cjs',
        'dist/hook-kept.cjs',
        'dist/hook.LICENSES.txt',
        'dist/bundle/cli/main.cjs',
        'dist/bundle/cli/cli.cjs',
        'dist/bundle/cli/LICENSES.txt',
        'dist/src/cli/main.node.js',
        'clients/bash/portcullis-hook.sh',
      ]),
    );
    expect(packed.filter((path) => /^(?:test|bench|corpus\/source|\.ci)\/|^dist\/(?:test|bench)\/|(?<!\.d)\.ts$/.test(path))).toEqual([]);
  });

  it('installs no more than its dependencies', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
    const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as { packages: Record<string, { version?: string }> };
    for (const [name, version] of Object.entries(dependencies)) expect(lock.packages[`node_modules/${name}`]?.version).toBe(version);
    expect(Object.keys(lock.packages).length).toBeLessThan(Object.keys(dependencies).length + 10);
  });

  it.each([
    ['the library', "import { createEngine, parsePolicy, type Evaluation } from 'portcullis';", { types: [], lib: ['es2023', 'dom'] }],
    [
      'the client',
      "import { createClient } from 'portcullis/client';",
      { types: ['node'], typeRoots: [join(ROOT, 'node_modules/@types')] },
    ],
  ])('has declarations of %s that a strict project can check as a whole', (_, line, types) => {
    const names = /\{ (.*) \}/.exec(line)?.[1]?.replace('type ', '') ?? '';
    writeFileSync(join(project, 'user.ts'), `${line}\nexport type { ${names.split(', ').map((name) => `${name} as _${name}`)} };\n`);
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023'],
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      ...types,
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['user.ts'] }));
    const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc')], {
      cwd: project,
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  it('works as a command', () => {
    expect(run('npx', ['--no-install', 'portcullis', '--version'], project)).toBe(`${VERSION}\n`);
    expect(run('npx', ['--no-install', 'portcullis', '--help'], project)).toMatch(/^Usage: portcullis COMMAND/m);
  });

  it('runs the library example of the README as it stands there', () => {
    const example = readmeBlock('js');
    const expected = Array.from(example.matchAll(/\/\/ prints: (.*)$/gm), ([, line]) => line);
    expect(expected.length).toBeGreaterThan(2);
    writeFileSync(join(project, 'example.js'), example);
    expect(run('node', ['example.js'], project).trimEnd().split('\n')).toEqual(expected);
  });

  it('has a client that starts the daemon of the package', () => {
    writeFileSync(
      join(project, 'client.js'),
      "import { createClient } from 'portcullis/client';\nconst client = createClient();\n" +
        "console.log(await client.decide({ command: 'true' }), await client.decide({ command: 'unheard-of' }));\nawait client.close();\n",
    );
    expect(run('node', ['client.js'], project)).toBe('allow prompt\n');
  });

  it('installs a hook that works', () => {
    const home = join(folder, 'home');
    mkdirSync(join(home, '.cache/portcullis'), { recursive: true, mode: 0o700 });
    writeFileSync(join(home, '.cache/portcullis/not-wanted'), '');
    const hook = (...args: readonly string[]) =>
      spawnSync('npx', ['--no-install', 'portcullis', 'hook', ...args], {
        cwd: project,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: home },
      });
    expect(hook('install', 'claude-code', '--yes')).toMatchObject({ status: 0, stdout: expect.stringContaining('dist/hook.cjs') });
    expect(hook('status')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/fails closed.*\nno daemon runs that answers hooks/s),
    });
  });

  it('answers the first command of the README as it says', () => {
    const [, command = ''] = /npx portcullis check '([^']+)'/.exec(readmeBlock('sh')) ?? [];
    expect(command).not.toBe('');
    const { status, stdout } = spawnSync('npx', ['--no-install', 'portcullis', 'check', command], { cwd: project, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 2, stdout: readmeBlock('text') });
  });

  it('accepts the policy of the README', () => {
    writeFileSync(join(project, 'policy.toml'), readmeBlock('toml'));
    const check = (command: string) =>
      spawnSync('npx', ['--no-install', 'portcullis', 'check', '--requirements', 'policy.toml', command], {
        cwd: project,
        encoding: 'utf8',
      });
    for (const command of ['git tag v1', 'git -C x reset --hard', 'true; git reset HEAD~1 --hard']) {
      expect(check(command)).toMatchObject({ status: 2, stdout: expect.stringMatching(/^forbidden /) });
    }
    expect(check('docker ps')).toMatchObject({ status: 2, stdout: expect.stringMatching(/^prompt /) });
    expect(check('true').status).toBe(0);
  });

  it('has types that say something', () => {
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: TYPED, files: ['example.ts'] }));
    writeFileSync(join(project, 'example.ts'), TYPED_EXAMPLE);
    const { status, stdout } = spawnSync('node', [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'], {
      cwd: project,
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});

// Declarations of dependencies ask for DOM types and for packages that nobody needs at run time.
const TYPED = { strict: true, noEmit: true, module: 'nodenext', target: 'es2023', lib: ['es2023'], types: [], skipLibCheck: true };

const TYPED_EXAMPLE = `
import { analyse, createEngine, type Decision, type Evaluation, starterPolicy } from 'portcullis';
import { createClient } from 'portcullis/client';
const engine = createEngine(starterPolicy());
export const decision: Decision = engine.decide('ls');
export const evaluation: Evaluation = engine.evaluate({ command: 'ls' });
export const words: (string | null)[] = analyse('ls').invocations.flatMap(({ argv }) => argv.map(({ value }) => value));
export const decided: Promise<Decision> = createClient({ session: { shell: 'bash' } }).decide({ command: 'ls' });
// @ts-expect-error a decision is no number
export const number: number = engine.decide('ls');
// @ts-expect-error a misspelt field
engine.evaluate({ comand: 'ls' });
`;
