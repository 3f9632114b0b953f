export { METHODS, type MethodName, NOTIFICATIONS, type NotificationName, PROTOCOL_VERSION } from './protocol.ts';
export { RPC_ERRORS, type RpcError, type RpcErrorName, type RpcId } from './rpc.ts';
