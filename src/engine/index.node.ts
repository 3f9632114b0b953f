/** What `engine` offers to callers on Node. */
export { openEngine } from './compiled-cache.node.ts';
export { machineFiles } from './file-view.node.ts';
export { isAnythingKept, type KeptPlace, keptPlace } from './kept-place.node.ts';
export {
  keepPolicy,
  keepRules,
  keptBytes,
  type LoadedHere,
  type LoadedRules,
  readKeptPolicy,
  readKeptRules,
} from './kept-policy.node.ts';
export type { KeptPolicy } from './kept-policy.ts';
export { type OwnLooks, ownLooks } from './own-looks.node.ts';
export {
  filePolicySource,
  type LoadedPolicy,
  type MachinePolicySource,
  machinePolicySource,
  type NamedFiles,
  type PolicySource,
  policyOfTexts,
} from './policy-source.node.ts';
