/** What others answer through the daemon: on its port under a path of their own, `POST /hook/claude-code`, or by letter. Who asks is checked before. */
import type { Decision } from '../base/index.ts';
import type { AnyRequest } from '../engine/index.ts';

export interface Route {
  /** `/hook/` */
  readonly prefix: string;
  answer(question: RouteQuestion): Promise<RouteAnswer>;
}

export interface RouteQuestion {
  /** What stands behind the prefix; in a letter the field `name`. */
  readonly name: string;
  /** The text of a header or field, empty where there is none. */
  header(name: string): string;
  readonly body: Buffer;
  readonly ask: AskDaemon;
}

export interface RouteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What of an answer is said. */
export interface ShortAnswer {
  readonly decision: Decision;
  readonly reason: string;
  readonly basis?: 'rules' | 'sandbox';
}

/** Answers requests about one folder, by one state of its policy; null where that is not the policy of this machine in the profile `strict`. */
export type AskDaemon = (cwd: string, client: string, requests: readonly AnyRequest[]) => Promise<readonly ShortAnswer[] | null>;
