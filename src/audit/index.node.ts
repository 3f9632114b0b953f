/** What `audit` offers to callers on Node: writing, reading, verifying and erasing a log. */
export { type Erasure, type ErasureOrder, eraseAudit } from './erase.node.ts';
export { AUDIT_KEY_VARIABLE, type LoadedKey, loadAuditKey } from './key.node.ts';
export { openAuditLog } from './log.node.ts';
export { type AuditRead, type AuditReadOptions, type FollowedPlaces, queryAudit, readAdded } from './read.node.ts';
export { type VerifiedChain, type VerifiedLog, type VerifyOptions, verifyAudit } from './verify.node.ts';
