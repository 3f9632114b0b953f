/**
 * The policy that `portcullis check` decides by where nothing is configured: what developers run all day is allowed, what reaches other
 * people or destroys work asks or is forbidden. It is meant to be read, copied and changed.
 */
import type { PolicySnapshot } from '../config/index.ts';
import { type Policy, parsePolicy, policyOfSnapshot, type RuleInput } from './policy.ts';

const ALLOWED = [
  'ls cat head tail wc grep rg sort uniq cut tr diff file stat du df tree basename dirname realpath date which jq',
  'echo printf pwd sleep',
  'mkdir touch cp mv ln',
  'make cargo go pytest tsc eslint prettier vitest jest',
];

const ALLOWED_SUBCOMMANDS: Readonly<Record<string, string>> = {
  git: 'status log diff show branch add commit fetch pull checkout switch restore stash blame grep rev-parse ls-files remote tag describe',
  npm: 'test run ci ls outdated view',
  pnpm: 'test run ls outdated',
  yarn: 'test run list',
  cargo: 'build test check fmt clippy',
};

const RULES: readonly RuleInput[] = [
  ...ALLOWED.flatMap((names) => names.split(' ').map((name): RuleInput => ({ pattern: [name], id: `allow-${name}` }))),
  ...Object.entries(ALLOWED_SUBCOMMANDS).map(
    ([name, commands]): RuleInput => ({ pattern: [name, commands.split(' ')], id: `allow-${name}` }),
  ),
  { pattern: ['git', 'push'], decision: 'prompt', justification: 'a push reaches other people', id: 'ask-push' },
  {
    pattern: [{ any: ['git'], subtokens: ['push', 'force'] }],
    decision: 'forbidden',
    justification: 'a forced push destroys what others pushed',
    id: 'no-force-push',
  },
  {
    pattern: ['git', 'push'],
    decision: 'forbidden',
    conditions: { options: ['--force'] },
    justification: 'a forced push destroys what others pushed',
    id: 'no-forced-push',
  },
  { pattern: ['git', 'reset', '--hard'], decision: 'prompt', justification: 'uncommitted work would be lost', id: 'ask-reset' },
  { pattern: ['rm'], decision: 'prompt', justification: 'deleted files do not come back', id: 'ask-rm' },
  { pattern: [['sudo', 'doas', 'su']], decision: 'forbidden', justification: 'an agent has no business being root', id: 'no-root' },
  {
    pattern: [['dd', 'mkfs', 'fdisk', 'shutdown', 'reboot']],
    decision: 'forbidden',
    justification: 'this is about the machine, not the project',
    id: 'no-machine',
  },
];

/** The built-in policy. */
export function starterPolicy(): Policy {
  const { value, diagnostics } = parsePolicy(RULES, 'starter policy');
  if (value === null) throw new Error(`the starter policy is broken: ${diagnostics[0]?.message}`);
  return value;
}

/**
 * Whether anybody has a say whom the user or the administrator has put there; a project that nobody trusts has none, or cloning it would be
 * enough to switch the built-in policy off.
 */
export function isSetUp({ layers, restriction }: PolicySnapshot): boolean {
  return restriction !== 'none' || layers.some(({ state }) => state !== 'absent' && state !== 'disabled');
}

/** The policy of a machine. Where nothing is set up ours is the built-in one, and Codex has none. */
export function policyOfMachine(snapshot: PolicySnapshot): Policy {
  return isSetUp(snapshot) || snapshot.profile === 'codex' ? policyOfSnapshot(snapshot) : starterPolicy();
}
