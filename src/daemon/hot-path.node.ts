/**
 * Answers to requests of the ordinary shape: those that were given before and rest on no file, and decisions that the core reaches alone from
 * the bytes of the command.
 *
 * INVARIANT: the same bytes as the long way gives (test/daemon/hot-path.test.ts). What is kept belongs to one state of the policy and one set of
 * circumstances, and goes with them.
 */
import { DECISIONS, type Decision, MAX_KEPT_CIRCUMSTANCES, MAX_PREPARED_ANSWERS, MAX_PREPARED_BYTES } from '../base/index.ts';
import type { CommandRequest, Decider } from '../engine/index.ts';
import type { Circumstances } from './circumstances.ts';
import type { PolicyState } from './held-policy.node.ts';
import { tailBytes } from './outbox.node.ts';
import { copyCommand, SCANNED_METHODS } from './request-scan.ts';

/** An answer that can be given again. */
export interface Prepared {
  readonly method: number;
  readonly hash: number;
  readonly params: Uint8Array;
  /** What comes behind the id. */
  readonly tail: Uint8Array;
  readonly decision: number;
}

/** Where the parameters of a request stand. */
export interface FoundParams {
  readonly method: number;
  readonly hash: number;
  readonly paramsStart: number;
  readonly paramsEnd: number;
}

/** The number of a decision, or -1. */
function rankOf(decision: Decision | null): number {
  return decision === null ? -1 : DECISIONS.indexOf(decision);
}

/** Is told a result, as JSON, and its decision. */
export type Keeper = (result: string, decision: Decision) => void;

export class HotPath {
  readonly state: PolicyState;
  readonly #decider: Decider | null;
  readonly #prepared: (Prepared | undefined)[] = Array(MAX_PREPARED_ANSWERS).fill(undefined);
  readonly #tails: readonly Uint8Array[];

  constructor(state: PolicyState, { command }: Circumstances) {
    this.state = state;
    this.#decider = state.engines.codex === null ? state.engines.engine.decider(command as CommandRequest) : null;
    const { fingerprint, stale = false } = state.policy;
    this.#tails = DECISIONS.map((decision) => tailBytes(JSON.stringify({ decision, policy: { fingerprint, stale } })));
  }

  /** The answer to a request for a decision alone that the core reaches by itself; it is kept. */
  decide(bytes: Uint8Array, found: FoundParams): Prepared | null {
    const decider = this.#decider;
    const { method, paramsStart, paramsEnd } = found;
    if (decider === null || method !== DECIDE) return null;
    const length = copyCommand(bytes, paramsStart, paramsEnd, decider.memory(), decider.address);
    const decision = length < 0 ? -1 : rankOf(decider.decide(length));
    return decision < 0 ? null : this.#keep(bytes, found, decision, this.#tails[decision] as Uint8Array);
  }

  #keep(bytes: Uint8Array, { method, hash, paramsStart, paramsEnd }: FoundParams, decision: number, tail: Uint8Array): Prepared {
    const params = new Uint8Array(bytes.subarray(paramsStart, paramsEnd));
    const prepared = { method, hash, params, tail, decision };
    this.#prepared[hash & (MAX_PREPARED_ANSWERS - 1)] = prepared;
    return prepared;
  }

  /** The answer that was given before to the same parameters. */
  known(bytes: Uint8Array, { method, hash, paramsStart, paramsEnd }: FoundParams): Prepared | null {
    const known = this.#prepared[hash & (MAX_PREPARED_ANSWERS - 1)];
    if (known === undefined || hash !== known.hash || method !== known.method) return null;
    const { params } = known;
    if (params.length !== paramsEnd - paramsStart) return null;
    for (let i = 0; i < params.length; i++) if (params[i] !== bytes[paramsStart + i]) return null;
    return known;
  }

  /** What is to be told the result of a scanned request, to give it again. */
  keeper(bytes: Uint8Array, found: FoundParams): Keeper {
    const { method, hash, paramsStart, paramsEnd } = found;
    const { files } = this.state;
    const before = files.count;
    const place = { method, hash, paramsStart, paramsEnd };
    return (result, decision) => {
      if (files.count !== before || result.length > MAX_PREPARED_BYTES || paramsEnd - paramsStart > MAX_PREPARED_BYTES) return;
      this.#keep(bytes, place, rankOf(decision), tailBytes(result));
    };
  }
}

const DECIDE = SCANNED_METHODS.indexOf('policy/decide');

const paths = new WeakMap<PolicyState, Map<string, HotPath>>();

/** The hot path of a policy under some circumstances, shared by all sessions that have them. */
export function hotPathOf(state: PolicyState, circumstances: Circumstances): HotPath {
  const known = paths.get(state) ?? new Map<string, HotPath>();
  paths.set(state, known);
  const key = JSON.stringify([circumstances.command, circumstances.other]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const path = new HotPath(state, circumstances);
  if (known.size >= MAX_KEPT_CIRCUMSTANCES) known.clear();
  known.set(key, path);
  return path;
}
