/**
 * What a hook asks policy about, as requests of the protocol, and what an agent's call is made of.
 *
 * INVARIANT: a call whose input is not understood is a fault, and a fault blocks; a tool that nobody knows is judged by whatever in its input
 * looks like a command, a path or a URL, and is never approved.
 */
import type { FileAccess } from '../engine/index.ts';

/** A JSON object from outside. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** One thing that a call of a tool would do. */
export type Question =
  | { readonly kind: 'command'; readonly command: string; readonly shell: string; readonly cwd?: string }
  | { readonly kind: 'file'; readonly access: FileAccess; readonly path: string }
  | { readonly kind: 'network'; readonly url: string; readonly method?: string }
  | {
      readonly kind: 'mcp';
      readonly server: string;
      readonly tool: string;
      readonly arguments: JsonObject;
      readonly identity?: { readonly command: string; readonly args: readonly string[] } | { readonly url: string };
    };

/** A call of a tool as an agent describes it. */
export interface HookCall {
  /** Which of the agent's events this is: it decides how the answer is written. */
  readonly event: string;
  /** Of the protocol; empty where the tool touches nothing that policy speaks about. */
  readonly requests: readonly JsonObject[];
  /** Whether the tool is one of the adapter's table. */
  readonly isKnownTool: boolean;
  /** Nobody can be asked. */
  readonly isUnattended: boolean;
  /** Where the agent is, for finding the policy; null where it does not say. */
  readonly cwd: string | null;
}

/** Why a call cannot be read, one line. */
export interface HookFault {
  readonly fault: string;
}

export function isFault(value: object): value is HookFault {
  return 'fault' in value;
}

/** What the agent says of its session. */
export interface Session {
  readonly cwd: string;
  /** Null: the folder alone. */
  readonly workspaceRoots: readonly string[] | null;
  readonly isUnattended?: boolean;
}

/** Questions as requests of the protocol. */
export function requestsOf(questions: readonly Question[], session: Session, platform: string, enforcement: string): JsonObject[] {
  const { cwd, workspaceRoots, isUnattended = false } = session;
  const asked = isUnattended ? { approvalPolicy: 'never' } : {};
  const place = { cwd, platform, ...(workspaceRoots === null ? {} : { workspaceRoots }) };
  return questions.map((question) => {
    if (question.kind === 'command') return { ...place, enforcement, ...asked, ...question };
    if (question.kind === 'file') return { ...place, ...asked, ...question };
    return { ...asked, ...question };
  });
}
