/**
 * The engines that requests are asked of: that of the policy in force, and of policies that requests bring along, which are kept, as corpora
 * ask about many commands under few policies.
 */
import { MAX_KEPT_ENGINES, PROFILES, type Profile } from '../base/index.ts';
import { type AnyRequest, answerRequest } from './any-request.ts';
import { type CodexEngine, type CodexRequest, createCodexEngine } from './codex/engine.ts';
import type { CodexEvaluation } from './codex/evaluation.ts';
import type { AnswerHead } from './connection.ts';
import type { Engine } from './engine.ts';
import type { Evaluation } from './evaluation.ts';
import { type InlinePolicy, readInlinePolicy } from './inline-policy.ts';
import type { Policy } from './policy.ts';

/** The engines of one policy; `codex` answers about commands where that profile is asked for. */
export interface Engines {
  readonly engine: Engine;
  readonly codex: CodexEngine | null;
}

export type AnyAnswer = AnswerHead | Evaluation | CodexEvaluation;

export interface PolicyEngines {
  /** The engines for what a request says around its question, and the question itself; a text says what is wrong. */
  choose(request: AnyRequest): Promise<{ readonly engines: Engines; readonly asked: AnyRequest } | string>;
}

export function enginesOf(policy: Policy, engineFor: (policy: Policy) => Engine): Engines {
  return { engine: engineFor(policy), codex: policy.profile === 'codex' ? createCodexEngine(policy) : null };
}

export function createPolicyEngines(
  policy: Policy,
  engineFor: (policy: Policy) => Engine,
  own = enginesOf(policy, engineFor),
): PolicyEngines {
  const kept = new Map<string, Engines>();
  return {
    choose: async ({ policy: inline, profile = policy.profile, hostname = null, ...asked }) => {
      if (!isProfile(profile)) return `\`profile\` must be ${PROFILES.join(' or ')}`;
      if (hostname !== null && typeof hostname !== 'string') return '`hostname` must be a string';
      if (inline === undefined && profile === policy.profile) return { engines: own, asked };
      const key = JSON.stringify([inline, profile, hostname]);
      const known = kept.get(key);
      if (known !== undefined) return { engines: known, asked };
      const engines = await readEngines((inline ?? {}) as InlinePolicy, profile, hostname, engineFor);
      if (typeof engines === 'string') return engines;
      if (kept.size >= MAX_KEPT_ENGINES) kept.clear();
      kept.set(key, engines);
      return { engines, asked };
    },
  };
}

async function readEngines(
  inline: InlinePolicy,
  profile: Profile,
  hostname: string | null,
  engineFor: (policy: Policy) => Engine,
): Promise<Engines | string> {
  const policy = await readInlinePolicy(inline, profile, hostname);
  return 'severity' in policy ? policy.message : enginesOf(policy, engineFor);
}

/** The answer of whichever engine the request is for. */
export function askEngines({ engine, codex }: Engines, request: AnyRequest): AnyAnswer {
  if (codex !== null && (request.kind === undefined || request.kind === 'command')) return codex.evaluate(request as CodexRequest);
  // Arguments of Codex's tool and what a client says of itself decide nothing in the profile `strict`.
  const { clientCapabilities: _capabilities, toolArguments: _arguments, ...known } = request;
  return answerRequest(engine, known);
}

function isProfile(value: unknown): value is Profile {
  return (PROFILES as readonly unknown[]).includes(value);
}
