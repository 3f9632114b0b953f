/**
 * Requests of `check --batch`: a command request, and around it what only a caller on this machine may say (`policy`, `profile`,
 * `hostname`). Engines of inline policies are kept, as corpora ask about many commands under few policies.
 * `kind` says what is asked about: a command unless it says `file`, `network`, `mcp` or `sandbox`.
 */
import { MAX_KEPT_ENGINES, PROFILES, type Profile } from '../base/index.ts';
import {
  type AnswerHead,
  answerRequest,
  type CodexEngine,
  type CodexEvaluation,
  type CodexRequest,
  createCodexEngine,
  type Engine,
  type Evaluation,
  type InlinePolicy,
  type Policy,
  readInlinePolicy,
} from '../engine/index.ts';
import type { BatchRequest } from './batch.node.ts';

type Answer = (request: BatchRequest) => Promise<AnswerHead | Evaluation | CodexEvaluation | string>;

/** The engines of one policy; `codex` answers about commands where that profile is asked for. */
interface Engines {
  readonly engine: Engine;
  readonly codex: CodexEngine | null;
}

/** Answers requests by their own policy, else by the given one; a text says what is wrong with a request. */
export function answerChecks(policy: Policy, engineFor: (policy: Policy) => Engine): Answer {
  const own = { engine: engineFor(policy), codex: null };
  const kept = new Map<string, Engines>();
  return async ({ id: _, policy: inline, profile = 'strict', hostname = null, ...request }) => {
    if (!isProfile(profile)) return `\`profile\` must be ${PROFILES.join(' or ')}`;
    if (hostname !== null && typeof hostname !== 'string') return '`hostname` must be a string';
    if (inline === undefined && profile === policy.profile) return ask(own, request);
    const key = JSON.stringify([inline, profile, hostname]);
    const engines = kept.get(key) ?? (await makeEngines((inline ?? {}) as InlinePolicy, profile, hostname, engineFor));
    if (typeof engines === 'string') return engines;
    if (kept.size >= MAX_KEPT_ENGINES) kept.clear();
    kept.set(key, engines);
    return ask(engines, request);
  };
}

function ask({ engine, codex }: Engines, request: BatchRequest): AnswerHead | Evaluation | CodexEvaluation {
  if (codex !== null && (request.kind === undefined || request.kind === 'command')) return codex.evaluate(request as CodexRequest);
  // Arguments of Codex's tool and what a client says of itself decide nothing in the profile `strict`.
  const { clientCapabilities: _capabilities, toolArguments: _arguments, ...known } = request;
  return answerRequest(engine, known);
}

async function makeEngines(
  inline: InlinePolicy,
  profile: Profile,
  hostname: string | null,
  engineFor: (policy: Policy) => Engine,
): Promise<Engines | string> {
  const policy = await readInlinePolicy(inline, profile, hostname);
  if ('severity' in policy) return policy.message;
  return { engine: engineFor(policy), codex: profile === 'codex' ? createCodexEngine(policy) : null };
}

function isProfile(value: unknown): value is Profile {
  return (PROFILES as readonly unknown[]).includes(value);
}
