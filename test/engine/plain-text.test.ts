/** Texts that are answered without the walk's state get the answers that the whole walk gives. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine, readInlinePolicy } from '../../src/engine/index.ts';
import type * as plainText from '../../src/engine/plain-text.ts';

const shortcut = vi.hoisted(() => ({ used: true, taken: 0 }));

vi.mock('../../src/engine/plain-text.ts', async (original) => {
  const actual = await original<typeof plainText>();
  return {
    ...actual,
    isPlainText: (...given: Parameters<typeof actual.isPlainText>) => {
      const isPlain = shortcut.used && actual.isPlainText(...given);
      if (isPlain) shortcut.taken++;
      return isPlain;
    },
  };
});

const REQUIREMENTS = `[rules]
prefix_rules = [
  { pattern = [{ token = "sova", subtokens = ["force"] }], decision = "forbidden" },
  { pattern = [{ token = "kalo" }, { token = "push" }], decision = "forbidden" },
  { pattern = [{ token = "miru" }, { token = "log" }, { token = "--all" }], decision = "prompt" },
  { pattern = [{ token = "tuka" }], decision = "forbidden" },
]`;
const RULES = `prefix_rule(["kalo"])
prefix_rule(["miru", ["status", "log"]])
prefix_rule(["sova"])`;

const policy = await readInlinePolicy(
  { rules: [{ name: 'team.rules', text: RULES }], requirements: [{ name: 'requirements.toml', text: REQUIREMENTS }] },
  'strict',
  null,
);
if ('severity' in policy || policy.restriction !== 'none') throw new Error('the policy of the test is broken');
const engine = createEngine(policy, { seed: 1, defaults: { shell: 'bash', cwd: '/srv/app', home: '/home/me' } });

const WORDS = [
  'push', 'status', 'log', '--all', '--force', 'a.txt', "'a b'", '"$(miru log)"', '$(kalo x)', '$name', '"$name"', '*.ts', '<(miru status)',
  '$HOME', '$x', '"$x"', '${name:-push}', '~', '$API_TOKEN', '`sova y`', '{a,b}', '$((1 + 2))',
]; // biome-ignore format: a list of words
const REDIRECTIONS = ['', '', '', ' 2>&1', ' > /dev/null', ' >> out.log', ' > /etc/x', ' < .env', ' <<< $HOME', ' > $name', ' >&-'];

/** Half of them plain, so that whole texts are often enough. */
const word = fc.oneof(
  fc.constantFrom('push', 'status', 'log', '--all', '--force', '"$(miru log)"', '$(kalo x)'),
  fc.constantFrom(...WORDS),
);
const program = fc.oneof(
  fc.constantFrom('kalo', 'miru', 'sova', 'tuka', 'nobody'),
  fc.constantFrom('kalo', 'miru', 'sova', 'nobody', './kalo', 'git', 'echo'),
);
const simple = fc
  .tuple(program, fc.array(word, { maxLength: 4 }), fc.constantFrom(...REDIRECTIONS))
  .map(([name, words, redirection]) => `${[name, ...words].join(' ')}${redirection}`);
const text = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    simple,
    fc.tuple(tie('text'), fc.constantFrom(' && ', ' || ', ' | ', '; ', ' & '), tie('text')).map((parts) => parts.join('')),
    tie('text').map((inner) => `(${inner})`),
    tie('text').map((inner) => `{ ${inner}; }`),
    tie('text').map((inner) => `if ${inner}; then ${inner}; fi`),
    tie('text').map((inner) => `while ${inner}; do ${inner}; done`),
    tie('text').map((inner) => `for x in a b; do ${inner}; done`),
    fc
      .tuple(fc.constantFrom('x', 'name', 'HOME', 'PATH', 'path', 'IFS'), tie('text'), tie('text'))
      .map(([name, words, inner]) => `for ${name} in $(${words}); do ${inner}; done`),
    tie('text').map((inner) => `for x in pu"$(miru log)"; do ${inner}; done`),
    tie('text').map((inner) => `case $name in a) ${inner};; esac`),
    tie('text').map((inner) => `bash -c '${inner.replaceAll("'", `'\\''`)}'`),
    tie('text').map((inner) => `cd sub && ${inner}`),
    tie('text').map((inner) => `name=push; ${inner}`),
    tie('text').map((inner) => `kalo() { ${inner}; }; kalo`),
  ),
})).text;

function answers(command: string): string[] {
  const requests = [{ command }, { command, enforcement: 'sandbox' as const }, { command, shell: 'zsh', platform: 'darwin' as const }];
  return requests.map((request) => JSON.stringify(engine.evaluate(request)));
}

describe('a plain text', () => {
  beforeEach(() => {
    shortcut.taken = 0;
  });

  it('gets the whole answer that the walk gives', () => {
    let plain = 0;
    fc.assert(
      fc.property(text, (command) => {
        shortcut.used = true;
        shortcut.taken = 0;
        const short = answers(command);
        if (shortcut.taken > 0) plain++;
        shortcut.used = false;
        expect(short).toEqual(answers(command));
      }),
      { numRuns: 2_000 },
    );
    expect(plain).toBeGreaterThan(200);
  });

  it.each([
    ['kalo status', 1],
    ['kalo status | miru log 2>&1', 1],
    ['if kalo; then (miru log); fi > /dev/null', 0],
    ['name=x; kalo $name', 0],
    ['git status', 0],
    ['kalo $HOME', 0],
    ['for x in a b; do kalo $x; done', 0],
    ['for x in $(miru log); do kalo $x | sova "$x"; done', 1],
    ['for x in "$(miru log)"`kalo`; do kalo; done', 1],
    ['for x in pu$(miru log); do kalo $x; done', 0],
    ['for x in $(git log); do kalo $x; done', 0],
    ['for PATH in $(miru log); do kalo; done', 0],
    ['for HOME in $(miru log); do kalo; done', 0],
    ['for x in $(miru log) a; do kalo $x; done', 0],
    ['for ((;;)); do kalo; done', 0],
    ["bash -c 'name=push; kalo'; bash -c 'kalo \"$name\"'", 0],
    ["bash -c 'name=push; kalo'; bash -c 'kalo \"$other\"'", 1],
    ["bash -c 'set -- push; kalo'; bash -c 'kalo \"$@\"'", 0],
  ] as const)('`%s`: %i', (command, taken) => {
    shortcut.used = true;
    engine.evaluate({ command });
    expect(shortcut.taken).toBe(taken);
  });
});
