export { findPolicyFiles, lintSubjectOf } from './lint/machine-subject.node.ts';
