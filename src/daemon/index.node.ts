/** What `daemon` offers to callers on Node. */
export type { HeldPolicy, PolicyState } from './held-policy.node.ts';
export { type StdioOptions, serveStdio } from './serve-stdio.node.ts';
export { Service, type ServiceAudit, type ServiceOptions } from './service.node.ts';
export { Session, type Transport } from './session.node.ts';
