/** What `daemon` offers to callers on Node. */

export { privateFolder } from '../config/index.node.ts';
export { type AuditFolderOptions, openServiceAudit } from './audit-folder.node.ts';
export type { HeldPolicy, PolicyState } from './held-policy.node.ts';
export { type McpStdioOptions, serveMcp } from './mcp-server/serve-mcp.node.ts';
export { watchProcess } from './parent-process.node.ts';
export { PolicyWatch } from './policy-watch.node.ts';
export { preparePrivateFolder } from './private-folder.node.ts';
export type { AskDaemon, Route, RouteAnswer, RouteQuestion } from './route.ts';
export { type HttpOptions, serveHttp } from './serve-http.node.ts';
export { serveMailbox } from './serve-mailbox.node.ts';
export { type Listening, serveSocket } from './serve-socket.node.ts';
export { type StdioOptions, serveStdio } from './serve-stdio.node.ts';
export { serveSync } from './serve-sync.node.ts';
export { Service, type ServiceAudit, type ServiceOptions } from './service.node.ts';
export { Session, type Transport } from './session.node.ts';
export { type WarmLife, warmLifeOver } from './warm-life.node.ts';
