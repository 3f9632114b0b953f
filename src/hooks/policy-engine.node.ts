/** The engine of this machine's policy, for hooks that no daemon answers. */
import { homedir } from 'node:os';
import { machineFiles, machinePolicySource } from '../engine/index.node.ts';
import { answerRequest, createEngine, type Engine } from '../engine/index.ts';
import type { AskPolicy } from './answer.ts';
import type { HookAnswer } from './opinion.ts';

export async function loadEngine(cwd: string): Promise<Engine> {
  const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
  const defaults = { platform, cwd, home: homedir(), shell: 'bash' } as const;
  const { policy } = await machinePolicySource(cwd).load();
  return createEngine(policy, { files: machineFiles, defaults });
}

/** Asks the policy that holds in the folder of the call. */
export const askHere: AskPolicy = async ({ cwd, requests }) => {
  const engine = await loadEngine(cwd ?? process.cwd());
  return requests.map((request): HookAnswer => answerRequest(engine, request));
};
