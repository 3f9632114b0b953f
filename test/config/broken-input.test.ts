/** Every file of a full stack, in turn, replaced by something broken: a clear diagnostic, the documented fallback, nothing half applied. */
import { describe, expect, test } from 'vitest';
import type { PolicySnapshot } from '../../src/config/index.ts';
import { HOME, type Machine, machine, REPO, SYSTEM, TRUSTED } from '../support/machine.ts';

const rule = (program: string, decision: string) => `prefix_rule(pattern = ["${program}"], decision = "${decision}")\n`;

const STACK: Readonly<Record<string, string>> = {
  [`${SYSTEM}/requirements.toml`]:
    'allowed_approval_policies = ["on-request"]\n[rules]\nprefix_rules = [{ pattern = [{ token = "required" }], decision = "prompt" }]\n',
  [`${SYSTEM}/managed_config.toml`]: 'sandbox_mode = "workspace-write"\n',
  [`${SYSTEM}/config.toml`]: 'web_search = "disabled"\n',
  [`${SYSTEM}/rules/a.rules`]: rule('system', 'forbidden'),
  [`${HOME}/.codex/config.toml`]: TRUSTED,
  [`${HOME}/.codex/rules/a.rules`]: rule('user', 'prompt') + rule('ls', 'allow'),
  [`${REPO}/.codex/config.toml`]: 'web_search = "live"\n',
  [`${REPO}/.codex/rules/a.rules`]: rule('project', 'prompt'),
};

/** Files without which nothing can be relied on. */
const VITAL = Object.keys(STACK).filter((path) => path.startsWith(SYSTEM));

const BREAKAGES: readonly (readonly [string, (subject: Machine, path: string) => void, string])[] = [
  ['invalid syntax', ({ files }, path) => files.write(path, 'x = [(\n'), 'CF003|RL'],
  ['wrong types', ({ files }, path) => files.write(path, WRONG_TYPES(path)), 'CF010|RL'],
  ['a folder', ({ files }, path) => files.place(path, 'folder'), 'CF051'],
  ['an unreadable file', ({ files }, path) => files.place(path, 'unreadable'), 'CF051'],
  ['a 50 MB file', ({ files }, path) => files.place(path, 'huge'), 'CF051'],
  ['a file that is not UTF-8', ({ files }, path) => files.write(path, Uint8Array.of(0xff, 0xfe, 0)), 'CF002'],
  ['`__proto__` keys', ({ files }, path) => files.write(path, PROTO(path)), 'CF005|RL'],
];

const isRules = (path: string) => path.endsWith('.rules');
const WRONG_TYPES = (path: string) =>
  isRules(path) ? 'prefix_rule(pattern = 5)\n' : 'allowed_approval_policies = 1\napproval_policy = 1\n';
const PROTO = (path: string) => (isRules(path) ? '__proto__.x = 1\n' : '[__proto__]\npolluted = true\n');

const CASES = Object.keys(STACK).flatMap((path) =>
  BREAKAGES.filter(([name]) => !(isRules(path) && name === 'a folder')).map((breakage) => [breakage[0], path, breakage] as const),
);

function programsOf({ rules, requirements }: PolicySnapshot): string[] {
  return [...rules.flatMap((layer) => layer.rules.prefixRules), ...(requirements?.rules ?? [])]
    .map((each) => each.pattern[0].any[0])
    .sort();
}

describe('strict', () => {
  test('the stack itself is sound', async () => {
    const subject = machine({ files: STACK });
    await subject.trust();
    const snapshot = await subject.load();
    expect({ restriction: snapshot.restriction, programs: programsOf(snapshot), diagnostics: snapshot.diagnostics }).toEqual({
      restriction: 'none',
      programs: ['ls', 'project', 'required', 'system', 'user'],
      diagnostics: [],
    });
  });

  test.each(CASES)('%s for %s', async (_, path, [, breakFile, codes]) => {
    const subject = machine({ files: STACK });
    await subject.trust();
    await subject.load();
    breakFile(subject, path);
    const snapshot = await subject.load();
    const errors = snapshot.diagnostics.filter((each) => each.severity === 'error');
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error.code).toMatch(new RegExp(`^(?:${codes})`));
    expect(errors.every(({ message, place }) => (place?.source ?? message).includes(path))).toBe(true);
    if (VITAL.includes(path)) {
      expect({ restriction: snapshot.restriction, requirements: snapshot.requirements }).toEqual({
        restriction: 'forbid-all',
        requirements: null,
      });
    } else {
      const kept =
        isRules(path) && path.startsWith(HOME)
          ? ['project', 'required', 'system', 'user']
          : ['ls', 'project', 'required', 'system', 'user'];
      expect({ restriction: snapshot.restriction, programs: programsOf(snapshot) }).toEqual({
        restriction: 'no-default-allow',
        programs: kept,
      });
    }
    expect((Object.prototype as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each(CASES)('%s for %s, from the start', async (_, path, [, breakFile]) => {
    const subject = machine({ files: STACK });
    await subject.trust();
    breakFile(subject, path);
    const { restriction, rules } = await subject.load();
    expect(restriction).toBe(VITAL.includes(path) ? 'forbid-all' : 'no-default-allow');
    expect(
      rules.flatMap((layer) => layer.rules.prefixRules).filter((each) => each.origin.source === path && each.decision === 'allow'),
    ).toEqual([]);
  });
});

/** Files that Codex cannot even read. */
const UNREADABLE = new Set(['an unreadable file', 'a 50 MB file', 'a file that is not UTF-8']);

describe('codex', () => {
  test.each(CASES)('%s for %s: no session starts, or no rules of files count', async (name, path, [, breakFile]) => {
    const subject = machine({ files: STACK, profile: 'codex' });
    breakFile(subject, path);
    const { restriction, rules } = await subject.load();
    if (isRules(path) && !UNREADABLE.has(name)) expect({ restriction, rules }).toEqual({ restriction: 'none', rules: [] });
    else expect(restriction).toBe('forbid-all');
  });
});
