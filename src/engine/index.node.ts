/** What `engine` offers to callers on Node. */
export { openEngine } from './compiled-cache.node.ts';
export { machineFiles } from './file-view.node.ts';
export { type KeptPlace, keepPolicy, keptBytes, keptPlace, type LoadedHere, readKeptPolicy } from './kept-policy.node.ts';
export type { KeptPolicy } from './kept-policy.ts';
export {
  filePolicySource,
  foldersOf,
  type LoadedPolicy,
  type MachinePolicySource,
  machinePolicySource,
  type NamedFiles,
  type PolicySource,
} from './policy-source.node.ts';
