/**
 * The decision about an MCP server, and about one call of one of its tools: everything that speaks against it is a finding, the strictest
 * decides, none means allow (reference: codex-semantics §8).
 *
 * INVARIANT: a server that requirements do not list is forbidden, and so is each of its tools; a tool that nothing allows prompts.
 */
import { type Code, type Decision, type Origin, strictest } from '../base/index.ts';
import { hasVariable, type ServerIdentity, textsOf } from './identity.ts';
import { digestIdentity } from './lock.ts';
import type { McpPolicy } from './policy.ts';
import type { ApprovalMode, ToolRule } from './settings.ts';
import type { CompiledRule } from './tool-rule.ts';

export interface McpRequest {
  readonly server: string;
  /** The plugin that brings the server, if one does. */
  readonly plugin?: string;
  /** How the client is configured to reach it. */
  readonly identity?: { readonly command?: string; readonly args?: readonly string[]; readonly url?: string };
  /** Absent: may the server start at all? */
  readonly tool?: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  /** What the server says about the tool; believed only as far as its digest is locked. */
  readonly annotations?: ToolAnnotations;
  /** `digestTool` of the definition that the model was shown. */
  readonly toolDigest?: string;
}

export interface ToolAnnotations {
  readonly readOnlyHint?: boolean;
  readonly destructiveHint?: boolean;
  readonly openWorldHint?: boolean;
}

export interface McpFinding {
  readonly code: Code;
  readonly decision: 'prompt' | 'forbidden';
  /** A rule prompts, or something that no rule speaks of. */
  readonly by: 'rule' | 'policy';
  readonly message: string;
  readonly help?: string;
  /** The requirement or rule that speaks. */
  readonly origin?: Origin;
}

export interface McpEvaluation {
  readonly decision: Decision;
  readonly server: string;
  readonly tool: string | null;
  readonly findings: readonly McpFinding[];
  /** Every rule that speaks about the tool, in the order of the policy. */
  readonly matches: readonly ToolRule[];
}

export function evaluateMcp(policy: McpPolicy, request: McpRequest): McpEvaluation {
  const { server, tool = null } = request;
  const identity = readIdentity(request.identity);
  const aboutServer =
    'code' in identity
      ? [identity]
      : [...findAboutServer(policy, request, identity.identity), ...findAboutLock(policy, request, identity.identity)];
  const ruled = tool === null ? [] : policy.rules.find(server, tool);
  const asked = ruled.map((rule) => ({ rule, holds: rule.conditionsHold(request.arguments ?? null) }));
  const findings = [...aboutServer, ...(tool === null ? [] : findAboutTool(policy, request, tool, asked))];
  return {
    decision: findings.reduce<Decision>((decision, finding) => strictest(decision, finding.decision), 'allow'),
    server,
    tool,
    findings,
    matches: asked.filter(({ holds }) => holds === 'yes').map(({ rule: { conditionsHold: _, ...rule } }) => rule),
  };
}

/** The decision alone: the same as {@link evaluateMcp}'s, without its reasons. */
export function decideMcp(policy: McpPolicy, request: McpRequest): Decision {
  return isAllowedPlainly(policy, request) ? 'allow' : evaluateMcp(policy, request).decision;
}

/** A listed server as it should be and, where a tool is asked for, one rule without conditions that allows it: most calls end here. */
function isAllowedPlainly({ allowList, lock, modes, rules }: McpPolicy, { server, plugin, identity, tool }: McpRequest): boolean {
  if (!allowList || lock || !modes.isEmpty || plugin !== undefined || identity === undefined) return false;
  const read = readIdentity(identity);
  if ('code' in read || !read.identity || !allowList.servers.get(server)?.matches(read.identity)) return false;
  if (tool === undefined) return true;
  const rule = rules.findOnly(server, tool);
  return rule !== null && rule.decision === 'allow' && rule.conditions.length === 0;
}

/** The identity of a request, null where it has none. */
function readIdentity(identity: McpRequest['identity']): { readonly identity: ServerIdentity | null } | McpFinding {
  if (identity === undefined) return { identity: null };
  const { command, args = [], url } = identity;
  if ((command === undefined) === (url === undefined)) return forbid('MC006', 'a server has either a command or a URL');
  return { identity: command === undefined ? { type: 'url', url: url ?? '' } : { type: 'command', command, args } };
}

function findAboutServer(policy: McpPolicy, request: McpRequest, identity: ServerIdentity | null): McpFinding[] {
  const { allowList, profile, lock } = policy;
  const shown = `\`${request.server}\``;
  if (!allowList) {
    const isKnown = profile === 'codex' || lock?.has(request.server) || request.tool !== undefined;
    return isKnown ? [] : [{ ...prompt('MC004', `no policy says anything about the MCP server ${shown}`) }];
  }
  const { plugin } = request;
  const listed = (plugin === undefined ? allowList.servers : allowList.plugins.get(plugin))?.get(request.server);
  if (!listed) {
    const what = plugin === undefined ? shown : `${shown} of the plugin \`${plugin}\``;
    return [{ ...forbid('MC001', `requirements do not list the MCP server ${what}`), origin: allowList.origin }];
  }
  if (!identity) return [{ ...prompt('MC003', `how ${shown} is started is not known`), origin: listed.origin }];
  if (listed.matches(identity)) return [];
  if (profile === 'strict' && textsOf(identity).some(hasVariable)) {
    return [{ ...forbid('MC005', `how ${shown} is started depends on a variable, so it cannot be compared`), origin: listed.origin }];
  }
  const how = identity.type === 'command' ? `the command \`${identity.command}\`` : `the URL \`${identity.url}\``;
  return [{ ...forbid('MC002', `requirements do not accept ${how} for ${shown}`), origin: listed.origin }];
}

/** A lock only ever asks. */
function findAboutLock(
  { lock, profile }: McpPolicy,
  { server, tool, toolDigest }: McpRequest,
  identity: ServerIdentity | null,
): McpFinding[] {
  if (!lock || profile === 'codex') return [];
  const locked = lock.get(server);
  if (!locked) return [prompt('MC020', `the lock file does not know the MCP server \`${server}\``)];
  if (identity && digestIdentity(identity) !== locked.identity)
    return [prompt('MC021', `\`${server}\` is not started as it was when it was locked`)];
  if (tool === undefined) return [];
  const digest = locked.tools?.get(tool);
  if (digest === undefined) return [prompt('MC022', `the lock file does not know the tool \`${tool}\` of \`${server}\``)];
  const isChanged = toolDigest !== undefined && toolDigest !== digest;
  return isChanged ? [prompt('MC023', `the tool \`${tool}\` of \`${server}\` is not the one that was locked`)] : [];
}

interface AskedRule {
  readonly rule: CompiledRule;
  readonly holds: 'yes' | 'no' | 'unknown';
}

function findAboutTool(policy: McpPolicy, request: McpRequest, tool: string, asked: readonly AskedRule[]): McpFinding[] {
  const findings = asked.flatMap(({ rule, holds }) => (rule.decision === 'allow' ? [] : findByRule(rule, holds, tool)));
  const isAllowed = asked.some(({ rule, holds }) => rule.decision === 'allow' && holds === 'yes');
  const mode = policy.modes.find(request.server, tool).at(-1)?.mode ?? null;
  if (mode === null && policy.profile === 'strict')
    return isAllowed || findings.length > 0 ? findings : [nothingSaid(request.server, tool)];
  const asks = mode !== 'approve' && asksFor(mode ?? 'auto', believed(policy, request, tool));
  // A rule may allow what a mode would ask about, except where the mode is to ask always.
  const isAsked = asks && !(isAllowed && mode !== 'prompt');
  return isAsked ? [...findings, prompt('MC012', `the approval mode \`${mode ?? 'auto'}\` asks before \`${tool}\` runs`)] : findings;
}

function findByRule({ decision, justification, origin }: ToolRule, holds: AskedRule['holds'], tool: string): McpFinding[] {
  if (holds === 'no') return [];
  const why = justification === undefined ? '' : `: ${justification}`;
  if (holds === 'unknown')
    return [{ ...prompt('MC014', `a rule about \`${tool}\` depends on arguments that are not known`), by: 'rule', origin }];
  if (decision === 'forbidden') return [{ ...forbid('MC010', `a rule forbids \`${tool}\`${why}`), by: 'rule', origin }];
  return [{ ...prompt('MC011', `a rule prompts for \`${tool}\`${why}`), by: 'rule', origin }];
}

function nothingSaid(server: string, tool: string): McpFinding {
  return {
    ...prompt('MC013', `no rule says anything about the tool \`${tool}\` of \`${server}\``),
    help: 'add a tool rule or an approval mode',
  };
}

/** In `strict` a server's words about its own tool count only while they are the locked ones. */
function believed({ profile, lock }: McpPolicy, { server, toolDigest, annotations = {} }: McpRequest, tool: string): ToolAnnotations {
  const digest = lock?.get(server)?.tools?.get(tool);
  return profile === 'codex' || (digest !== undefined && digest === toolDigest) ? annotations : {};
}

function asksFor(mode: Exclude<ApprovalMode, 'approve'>, { readOnlyHint, destructiveHint, openWorldHint }: ToolAnnotations): boolean {
  if (mode === 'prompt') return true;
  if (mode === 'writes') return readOnlyHint !== true;
  if (destructiveHint === true) return true;
  return readOnlyHint !== true && ((destructiveHint ?? true) || (openWorldHint ?? true));
}

function forbid(code: Code, message: string): McpFinding {
  return { code, decision: 'forbidden', by: 'policy', message };
}

function prompt(code: Code, message: string): McpFinding {
  return { code, decision: 'prompt', by: 'policy', message };
}
