/** Gemini CLI's policy engine with the rules of a bench, written as its own loader writes prefixes of commands. */
import { PolicyEngine } from '@google/gemini-cli-core/dist/src/policy/policy-engine.js';
import { PolicyDecision } from '@google/gemini-cli-core/dist/src/policy/types.js';
import { buildArgsPatterns } from '@google/gemini-cli-core/dist/src/policy/utils.js';
import { initializeShellParsers } from '@google/gemini-cli-core/dist/src/utils/shell-utils.js';

const DECISIONS = { allow: PolicyDecision.ALLOW, prompt: PolicyDecision.ASK_USER, forbidden: PolicyDecision.DENY };
const TOOL = 'run_shell_command';

export async function geminiCheck(rules) {
  console.debug = () => {};
  await initializeShellParsers();
  const engine = new PolicyEngine({
    rules: rules.flatMap(({ prefix, decision }) =>
      buildArgsPatterns(undefined, prefix).map((pattern) => ({
        toolName: TOOL,
        decision: DECISIONS[decision],
        argsPattern: new RegExp(pattern),
      })),
    ),
    defaultDecision: PolicyDecision.ASK_USER,
  });
  return (command) => engine.check({ name: TOOL, args: { command } }, undefined);
}
