/** What `engine` offers to callers on Node. */
export { machineFiles } from './file-view.node.ts';
export {
  filePolicySource,
  type LoadedPolicy,
  machinePolicySource,
  type NamedFiles,
  type PolicySource,
} from './policy-source.node.ts';
