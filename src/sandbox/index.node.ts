/** What `sandbox` offers to callers on Node. */
export { machineProbe } from './path-probe.node.ts';
