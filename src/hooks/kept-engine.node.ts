/**
 * Answers by a policy that an earlier process has loaded: what a hook alone runs first, bundled by itself without anything that reads policy.
 *
 * INVARIANT: the answers are those of `policy-engine.node.ts` about the same files; where there is no such policy, there are none.
 */
import { homedir } from 'node:os';
import { cacheFolder, privateFolder } from '../config/index.node.ts';
import { type KeptPolicy, machineFiles, readKeptPolicy } from '../engine/index.node.ts';
import { answerRequest, createEngine, type Engine } from '../engine/index.ts';
import type { Shell } from '../shell/index.ts';
import type { HookAnswer } from './opinion.ts';
import type { HookCall } from './request.ts';

/** For one question under few rules the core runs as JavaScript: WebAssembly takes longer to be made. Checking many compiled ones is its work. */
export function engineOfKept({ policy, seed, compiled }: KeptPolicy, cwd: string, shell: Shell = 'bash'): Engine {
  const platform = process.platform === 'darwin' ? 'darwin' : 'linux';
  const cache = cacheFolder();
  return createEngine(policy, {
    build: compiled === null ? 'js' : 'wasm',
    files: machineFiles,
    defaults: { platform, cwd, home: homedir(), shell },
    seed,
    // As in `openEngine`.
    protectedPaths: cache === null ? [] : [cache, privateFolder()],
    ...(compiled === null ? {} : { compiled }),
  });
}

/** Null where no policy is kept that still holds. `read` finds it. */
export function askKept(call: HookCall, read: (cwd: string) => KeptPolicy | null = readKeptPolicy): readonly HookAnswer[] | null {
  const cwd = call.cwd ?? process.cwd();
  const kept = read(cwd);
  if (kept === null) return null;
  const engine = engineOfKept(kept, cwd);
  return call.requests.map((request): HookAnswer => answerRequest(engine, request));
}
