export { METHODS, type MethodName, NOTIFICATIONS } from './protocol.ts';
export { RPC_ERRORS } from './rpc.ts';
