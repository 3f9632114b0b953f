/** Methods that look closer: why an answer is as it is, what a text could run, what would have to be allowed, which sandbox holds. */
import type * as v from 'valibot';
import { type AnyRequest, askEngines, type CommandRequest, type Evaluation } from '../../engine/index.ts';
import { analysisJson, formatEvaluation, plain } from '../../report/index.ts';
import { suggestPrefix } from '../../rules/index.ts';
import { machineProbe } from '../../sandbox/index.node.ts';
import { SANDBOX_FORMATS } from '../../sandbox/index.ts';
import { analyse as analyseText, type Build, type Core, createCore, shellOf } from '../../shell/index.ts';
import { type Call, withoutExcerpts } from '../call.node.ts';
import { withCircumstances } from '../circumstances.ts';
import type { analyseParams, resolveParams } from '../protocol.ts';
import { recordDecision } from '../recorded-decision.node.ts';
import { RpcFailure } from '../rpc.ts';

export async function explain(params: AnyRequest, call: Call): Promise<unknown> {
  const chosen = await call.state.others.choose(params);
  if (typeof chosen === 'string') throw new RpcFailure('invalidParams', chosen);
  const { engines, asked } = chosen;
  const request = withCircumstances(asked, call.circumstances);
  const answer = recordDecision(call, 'policy/explain', asked, () => askEngines(engines, request));
  const { command = null, shell } = request as CommandRequest;
  const analysis = command === null ? null : analysisJson(engines.engine.analyse(command, shellOf(shell ?? 'bash')));
  const report =
    'commandLine' in answer ? `${answer.decision}  ${answer.reason ?? ''}` : formatEvaluation(answer as Evaluation, command, plain);
  return { evaluation: answer, analysis, report };
}

const cores = new Map<Build | null, Core>();

/** One core a build, made when it is first asked for: texts that are only analysed never meet a policy. */
function coreOf(build: Build | null): Core {
  const core = cores.get(build) ?? createCore(build ?? undefined);
  cores.set(build, core);
  return core;
}

export function analyse({ command, shell, core }: v.InferOutput<typeof analyseParams>, { circumstances }: Call): unknown {
  if (typeof command !== 'string') throw new RpcFailure('invalidParams', '`command` must be a string');
  const spoken = shell ?? (circumstances.command.shell as string | undefined) ?? 'bash';
  return analysisJson(analyseText(coreOf(core ?? null), command, shellOf(spoken)));
}

export function suggest(params: AnyRequest, call: Call): unknown {
  const request = withCircumstances(params, call.circumstances) as CommandRequest;
  const answer = call.state.engines.engine.evaluate(request);
  const open = answer.invocations.filter(({ covered, decision }) => !covered && decision !== 'forbidden');
  const suggestions = open.map(({ argv }) => {
    const suggestion = suggestPrefix(argv);
    return suggestion.type === 'prefix'
      ? { argv, prefix: suggestion.prefix, reason: null }
      : { argv, prefix: null, reason: suggestion.reason };
  });
  return { decision: answer.decision, reason: answer.reason, suggestions };
}

export function resolveSandbox({ format, ...asked }: v.InferOutput<typeof resolveParams>, { state, circumstances }: Call): unknown {
  const { engine } = state.engines;
  const request = withCircumstances({ ...asked, kind: 'sandbox' }, circumstances);
  const answer = engine.evaluateSandbox(request);
  const sandbox = format ? engine.resolveSandbox(request) : null;
  if (!format || !sandbox) return { ...answer, formatted: null };
  const { value, diagnostics } = SANDBOX_FORMATS[format](sandbox, machineProbe);
  return { ...answer, formatted: value, diagnostics: withoutExcerpts([...answer.diagnostics, ...diagnostics]) };
}
