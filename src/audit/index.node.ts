/** What `audit` offers to callers on Node: writing, reading, verifying and erasing a log. */
export { eraseAudit } from './erase.node.ts';
export { loadAuditKey } from './key.node.ts';
export { openAuditLog } from './log.node.ts';
export { type AuditRead, type FollowedPlaces, queryAudit, readAdded } from './read.node.ts';
export { type VerifiedChain, verifyAudit } from './verify.node.ts';
