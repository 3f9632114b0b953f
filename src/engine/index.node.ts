/** What `engine` offers to callers on Node. */
export { machineFiles } from './file-view.node.ts';
