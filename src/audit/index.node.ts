/** What `audit` offers to callers on Node: writing and reading the log. */
export { openAuditLog } from './log.node.ts';
