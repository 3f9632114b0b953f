/**
 * The policy in force for one working folder: loaded, compiled, and swapped for a newer one between two requests.
 *
 * INVARIANT: `state` is immutable and always whole. A load that fails as a whole forbids everything until one succeeds.
 */
import { homedir } from 'node:os';
import type { Diagnostic } from '../base/index.ts';
import type { PolicySnapshot } from '../config/index.ts';
import { type LoadedPolicy, machineFiles, openEngine, type PolicySource } from '../engine/index.node.ts';
import {
  createEngine,
  createPolicyEngines,
  type Engine,
  type Engines,
  enginesOf,
  type Policy,
  type PolicyEngines,
} from '../engine/index.ts';
import { CountedFiles } from './counted-files.ts';
import { digestOnNode } from './digest.node.ts';

/** One state of the policy, with the engines compiled from it. */
export interface PolicyState {
  readonly policy: Policy;
  readonly snapshot: PolicySnapshot | null;
  readonly engines: Engines;
  /** For requests that bring a policy along. */
  readonly others: PolicyEngines;
  /** Counts what the engine asks of the file system. */
  readonly files: CountedFiles;
  /** ISO date of the day it was compiled: rules expire. */
  readonly day: string;
  readonly loadedAt: number;
}

export interface HeldPolicyOptions {
  readonly cwd: string;
  readonly source: PolicySource;
  /** Called after a swap. */
  readonly onChange: (state: PolicyState) => void;
}

export class HeldPolicy {
  readonly cwd: string;
  readonly #source: PolicySource;
  readonly #onChange: (state: PolicyState) => void;
  #loaded: LoadedPolicy;
  #state: PolicyState;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor({ cwd, source, onChange }: HeldPolicyOptions, loaded: LoadedPolicy) {
    this.cwd = cwd;
    this.#source = source;
    this.#onChange = onChange;
    this.#loaded = loaded;
    this.#state = compileState(loaded, cwd);
  }

  static async load(options: HeldPolicyOptions): Promise<HeldPolicy> {
    return new HeldPolicy(options, await options.source.load());
  }

  get state(): PolicyState {
    return this.#state;
  }

  /** Files and folders in which a change may change the policy. */
  get paths(): readonly string[] {
    return this.#loaded.paths;
  }

  /** Loads again; whether the policy is another one now. One after the other: a load that begins later must see what changed in between. */
  reload(): Promise<boolean> {
    const next = this.#turn.then(() => this.#reload());
    this.#turn = next.catch(() => {});
    return next;
  }

  async #reload(): Promise<boolean> {
    const loaded = await this.#source.load().catch((error: Error) => this.#broken(error));
    const isNew = loaded.policy !== this.#loaded.policy;
    if (!isNew && this.#state.day === today()) return false;
    this.#loaded = loaded;
    this.#state = compileState(loaded, this.cwd);
    if (isNew) this.#onChange(this.#state);
    return isNew;
  }

  /** What is in force where not even the faults of the policy could be read. */
  #broken(error: Error): LoadedPolicy {
    const fault: Diagnostic = {
      code: 'DM001',
      severity: 'error',
      message: `the policy cannot be loaded: ${error.message}`,
      help: 'every request is forbidden until it can',
    };
    const policy: Policy = { ...this.#loaded.policy, restriction: 'forbid-all', stale: true, diagnostics: [fault] };
    return { ...this.#loaded, policy };
  }
}

function compileState({ policy, snapshot }: LoadedPolicy, cwd: string): PolicyState {
  const files = new CountedFiles(machineFiles);
  const defaults = { platform: platformHere(), cwd, home: homedir(), shell: 'bash' } as const;
  const day = today();
  const options = { defaults, today: day, digest: digestOnNode };
  const engineFor = (each: Policy): Engine => (each === policy ? openEngine(each, { ...options, files }) : createEngine(each, options));
  const engines = enginesOf(policy, engineFor);
  return { policy, snapshot, engines, others: createPolicyEngines(policy, engineFor, engines), files, day, loadedAt: Date.now() };
}

export function platformHere(): 'linux' | 'darwin' | 'win32' {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
