/**
 * Asks the policy of a folder without a session, for who is answered in other words than the protocol's.
 *
 * INVARIANT: decided, counted, recorded and told as `policy/evaluate` is; a policy that others than this machine's files make answers nobody here.
 */
import { VERSION } from '../base/index.ts';
import { type AnyAnswer, type AnyRequest, askEngines } from '../engine/index.ts';
import { type Call, summarise } from './call.node.ts';
import { readCircumstances, withCircumstances } from './circumstances.ts';
import { recordDecision } from './recorded-decision.node.ts';
import type { AskDaemon, ShortAnswer } from './route.ts';
import type { Service } from './service.node.ts';

const METHOD = 'policy/evaluate';

export function askingOf(service: Service): AskDaemon {
  return async (cwd, client, requests) => {
    const circumstances = readCircumstances({ cwd, client: { name: client, version: VERSION } }, service.host);
    const held = await service.hold(cwd);
    const { state } = held;
    const { source, profile } = summarise(state);
    if (source !== 'machine' || profile !== 'strict') return null;
    service.statistics.countRequest(METHOD);
    const call: Call = { service, circumstances, held, state, isStdio: false, isCancelled: () => false, progress: () => {} };
    const decide = (request: AnyRequest) => askEngines(state.engines, withCircumstances(request, circumstances));
    return requests.map((request) => shorten(recordDecision(call, METHOD, request, () => decide(request))));
  };
}

function shorten(answer: AnyAnswer): ShortAnswer {
  const { decision, reason = '', basis } = answer as Partial<ShortAnswer> & Pick<ShortAnswer, 'decision'>;
  return { decision, reason, ...(basis === undefined ? {} : { basis }) };
}
