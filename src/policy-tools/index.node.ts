export { collectCorpus } from './corpus/collect-corpus.node.ts';
export type { Check, CheckStatus } from './doctor/check.ts';
export { type DoctorReport, examine } from './doctor/doctor.node.ts';
export { lintSubjectOf } from './lint/machine-subject.node.ts';
