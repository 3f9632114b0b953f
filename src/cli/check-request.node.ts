/**
 * Requests of `check --batch`: a request of any kind, and around it what only a caller on this machine may say (`policy`, `profile`,
 * `hostname`). The daemon answers by the same engines.
 */
import { type AnyAnswer, askEngines, createPolicyEngines, type Engine, type Policy } from '../engine/index.ts';
import type { BatchRequest } from './batch.node.ts';

type Answer = (request: BatchRequest) => Promise<AnyAnswer | string>;

/** Answers requests by their own policy, else by the given one; a text says what is wrong with a request. */
export function answerChecks(policy: Policy, engineFor: (policy: Policy) => Engine): Answer {
  const engines = createPolicyEngines(policy, engineFor);
  return async ({ id: _, ...request }) => {
    const chosen = await engines.choose(request);
    return typeof chosen === 'string' ? chosen : askEngines(chosen.engines, chosen.asked);
  };
}
