/**
 * The library. Portable: nothing here needs Node; what reads files is for programs that import it by hand.
 */
import { type Analysis, analyse as analyseIn, type Core, createCore, type Shell } from './shell/index.ts';

export { CODES, type Code, type Decision, type Diagnostic, formatDiagnostic, type Span, VERSION } from './base/index.ts';
export {
  type CodexEngine,
  type CodexEvaluation,
  type CodexRequest,
  type CommandRequest,
  type Comparison,
  compareEvaluations,
  createCodexEngine,
  createEngine,
  type Difference,
  type Engine,
  type EngineOptions,
  type Evaluation,
  type Explanation,
  type FileText,
  type FileView,
  type Finding,
  type InlinePolicy,
  type InvocationEvaluation,
  type Match,
  type ParsedPolicy,
  type Policy,
  parsePolicy,
  type RuleInput,
  readInlinePolicy,
  starterPolicy,
} from './engine/index.ts';
export { explainCode, formatAnalysis, formatComparison, formatEvaluation, type Paint, plain } from './report/index.ts';
export type { Analysis, Assignment, Invocation, Piece, Position, Redirection, Refusal, Scope, Shell, Word } from './shell/index.ts';

let core: Core | null = null;

/** Lists every simple command that could run in a text. Never throws; what is not understood is in `refused`. */
export function analyse(text: string, shell: Shell = 'bash'): Analysis {
  core ??= createCore();
  return analyseIn(core, text, shell);
}
