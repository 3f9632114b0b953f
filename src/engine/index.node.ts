/** What `engine` offers to callers on Node. */
export { openEngine } from './compiled-cache.node.ts';
export { machineFiles } from './file-view.node.ts';
export {
  filePolicySource,
  type LoadedPolicy,
  machinePolicySource,
  type NamedFiles,
  type PolicySource,
} from './policy-source.node.ts';
