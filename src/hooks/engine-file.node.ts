/**
 * Loads the engines that lie beside the hook: `hook-kept.cjs` answers by a policy that an earlier process has loaded; `hook-engine.cjs` loads it
 * anew, and only where that is needed. Installation keeps V8's compiled form of both.
 */
import { dirname } from 'node:path';
import { isAnythingKept } from '../engine/index.node.ts';
import type { AskPolicy } from './answer.ts';
import { openBundled } from './bundled-file.node.ts';
import type { askKept } from './kept-engine.node.ts';

/** What the files export. */
interface Engines {
  readonly 'hook-alone': { readonly answerAlone: unknown };
  readonly 'hook-kept': { readonly askKept: typeof askKept };
  readonly 'hook-engine': { readonly askHere: AskPolicy };
}

/** `script`: the hook. */
function load<N extends keyof Engines>(script: string, name: N): Engines[N] {
  return openBundled<Engines[N]>(dirname(script), name).exports;
}

export function loadEngineFile(script: string): AskPolicy {
  return async (call) => {
    // A file takes long to load that could not answer.
    const kept = isAnythingKept(call.cwd ?? process.cwd()) ? load(script, 'hook-kept').askKept(call) : null;
    return kept ?? load(script, 'hook-engine').askHere(call);
  };
}

/** Something for the engines to do, so that what they compile on the way is kept too. */
const REHEARSAL = {
  event: '',
  requests: [
    {
      command: 'cd src && git status --short | head -n 5 > /dev/null',
      cwd: '/',
      shell: 'bash',
      platform: 'linux',
      enforcement: 'none',
    },
  ],
  isKnownTool: true,
  isUnattended: false,
  cwd: '/',
};

/** Keeps the compiled forms for later starts; whether they could be written. */
export async function keepCompiledEngine(script: string): Promise<boolean> {
  try {
    // The first leaves a policy behind for the second.
    await keepCompiled(script, 'hook-engine', ({ askHere }) => askHere(REHEARSAL));
    await keepCompiled(script, 'hook-kept', ({ askKept: ask }) => ask(REHEARSAL));
    await keepCompiled(script, 'hook-alone', () => {});
    return true;
  } catch {
    return false;
  }
}

async function keepCompiled<N extends keyof Engines>(script: string, name: N, rehearse: (engine: Engines[N]) => unknown): Promise<void> {
  const file = openBundled<Engines[N]>(dirname(script), name);
  if (file.isKept) return;
  await rehearse(file.exports);
  file.keep();
}
