/**
 * Loads the engines that lie beside the hook, with V8's own compiled form of them where installation has kept one: that halves the start.
 *
 * `hook-kept.cjs` answers by a policy that an earlier process has loaded; `hook-engine.cjs` loads it anew, and only where that is needed.
 * INVARIANT: the compiled form belongs to one file, by size and time of change; V8 takes it only from its very version and flags, and compiles
 * anew otherwise. It lies beside the script and is as trusted as that.
 */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import type { AskPolicy } from './answer.ts';
import type { askKept } from './kept-engine.node.ts';

/** What the files export. */
interface Engines {
  readonly 'hook-kept': { readonly askKept: typeof askKept };
  readonly 'hook-engine': { readonly askHere: AskPolicy };
}

interface EngineFile {
  readonly path: string;
  /** Where its compiled form is kept. */
  readonly compiledPath: string;
}

/** `script`: the hook. */
function engineBeside(script: string, name: keyof Engines): EngineFile {
  const path = join(dirname(script), `${name}.cjs`);
  const { size, mtimeMs } = statSync(path);
  return { path, compiledPath: join(dirname(script), `${name}.${size}-${Math.trunc(mtimeMs)}.v8`) };
}

/** The bundles are ASCII. */
function compile(path: string, cachedData: Buffer | undefined): Script {
  const source = readFileSync(path, 'latin1');
  return new Script(`(function (exports, require, module) {${source}\n})`, { filename: path, ...(cachedData ? { cachedData } : {}) });
}

/** Modules of Node are all that the bundles require. */
function run<N extends keyof Engines>(compiled: Script): Engines[N] {
  const module = { exports: {} };
  compiled.runInThisContext()(module.exports, (name: string) => process.getBuiltinModule(name), module);
  return module.exports as Engines[N];
}

function load<N extends keyof Engines>(script: string, name: N): Engines[N] {
  const { path, compiledPath } = engineBeside(script, name);
  return run<N>(compile(path, readIfThere(compiledPath)));
}

export function loadEngineFile(script: string): AskPolicy {
  return async (call) => load(script, 'hook-kept').askKept(call) ?? load(script, 'hook-engine').askHere(call);
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
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
    return true;
  } catch {
    return false;
  }
}

async function keepCompiled<N extends keyof Engines>(script: string, name: N, rehearse: (engine: Engines[N]) => unknown): Promise<void> {
  const { path, compiledPath } = engineBeside(script, name);
  const kept = readIfThere(compiledPath);
  if (kept !== undefined && compile(path, kept).cachedDataRejected === false) return;
  const compiled = compile(path, undefined);
  await rehearse(run<N>(compiled));
  const draft = `${compiledPath}.${process.pid}.draft`;
  writeFileSync(draft, compiled.createCachedData(), { mode: 0o644 });
  renameSync(draft, compiledPath);
}
