/** What `engine` offers to callers on Node. */
export { openEngine } from './compiled-cache.node.ts';
export { machineFiles } from './file-view.node.ts';
export { isAnythingKept, type KeptPlace } from './kept-place.node.ts';
export { keepPolicy, keepRules, keptBytes, type LoadedHere, readKeptPolicy, readKeptRules } from './kept-policy.node.ts';
export type { KeptPolicy } from './kept-policy.ts';
export { ownLooks } from './own-looks.node.ts';
export { filePolicySource, type LoadedPolicy, machinePolicySource, type PolicySource, policyOfTexts } from './policy-source.node.ts';
