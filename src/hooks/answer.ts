/**
 * From the text on stdin to what is said on stdout: read, ask, reply. Nothing here knows where answers come from.
 *
 * INVARIANT: whatever is wrong with the text is a reply that blocks. LIMIT: MAX_HOOK_QUESTIONS questions a call.
 */
import { MAX_HOOK_QUESTIONS } from '../base/index.ts';
import { type Adapter, type AgentName, block, type HookOptions, type Reply } from './adapter.ts';
import { CLAUDE_CODE } from './agent/claude-code.ts';
import { CODEX } from './agent/codex.ts';
import { COPILOT } from './agent/copilot.ts';
import { CURSOR } from './agent/cursor.ts';
import { GEMINI } from './agent/gemini.ts';
import { GENERIC } from './agent/generic.ts';
import { type HookAnswer, NOTHING_ASKED, type Opinion, opinionOf } from './opinion.ts';
import { type HookCall, type HookFault, isFault } from './request.ts';
import { isJsonObject } from './tool.ts';

/** The one adapter of each agent. */
export const ADAPTERS: Readonly<Record<AgentName, Adapter>> = {
  'claude-code': CLAUDE_CODE,
  codex: CODEX,
  gemini: GEMINI,
  cursor: CURSOR,
  copilot: COPILOT,
  generic: GENERIC,
};

/** Answers all requests of a call, in their order. */
export type AskPolicy = (call: HookCall) => Promise<readonly HookAnswer[]>;

export async function answerHook(adapter: Adapter, text: string, options: HookOptions, ask: AskPolicy): Promise<Reply> {
  const call = readCall(adapter, text, options);
  if (isFault(call)) return block(call.fault);
  return adapter.reply(await opinionAbout(call, ask), call, options);
}

export function readCall(adapter: Adapter, text: string, options: HookOptions): HookCall | HookFault {
  const input = parseJson(text);
  if (!isJsonObject(input)) return { fault: `stdin is not a JSON object as ${adapter.title} sends it` };
  const call = adapter.read(input, options);
  if (isFault(call) || call.requests.length <= MAX_HOOK_QUESTIONS) return call;
  return { fault: `one call does more than ${MAX_HOOK_QUESTIONS} things at once` };
}

/** The value, or null for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Where nothing is asked nobody need be woken. */
async function opinionAbout(call: HookCall, ask: AskPolicy): Promise<Opinion> {
  if (call.requests.length === 0) return NOTHING_ASKED;
  const answers = await ask(call);
  if (answers.length !== call.requests.length) throw new Error(`${call.requests.length} requests got ${answers.length} answers`);
  return opinionOf(answers, call.isKnownTool);
}
