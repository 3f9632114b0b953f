export { lintSubjectOfFiles, type PolicySource } from './lint/file-subject.ts';
export { lintPolicy } from './lint/lint.ts';
export type { LintedFile, LintedRules, LintSubject } from './lint/subject.ts';
