import type { Code } from '../base/index.ts';

/** What speaks against a connection. */
export interface NetworkFinding {
  readonly code: Code;
  readonly decision: 'prompt' | 'forbidden';
  readonly message: string;
  readonly help?: string;
}
