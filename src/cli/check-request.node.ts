/**
 * Requests of `check --batch`: a command request, and around it what only a caller on this machine may say (`policy`, `profile`,
 * `hostname`). Engines of inline policies are kept, as corpora ask about many commands under few policies.
 * `kind` says what is asked about: a command unless it says `network`, `mcp` or `sandbox`.
 */
import { MAX_KEPT_ENGINES, PROFILES, type Profile } from '../base/index.ts';
import {
  type AnswerHead,
  type AskedToolCall,
  type CommandRequest,
  type Engine,
  type Evaluation,
  type InlinePolicy,
  type Policy,
  readInlinePolicy,
} from '../engine/index.ts';
import type { BatchRequest } from './batch.node.ts';

type Answer = (request: BatchRequest) => Promise<AnswerHead | Evaluation | string>;

/** Answers requests by their own policy, else by the given one; a text says what is wrong with a request. */
export function answerChecks(policy: Policy, engineFor: (policy: Policy) => Engine): Answer {
  const own = engineFor(policy);
  const kept = new Map<string, Engine>();
  return async ({ id: _, policy: inline, profile = 'strict', hostname = null, ...command }) => {
    if (!isProfile(profile)) return `\`profile\` must be ${PROFILES.join(' or ')}`;
    if (hostname !== null && typeof hostname !== 'string') return '`hostname` must be a string';
    // Arguments of Codex's tool and what a client says of itself decide nothing in the profile `strict`.
    const { clientCapabilities: _capabilities, toolArguments: _arguments, ...request } = command;
    if (inline === undefined) return ask(own, request);
    const key = JSON.stringify([inline, profile, hostname]);
    const engine = kept.get(key) ?? (await makeEngine(inline as InlinePolicy, profile, hostname, engineFor));
    if (typeof engine === 'string') return engine;
    if (kept.size >= MAX_KEPT_ENGINES) kept.clear();
    kept.set(key, engine);
    return ask(engine, request);
  };
}

function ask(engine: Engine, request: BatchRequest): AnswerHead | Evaluation {
  return (ASK.get(request.kind) ?? askCommand)(engine, request);
}

function askCommand(engine: Engine, request: BatchRequest): Evaluation {
  return engine.evaluate(request as CommandRequest);
}

/** How each kind of request is asked. */
const ASK: ReadonlyMap<unknown, (engine: Engine, request: BatchRequest) => AnswerHead> = new Map([
  ['network', (engine: Engine, request: BatchRequest): AnswerHead => engine.evaluateNetwork(request)],
  ['mcp', (engine, request) => engine.evaluateMcp(request as unknown as AskedToolCall)],
  ['sandbox', (engine, request) => engine.evaluateSandbox(request)],
]);

async function makeEngine(
  inline: InlinePolicy,
  profile: Profile,
  hostname: string | null,
  engineFor: (policy: Policy) => Engine,
): Promise<Engine | string> {
  const policy = await readInlinePolicy(inline, profile, hostname);
  return 'severity' in policy ? policy.message : engineFor(policy);
}

function isProfile(value: unknown): value is Profile {
  return (PROFILES as readonly unknown[]).includes(value);
}
