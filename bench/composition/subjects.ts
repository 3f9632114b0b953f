/** The policy of the compositions: everything that wraps is allowed, a few commands are not. */
import { createEngine, type Engine, readInlinePolicy } from '../../src/engine/index.ts';
import { programNames } from '../../src/programs/index.ts';
import type { Subject } from './compose.ts';

export const SUBJECTS: readonly Subject[] = [
  { words: ['rm', '-rf', 'build'], decision: 'forbidden' },
  { words: ['git', 'push', 'origin', 'main'], decision: 'forbidden' },
  { words: ['docker', 'compose', 'down'], decision: 'forbidden' },
  { words: ['dd', 'if=a', 'of=b'], decision: 'prompt' },
  { words: ['cat', '.env'], decision: 'prompt' },
  { words: ['touch', '/etc/passwd'], decision: 'prompt' },
];

const SAID = `prefix_rule(pattern=["rm"], decision="forbidden")
prefix_rule(pattern=["git", "push"], decision="forbidden")
prefix_rule(pattern=["docker", "compose", "down"], decision="forbidden")
prefix_rule(pattern=["dd"], decision="prompt")
`;

const UNSAID = new Set(['rm', 'dd']);

/** Where a composition is asked about. */
export const FOLDER = '/srv/repo';

export async function engineForSubjects(): Promise<Engine> {
  const names = [...programNames()].filter((name) => !UNSAID.has(name));
  const allowed = names.map((name) => `prefix_rule(pattern=[${JSON.stringify(name)}], decision="allow")`).join('\n');
  const policy = await readInlinePolicy({ rules: [{ name: 'fuzz.rules', text: `${SAID}${allowed}\n` }] }, 'strict', null);
  if ('severity' in policy) throw new Error(policy.message);
  return createEngine(policy, { defaults: { shell: 'bash', cwd: FOLDER, home: '/home/dev', platform: 'linux' } });
}
