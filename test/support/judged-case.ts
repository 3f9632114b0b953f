/** Commands with the judgement of people: which a policy must not allow, and which it must (bypass and benign). */
import { readFileSync } from 'node:fs';
import type { Evaluation } from '../../src/engine/index.ts';
import { evaluateUnder, HOME } from './command.ts';

export interface JudgedCase {
  readonly id: string;
  readonly class: string;
  readonly shell: 'bash' | 'zsh' | 'pwsh' | 'cmd';
  readonly command: string;
  readonly cwd: string;
  /** In the form that `evaluateUnder` takes. */
  readonly under_rules: string;
  readonly expect: {
    readonly must_be?: 'allow';
    readonly must_not_be?: 'allow';
    readonly should_be?: 'forbidden';
    /** `should_be` would need more than reading the text. */
    readonly stretch?: boolean;
    readonly runs?: readonly string[];
    readonly writes?: readonly string[];
    readonly reads?: readonly string[];
    readonly network_hosts?: readonly string[];
  };
}

/** All cases of a file beside the test. */
export function readCases(url: URL): readonly JudgedCase[] {
  return readFileSync(url, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

export function evaluateCase({ command, shell, cwd, under_rules }: JudgedCase): Promise<Evaluation> {
  const windows = shell === 'cmd';
  return evaluateUnder(under_rules, command, {
    shell,
    cwd,
    home: windows ? 'C:\\Users\\dev' : HOME,
    platform: windows ? 'win32' : 'linux',
  });
}

/** What people see in a command and the answer does not name, one line each: `runs rm`. */
export function missedFacts({ expect }: JudgedCase, { programs, writes, reads, hosts }: Evaluation): string[] {
  const wanted = [
    ['runs', expect.runs, programs],
    ['writes', expect.writes, writes],
    ['reads', expect.reads, reads],
    ['contacts', expect.network_hosts, hosts],
  ] as const;
  return wanted.flatMap(([verb, facts = [], found]) => facts.filter((fact) => !found.includes(fact)).map((fact) => `${verb} ${fact}`));
}
