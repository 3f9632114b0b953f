/** Rights beyond the container: a rule for a program does not grant them, one that spells the option does. */
import { expect, test } from 'vitest';
import { createEngine, parsePolicy } from '../../src/engine/index.ts';

function decide(pattern: readonly string[], command: string): string {
  const { value } = parsePolicy([{ pattern }, { pattern: ['ls'] }]);
  if (value === null) throw new Error('the policy does not parse');
  return createEngine(value, { build: 'js', defaults: { cwd: '/w', home: '/home/u' } }).decide(command);
}

test.each<[readonly string[], string, string]>([
  [['docker'], 'docker run alpine ls', 'allow'],
  [['docker'], 'docker run --privileged alpine ls', 'prompt'],
  [['docker', 'run'], 'docker run --privileged alpine ls', 'prompt'],
  [['docker', 'run', '--privileged'], 'docker run --privileged alpine ls', 'allow'],
  [['docker', 'exec'], 'docker exec --privileged api ls', 'prompt'],
])('%j and `%s`: %s', (pattern, command, expected) => expect(decide(pattern, command)).toBe(expected));
