/** Methods about the policy itself: what is in force, whether texts are in order, a reload, a rule that a person has agreed to. */
import { join } from 'node:path';
import type * as v from 'valibot';
import { recordOf } from '../../audit/index.ts';
import { hasErrors } from '../../base/index.ts';
import { thisMachine } from '../../config/index.node.ts';
import { jsonRows, type PolicySnapshot, resolveSettings, viewSettings } from '../../config/index.ts';
import { type AnyRequest, readInlinePolicy } from '../../engine/index.ts';
import { amendFile } from '../../rules/index.node.ts';
import type { Amendment } from '../../rules/index.ts';
import { type Call, summarise, withoutExcerpts } from '../call.node.ts';
import type { amendParams, validateParams } from '../protocol.ts';
import { RpcFailure } from '../rpc.ts';

export function show(_params: unknown, { state }: Call): unknown {
  const { policy, snapshot } = state;
  const { prefixRules, networkRules } = policy.rules;
  return {
    ...summarise(state),
    loadedAt: new Date(state.loadedAt).toISOString(),
    rules: prefixRules.length + networkRules.length,
    layers: snapshot?.layers ?? [],
    trust: snapshot?.trust ?? null,
    ...(snapshot ? settingsOf(snapshot) : {}),
  };
}

/** Settings, requirements and other configuration, value by value with their origins. */
function settingsOf(snapshot: PolicySnapshot): object {
  const { config, requirements, trust } = snapshot;
  const settings = requirements && resolveSettings({ config, requirements, trust }).value;
  if (!settings) return {};
  const view = viewSettings(snapshot, settings);
  return { settings: jsonRows(view.settings), requirements: jsonRows(view.requirements), other: jsonRows(view.other) };
}

export async function validate(params: v.InferOutput<typeof validateParams>): Promise<unknown> {
  const { rules, requirements, config, profile } = params;
  const inline = { rules: rules ?? [], requirements: requirements ?? [], config: config ?? null };
  const policy = await readInlinePolicy(inline, profile ?? 'strict', null);
  const diagnostics = 'severity' in policy ? [policy] : policy.diagnostics;
  return { valid: !hasErrors(diagnostics), diagnostics: withoutExcerpts(diagnostics) };
}

export async function reload(_params: unknown, { service, held }: Call): Promise<unknown> {
  const before = held.state;
  await service.reload();
  return { changed: held.state !== before, policy: summarise(held.state) };
}

export async function amend(params: v.InferOutput<typeof amendParams>, call: Call): Promise<unknown> {
  if (!call.isStdio) throw new RpcFailure('requestFailed', 'rules are added over stdio only');
  if (!call.circumstances.hasHumanApproval)
    throw new RpcFailure('requestFailed', 'the client has not declared the capability `humanApproval`: a person must agree to each rule');
  const amendment = amendmentOf(params);
  const path = pathOf(params.layer ?? 'user', call);
  const { value, diagnostics } = await amendFile(path, amendment);
  const [error] = diagnostics;
  if (value === null) throw new RpcFailure('requestFailed', error?.message ?? 'the rule cannot be added', error);
  await call.service.reload();
  recordAmendment(params, `${value} in \`${path}\``, call);
  return { outcome: value, path, policy: summarise(call.held.state) };
}

/** What a person agreed to is on record as their decision. */
function recordAmendment(request: AnyRequest, reason: string, { service, circumstances, held }: Call): void {
  const { fingerprint, stale = false } = held.state.policy;
  const answer = { decision: 'allow', reason, policy: { fingerprint, stale } } as const;
  const record = { time: new Date().toISOString(), method: 'policy/amend', request, answer, durationUs: 0 };
  service.audit?.log.append(recordOf(circumstances.audit, record));
}

function amendmentOf({ prefix, network }: v.InferOutput<typeof amendParams>): Amendment {
  if (prefix && !network) return { type: 'prefix', prefix };
  if (!network || prefix) throw new RpcFailure('invalidParams', 'an amendment has either `prefix` or `network`');
  const { justification, ...rule } = network;
  return { type: 'network', ...rule, ...(justification === undefined ? {} : { justification }) };
}

/** SECURITY: the client names a layer, never a path; what administrators wrote is no layer of these. */
function pathOf(layer: 'user' | 'project', { state }: Call): string {
  const { snapshot } = state;
  if (snapshot === null)
    throw new RpcFailure('requestFailed', 'the policy consists of files named on the command line, which stay as they are');
  const folder = layer === 'user' ? thisMachine().places.codexHome : join(snapshot.projectRoot, '.codex');
  return join(folder, 'rules', 'default.rules');
}
