/** Our own corpus: made from its groups, varied, valid, and decided as labelled. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DECISIONS } from '../../src/base/index.ts';
import { createEngine, parsePolicy, starterPolicy } from '../../src/engine/index.ts';
import { CORPUS_PLACE, corpusEngine, countCorpus, parseCorpus, verifyCorpus } from '../../src/policy-tools/index.ts';
import { SHELLS } from '../../src/shell/index.ts';
import { ROOT } from '../support/cli.ts';

const TEXT = readFileSync(join(ROOT, 'corpus/commands.jsonl'), 'utf8');
const { value: rows, diagnostics } = parseCorpus('corpus/commands.jsonl', TEXT);
if (rows === null) throw new Error(diagnostics[0]?.message);

/** Rows that the engine decides otherwise, and why the label is right all the same. */
const KNOWN: Readonly<Record<string, string>> = {
  'cp package.json /tmp/before.txt\nnpm run format\ndiff /tmp/before.txt Cargo.toml | head -50':
    'the copy is no `package.json` that npm would read',
  'mv old /dev/null': 'the file is lost, or the device replaced',
};

test('is what the groups give', () => {
  const made = spawnSync(process.execPath, ['corpus/generate.mjs', '--print'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  expect({ status: made.status, same: made.stdout === TEXT }).toEqual({ status: 0, same: true });
});

test('is decided as labelled, save for what is known', () => {
  const known = Object.keys(KNOWN);
  const changes = verifyCorpus(rows, corpusEngine(starterPolicy())).filter(({ row }) => !known.some((text) => row.text.includes(text)));
  expect(changes.map(({ row, decision, reason }) => `${row.label} → ${decision}: ${row.text} (${reason})`)).toEqual([]);
  const texts = new Set(rows.map(({ text }) => text));
  expect(known.filter((text) => !texts.has(text))).toEqual([]);
});

/** Reasons that hold whatever rules allow the programs by name. */
const WHATEVER_RULES_ALLOW = [
  'usually holds secrets',
  'writes outside the workspace',
  'would be lost',
  'contacts a host',
  'points a package manager',
  'git would run a program',
  'changes what programs do or start',
  'not known until then',
  'known only when it runs',
  'changes what is allowed',
  'publishing reaches everybody',
  'files, rights or daemon',
  'in the home folder',
  'a file that it writes itself',
];

/** What a row may run besides the program it is about: it must not be allowed along with that. */
const PAYLOAD = /^(?:id|sh|bash|zsh|rm|sudo|su|doas|dd|reboot|shutdown|less|touch|ssh|x)$|\//;

/** Rows whose program does more than its table says. */
const UNTOLD = ['gpg --recv-keys 0xABCD', 'parallel < jobs.txt', 'docker swarm leave'];

test('no rule for a program waves through what the reason is about', () => {
  const about = rows.filter(
    ({ label, why, shell }) => label === 'prompt' && shell === 'bash' && WHATEVER_RULES_ALLOW.some((each) => why.includes(each)),
  );
  const analyser = createEngine(starterPolicy());
  const programs = new Set(
    rows
      .flatMap(({ text }) => analyser.analyse(text, 'bash').invocations.flatMap(({ argv }) => argv[0]?.value ?? []))
      .filter((name) => !PAYLOAD.test(name)),
  );
  const { value: everything } = parsePolicy([...programs].map((name) => ({ pattern: [name] })));
  if (everything === null) throw new Error('the policy does not parse');
  const engine = createEngine(everything, { defaults: CORPUS_PLACE });
  const waved = about.filter(({ text }) => engine.evaluate({ command: text }).decision === 'allow').map(({ text }) => text);
  expect(about.length).toBeGreaterThan(350);
  expect(waved.filter((text) => !UNTOLD.some((each) => text.includes(each)))).toEqual([]);
});

test('both builds of the core decide it alike', () => {
  const [js, wasm] = (['js', 'wasm'] as const).map((build) => createEngine(starterPolicy(), { build, defaults: CORPUS_PLACE }));
  const decide = (engine: typeof js) => rows.map(({ text, shell }) => engine?.evaluate({ command: text, shell }).decision);
  expect(decide(js)).toEqual(decide(wasm));
});

test('holds no text twice for one shell', () => {
  const keys = rows.map(({ text, shell }) => `${shell} ${text}`);
  expect(keys.length - new Set(keys).size).toBe(0);
});

test('is ours, each row with a reason', () => {
  expect([...new Set(rows.map(({ licence }) => licence))]).toEqual(['Apache-2.0']);
  expect(rows.filter(({ origin, why }) => !origin.startsWith('own: ') || why.length < 20)).toEqual([]);
});

test('the page about it counts what is there', () => {
  const page = readFileSync(join(ROOT, 'corpus/SOURCES.md'), 'utf8');
  expect(page).toContain(`| \`commands.jsonl\` | ${rows.length.toLocaleString('en-GB')} |`);
});

describe('covers what agents type', () => {
  const { labels, commands, multiLine, shells } = countCorpus(rows, createEngine(starterPolicy(), { build: 'js' }));
  const starting = (...programs: readonly string[]) =>
    rows.filter(({ text }) => programs.some((program) => new RegExp(`(?:^|[\\s;&|(])${program} `, 'm').test(text))).length;

  test('in number, length and label', () => {
    expect(rows.length).toBeGreaterThanOrEqual(3_000);
    expect(labels.allow).toBeGreaterThan(800);
    expect(labels.prompt).toBeGreaterThan(1_500);
    expect(labels.forbidden).toBeGreaterThan(100);
    expect(multiLine).toBeGreaterThan(200);
    expect(
      commands.filter(([size]) => size === '2 to 4' || size === '5 and more').reduce((sum, [, count]) => sum + count, 0),
    ).toBeGreaterThan(500);
    expect(shells.map(([shell]) => shell).sort()).toEqual(['bash', 'cmd', 'dash', 'pwsh', 'sh', 'zsh']);
  });

  test.each<[string, number, readonly string[]]>([
    ['git', 500, ['git']],
    ['npm', 100, ['npm']],
    ['pnpm and yarn', 60, ['pnpm', 'yarn']],
    ['cargo', 60, ['cargo']],
    ['go', 40, ['go']],
    ['Python', 60, ['pip', 'pip3', 'poetry', 'uv', 'pytest', 'python3?']],
    ['Ruby', 15, ['bundle', 'gem', 'rake', 'rails']],
    ['Java', 15, ['mvn', 'gradle', './gradlew', './mvnw']],
    ['.NET, PHP, Elixir, Swift, Dart', 20, ['dotnet', 'composer', 'mix', 'swift', 'dart', 'flutter']],
    ['packages of systems', 10, ['brew', 'apt-get', 'apt', 'apk', 'dnf']],
    ['search', 150, ['grep', 'rg', 'find', 'fd']],
    ['containers', 100, ['docker', 'docker-compose', 'podman']],
    ['clusters', 80, ['kubectl', 'helm']],
    ['clouds', 80, ['aws', 'gcloud', 'az', 'terraform']],
    ['forges', 80, ['gh', 'glab']],
  ])('%s: %i rows and more', (_, least, programs) => expect(starting(...programs)).toBeGreaterThanOrEqual(least));

  test('edits by here-document', () => expect(rows.filter(({ text }) => text.includes('<<')).length).toBeGreaterThan(80));
});

test('the published schema says what the reader takes', () => {
  const schema = JSON.parse(readFileSync(join(ROOT, 'corpus/schema.json'), 'utf8'));
  expect(schema.required).toEqual(Object.keys(schema.properties));
  expect([schema.properties.shell.enum, schema.properties.label.enum]).toEqual([SHELLS, DECISIONS]);
  const { line: _, ...row } = rows[0] ?? { line: 0 };
  expect(Object.keys(row)).toEqual(schema.required);
  for (const key of schema.required)
    expect(parseCorpus('x', JSON.stringify({ ...row, [key]: undefined })).diagnostics.map(({ code }) => code)).toEqual(['CF120']);
  expect(parseCorpus('x', JSON.stringify({ ...row, more: 1 })).diagnostics.map(({ code }) => code)).toEqual(['CF120']);
});
