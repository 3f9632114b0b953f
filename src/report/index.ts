export { formatAnalysis } from './analysis.ts';
export { analysisJson } from './analysis-json.ts';
export { formatAnswer, formatSandbox } from './answer.ts';
export { formatFrame, type Mark } from './code-frame.ts';
export { explainCode, formatCodePages } from './code-pages.ts';
export { formatComparison } from './comparison.ts';
export { formatEvaluation } from './evaluation.ts';
export { type Paint, plain, type Style } from './paint.ts';
export { formatArgv, visible } from './visible.ts';
