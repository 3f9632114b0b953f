/** What `hooks` offers to callers on Node. */
export { type Guard, installGuard } from './guard.node.ts';
export { askHere, loadEngine } from './policy-engine.node.ts';
export { runHook } from './run-hook.node.ts';
