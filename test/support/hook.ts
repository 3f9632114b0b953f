/** Asks an adapter in this process, under a line of rules, where nobody enforces a sandbox and all that is untrusted is asked about. */
import { answerRequest, type Engine } from '../../src/engine/index.ts';
import {
  ADAPTERS,
  type AgentName,
  type AskPolicy,
  answerHook,
  type HookAnswer,
  type HookOptions,
  type Reply,
} from '../../src/hooks/index.ts';
import { HOME } from './command.ts';

export const OPTIONS: HookOptions = { platform: 'linux', shell: null, project: null, enforcement: 'none', leavesPrompts: false };

/** Answers by an engine, under the settings of the judged cases unless a request has its own. */
export function askOf(engine: Engine, approvalPolicy = 'untrusted', home: string = HOME): AskPolicy {
  return async ({ requests }) =>
    requests.map((request): HookAnswer => {
      const place = request.kind === 'network' || request.kind === 'mcp' ? {} : { home };
      return answerRequest(engine, { approvalPolicy, sandboxMode: 'workspace-write', ...place, ...request });
    });
}

export function answerUnder(engine: Engine, agent: AgentName, text: string, options: Partial<HookOptions> = {}): Promise<Reply> {
  return answerHook(ADAPTERS[agent], text, { ...OPTIONS, ...options }, askOf(engine));
}
