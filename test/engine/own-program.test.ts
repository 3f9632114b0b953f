/** Portcullis as a command of an agent: what could change policy is never allowed by a rule, however it is started. */
import { expect, test } from 'vitest';
import { createEngine, parsePolicy } from '../../src/engine/index.ts';

const ALLOWED = ['portcullis', 'npx', 'npm', 'node', 'pnpm', 'yarn', 'bunx', 'bun', 'tsx', './node_modules/.bin/portcullis', 'sh', 'env'];
const { value: policy } = parsePolicy(ALLOWED.map((program) => ({ pattern: [program] })));
if (policy === null) throw new Error('the policy does not parse');
const engine = createEngine(policy, { build: 'js', defaults: { cwd: '/w', home: '/home/u' } });

test.each([
  'portcullis trust',
  'portcullis trust --digest 0123',
  "portcullis allow 'git push'",
  'portcullis init --template personal',
  'portcullis hook install',
  'portcullis serve',
  'portcullis mcp lock',
  'portcullis a-command-of-tomorrow',
  'npx portcullis trust',
  'npx -y portcullis@1.2.3 trust',
  'npx --package portcullis -- portcullis allow ls',
  'npm exec -- portcullis trust',
  'pnpm exec portcullis trust',
  'pnpm dlx portcullis@latest trust',
  'yarn portcullis trust',
  'yarn run portcullis trust',
  'bunx portcullis trust',
  './node_modules/.bin/portcullis trust',
  'node node_modules/.bin/portcullis trust',
  'node node_modules/portcullis/dist/src/cli/main.node.js trust',
  'cd node_modules/portcullis/dist/src/cli && node main.node.js trust',
  'node --no-warnings ./node_modules/portcullis/dist/src/cli/main.node.js init',
  'tsx src/cli/main.node.ts trust',
  "sh -c 'portcullis trust'",
  'env PATH=. portcullis trust',
  'portcullis "$COMMAND"',
])('%s prompts', (command) => {
  const { decision, invocations, findings } = engine.evaluate({ command });
  const found = [...findings, ...invocations.flatMap((each) => each.findings)];
  expect([decision, found.length > 0]).toEqual(['prompt', true]);
});

test.each([
  "portcullis check 'git push'",
  'portcullis --help',
  'portcullis doctor --json',
  'portcullis lint',
  'portcullis config show --origin',
  'portcullis mcp check',
  'npx portcullis explain ls',
])('%s only asks', (command) => expect(engine.decide(command)).toBe('allow'));
