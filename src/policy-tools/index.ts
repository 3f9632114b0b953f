export { formatFigures } from './bench/bench-text.ts';
export { type BenchOptions, benchPolicy, type PolicyFigures } from './bench/policy-bench.ts';
export { type CollectOptions, collectRows, isCommandFile } from './corpus/collect-corpus.ts';
export { type CorpusRow, formatRow, type ParsedCorpus, type PlacedRow, parseCorpus } from './corpus/corpus-row.ts';
export { type CorpusStats, countCorpus, formatStats } from './corpus/corpus-stats.ts';
export { CORPUS_PLACE, corpusEngine, type LabelChange, verifyCorpus } from './corpus/verify-corpus.ts';
export { lintSubjectOfFiles, type PolicySource } from './lint/file-subject.ts';
export { lintPolicy } from './lint/lint.ts';
export type { LintedFile, LintedRules, LintSubject } from './lint/subject.ts';
