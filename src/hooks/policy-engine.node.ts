/** The engine of this machine's policy, for hooks that no daemon answers. */
import { homedir } from 'node:os';
import { MAX_HELD_POLICIES, MIN_CACHED_RULES } from '../base/index.ts';
import { keepPolicy, type LoadedHere, machineFiles, machinePolicySource, openEngine, type PolicySource } from '../engine/index.node.ts';
import { answerRequest, type Engine, type Policy } from '../engine/index.ts';
import type { Build } from '../shell/index.ts';
import type { AskPolicy } from './answer.ts';
import type { HookAnswer } from './opinion.ts';
import type { HookCall } from './request.ts';

function engineOf(policy: Policy, cwd: string, build: Build = 'wasm'): Engine {
  const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
  return openEngine(policy, { build, files: machineFiles, defaults: { platform, cwd, home: homedir(), shell: 'bash' } });
}

export async function loadEngine(cwd: string): Promise<Engine> {
  return (await loadHere(cwd)).engine;
}

async function loadHere(cwd: string): Promise<LoadedHere> {
  const source = machinePolicySource(cwd);
  const { policy, snapshot } = await source.load();
  // Few questions are asked of it: WebAssembly takes longer to be made than JavaScript to answer them under few rules.
  const build = policy.rules.prefixRules.length < MIN_CACHED_RULES ? 'js' : 'wasm';
  return { cwd, snapshot, looks: source.looks(), engine: engineOf(policy, cwd, build) };
}

function answersOf(engine: Engine, { requests }: HookCall): readonly HookAnswer[] {
  return requests.map((request): HookAnswer => answerRequest(engine, request));
}

/** Asks the policy that holds in the folder of the call, and keeps it for the next process. */
export const askHere: AskPolicy = async (call) => {
  const loaded = await loadHere(call.cwd ?? process.cwd());
  const answers = answersOf(loaded.engine, call);
  keepPolicy(loaded);
  return answers;
};

/**
 * The same for a process that is asked again and again: files that have not changed are not read again. LIMIT: MAX_HELD_POLICIES folders; those
 * asked about longest ago are forgotten.
 */
export function askAgain(): AskPolicy {
  const kept = new Map<string, { readonly source: PolicySource; engine: Engine | null }>();
  return async (call) => {
    const cwd = call.cwd ?? process.cwd();
    const held = kept.get(cwd) ?? { source: machinePolicySource(cwd), engine: null };
    kept.delete(cwd);
    kept.set(cwd, held);
    for (const oldest of kept.keys()) if (kept.size > MAX_HELD_POLICIES) kept.delete(oldest);
    const { policy } = await held.source.load();
    if (held.engine?.policy !== policy) held.engine = engineOf(policy, cwd);
    return answersOf(held.engine, call);
  };
}
