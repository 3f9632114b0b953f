/** `portcullis/client`: asks a daemon (docs/embedding.md). */
export { type Answered, Client, type ClientOptions, createClient, type MethodParams } from './client.node.ts';
export { CallFailure, type NotificationListener } from './connection.node.ts';
export type { DaemonCommand } from './reach.node.ts';
