/** What `hooks` offers to callers on Node. */

export { answerAlone } from './alone.node.ts';
export { type OpenFile, openBundled } from './bundled-file.node.ts';
export { keepCompiledEngine } from './engine-file.node.ts';
export { type Guard, installGuard } from './guard.node.ts';
export { createHookServer, type HttpHookOptions } from './http-hook.node.ts';
export { streamInput } from './input.node.ts';
export { checkWarmDaemon } from './install/daemon-check.node.ts';
export { checkInstalledHooks } from './install/hook-check.node.ts';
export { type InstallPlan, type InstallTarget, install, planInstall, planUninstall, uninstall } from './install/install.node.ts';
export { type EventStatus, type HookStatus, isFaulty, type StatusContext, statusOfAll } from './install/status.node.ts';
export { askKept, engineOfKept } from './kept-engine.node.ts';
export { askAgain, askHere, loadEngine } from './policy-engine.node.ts';
export { runHook } from './run-hook.node.ts';
export { claimStart, markWanted } from './warm-mark.node.ts';
export { answerWarmHook, WARM_PREFIX, type WarmCall, type WarmReply } from './warm-route.node.ts';
