/** The answer to an MCP request: may this server start, may this tool be called (reference: the protocol's MCP request). */
import { evaluateMcp, type McpFinding, type McpPolicy, type McpRequest, type ToolRule } from '../mcp/index.ts';
import { type AnswerHead, type AnswerPolicy, headOf, type RequestFinding } from './connection.ts';
import { type EffectiveSettings, promptUnder } from './settings.ts';

export interface ToolCallEvaluation extends AnswerHead {
  readonly server: string;
  readonly tool: string | null;
  /** Rules that speak about the tool, in the order of the policy. */
  readonly matches: readonly ToolRule[];
}

export function evaluateToolCall(
  policy: McpPolicy,
  request: McpRequest,
  settings: EffectiveSettings,
  about: AnswerPolicy,
): ToolCallEvaluation {
  const { server, tool, findings, matches } = evaluateMcp(policy, request);
  const told = findings.map((finding) => withSettings(finding, settings));
  const allowed = tool === null ? `the MCP server \`${server}\` may start` : `\`${tool}\` of \`${server}\` is allowed`;
  return { ...headOf(told, allowed, ['mcp', server, tool, request.arguments ?? null], about), server, tool, matches };
}

/** Granular policies have a switch of their own for what MCP asks. */
function withSettings({ decision, by, origin, ...rest }: McpFinding, settings: EffectiveSettings): RequestFinding {
  const { approvalPolicy } = settings;
  const isSilent = typeof approvalPolicy === 'object' && !approvalPolicy.granular.mcp_elicitations;
  const asked = isSilent ? 'forbidden' : promptUnder(settings, by === 'rule' ? 'rule' : 'finding');
  const where = origin && origin.line > 0 ? ` (${origin.source}:${origin.line})` : '';
  return { ...rest, kind: 'open', message: rest.message + where, decision: decision === 'forbidden' ? decision : asked };
}

export function refuseToolCall(finding: RequestFinding, server: string, about: AnswerPolicy): ToolCallEvaluation {
  return { ...headOf([finding], '', [], about), approvalKey: '', server, tool: null, matches: [] };
}
