/** Asks about commands under rules in one line: `allow git, ls; forbid rm; prompt make; forbid read ~/notes`. */
import {
  type CommandRequest,
  createEngine,
  type Engine,
  type Evaluation,
  type FileView,
  type InlinePolicy,
  readInlinePolicy,
} from '../../src/engine/index.ts';

export const WORKSPACE = '/srv/repo';
export const HOME = '/home/dev';

const DECISION_OF: Readonly<Record<string, string>> = { allow: 'allow', forbid: 'forbidden', prompt: 'prompt' };

/** The policy that such a line of rules means. */
export function policyFrom(line: string): InlinePolicy {
  const rules: string[] = [];
  const reads: string[] = [];
  for (const clause of line.split(';').flatMap((each) => each.trim() || [])) {
    const [, verb = '', list = ''] = /^(allow|forbid|prompt)\s+(.*)$/.exec(clause) ?? [];
    if (verb === '') throw new Error(`no rules: ${clause}`);
    for (const item of list.split(',').map((each) => each.trim())) {
      const tokens = item.split(/\s+/);
      if (tokens[0] === 'read') reads.push(absolute(tokens[1] ?? ''));
      else rules.push(`prefix_rule(pattern=${JSON.stringify(tokens)}, decision="${DECISION_OF[verb]}")`);
    }
  }
  const denied = `[permissions.filesystem]\ndeny_read = ${JSON.stringify(reads)}\n`;
  return {
    rules: [{ name: 'case.rules', text: `${rules.join('\n')}\n` }],
    requirements: reads.length === 0 ? [] : [{ name: 'requirements.toml', text: denied }],
  };
}

function absolute(path: string): string {
  return /^[~/]/.test(path) ? path : `${WORKSPACE}/${path}`;
}

const engines = new Map<string, Promise<Engine>>();

/** The engine under a line of rules; made once. */
export function engineUnder(line: string): Promise<Engine> {
  let engine = engines.get(line);
  if (engine === undefined) {
    engine = makeEngine(policyFrom(line));
    engines.set(line, engine);
  }
  return engine;
}

export async function makeEngine(policy: InlinePolicy, files?: FileView): Promise<Engine> {
  const read = await readInlinePolicy(policy, 'strict', null);
  if ('severity' in read) throw new Error(read.message);
  const [error] = read.diagnostics.filter(({ severity }) => severity === 'error');
  if (error !== undefined) throw new Error(error.message);
  return createEngine(read, files === undefined ? { build: 'js' } : { build: 'js', files });
}

/** A request in the workspace, where the caller enforces no sandbox and asks about everything untrusted. */
export const ASKED: CommandRequest = {
  shell: 'bash',
  cwd: WORKSPACE,
  home: HOME,
  platform: 'linux',
  approvalPolicy: 'untrusted',
  sandboxMode: 'workspace-write',
  enforcement: 'none',
};

/** The answer about a text for a shell in the workspace, where the caller enforces no sandbox. */
export async function evaluateUnder(line: string, command: string, request: CommandRequest = {}): Promise<Evaluation> {
  const engine = await engineUnder(line);
  return engine.evaluate({ ...ASKED, ...request, command });
}

/** The codes of all findings, each once, sorted. */
export function codesOf({ findings, invocations }: Evaluation): string[] {
  return [...new Set([...findings, ...invocations.flatMap((each) => each.findings)].map(({ code }) => code))].toSorted();
}
