export { formatAnalysis } from './analysis.ts';
export { type AnalysisJson, analysisJson, type InvocationJson, invocationJson } from './analysis-json.ts';
export { formatAnswer, formatSandbox, type MatchedEntry } from './answer.ts';
export { formatFrame, type Mark } from './code-frame.ts';
export { explainCode, formatCodePages } from './code-pages.ts';
export { formatComparison } from './comparison.ts';
export { formatEvaluation } from './evaluation.ts';
export { type Paint, plain, type Style } from './paint.ts';
export { formatArgv, visible } from './visible.ts';
