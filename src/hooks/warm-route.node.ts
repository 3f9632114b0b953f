/**
 * Hooks over the port of a daemon: `POST /hook/AGENT` with what the agent sends, answered with what the hook's process is to say.
 *
 * INVARIANT: the words are those of the hook alone, made by the same adapters. What could make a difference (another version, another home folder,
 * a call that names no folder, input that is no UTF-8) is refused, and then the hook evaluates by itself. Its client is clients/bash/portcullis-hook.sh.
 */
import { isUtf8 } from 'node:buffer';
import { homedir } from 'node:os';
import { MAX_HOOK_INPUT_BYTES, VERSION } from '../base/index.ts';
import type { HookOptions, Reply } from './adapter.ts';
import { ADAPTERS, answerHook } from './answer.ts';
import { readHookArguments } from './hook-arguments.ts';
import type { HookAnswer } from './opinion.ts';
import type { JsonObject } from './request.ts';

/** One call as it comes over the port. */
export interface WarmCall {
  /** Of the agent. */
  readonly name: string;
  header(name: string): string;
  readonly body: Buffer;
  ask(cwd: string, client: string, requests: readonly JsonObject[]): Promise<readonly HookAnswer[] | null>;
}

export interface WarmReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const WARM_PREFIX = '/hook/';

/** The daemon cannot say the same as the hook alone. */
const REFUSED: WarmReply = { status: 409, headers: {}, body: '' };

/** Thrown where policy is asked and does not answer. */
class NotAnswered extends Error {}

export async function answerWarmHook(call: WarmCall): Promise<WarmReply> {
  const options = readOptions(call);
  const { body } = call;
  if (options === null || body.length > MAX_HOOK_INPUT_BYTES || !isUtf8(body)) return REFUSED;
  try {
    return formatReply(
      await answerHook(options.adapter, body.toString('utf8'), options.options, async ({ cwd, requests }) => {
        const answers = cwd === null ? null : await call.ask(cwd, 'portcullis hook', requests);
        if (answers === null) throw new NotAnswered();
        return answers;
      }),
    );
  } catch (error) {
    if (error instanceof NotAnswered) return REFUSED;
    throw error;
  }
}

/** From what the installed command says and what the hook's process sees. */
function readOptions({ name, header }: WarmCall) {
  if (header('portcullis-version') !== VERSION || header('portcullis-home') !== homedir()) return null;
  const words = header('portcullis-arguments').split(' ').filter(Boolean);
  const hook = readHookArguments([name, ...words]);
  if (typeof hook === 'string') return null;
  const platform = process.platform === 'darwin' ? 'darwin' : 'linux';
  const options: HookOptions = { ...hook, platform, project: header('portcullis-project') || null };
  return { adapter: ADAPTERS[hook.agent], options };
}

/** The version and three numbers, and behind them both texts, one after the other. */
function formatReply({ exit, stdout, stderr }: Reply): WarmReply {
  const [out, err] = [Buffer.byteLength(stdout), Buffer.byteLength(stderr)];
  return { status: 200, headers: { 'Portcullis-Hook': `${VERSION} ${exit} ${out} ${err}` }, body: stdout + stderr };
}
