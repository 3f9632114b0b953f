export { formatFigures } from './bench/bench-text.ts';
export { type BenchOptions, benchPolicy } from './bench/policy-bench.ts';
export { collectRows, isCommandFile } from './corpus/collect-corpus.ts';
export { formatRow, type PlacedRow, parseCorpus } from './corpus/corpus-row.ts';
export { countCorpus, formatStats } from './corpus/corpus-stats.ts';
export { CORPUS_PLACE, corpusEngine, type LabelChange, verifyCorpus } from './corpus/verify-corpus.ts';
export { lintSubjectOfFiles } from './lint/file-subject.ts';
export { lintPolicy } from './lint/lint.ts';
export type { LintedFile, LintedRules, LintSubject } from './lint/subject.ts';
