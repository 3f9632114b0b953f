/** Pieces that the schemas of requirements and of configuration share. */
import * as v from 'valibot';
import { REQUIRED_SANDBOX_MODES, REVIEWERS, SANDBOX_MODES, WEB_SEARCH_MODES } from '../vocabulary.ts';

export const texts = v.array(v.string());

/** A whole number of at most 16 bits, as a port is. */
export const port = v.pipe(v.bigint(), v.minValue(0n, 'must be 0 to 65535'), v.maxValue(65535n, 'must be 0 to 65535'), v.transform(Number));

const granular = v.object({
  sandbox_approval: v.boolean(),
  rules: v.boolean(),
  skill_approval: v.optional(v.boolean(), false),
  request_permissions: v.optional(v.boolean(), false),
  mcp_elicitations: v.boolean(),
});

export const approvalPolicy = v.union([
  v.pipe(
    v.picklist(['untrusted', 'on-request', 'on-failure', 'never']),
    v.transform((name) => (name === 'on-failure' ? 'on-request' : name)),
  ),
  v.strictObject({ granular }),
]);

export const reviewer = v.pipe(
  v.picklist([...REVIEWERS, 'guardian_subagent']),
  v.transform((name) => (name === 'guardian_subagent' ? 'auto_review' : name)),
);

export const sandboxMode = v.picklist(SANDBOX_MODES);
export const requiredSandboxMode = v.picklist(REQUIRED_SANDBOX_MODES);
export const webSearchMode = v.picklist(WEB_SEARCH_MODES);

/** Carried through and shown, not interpreted. */
export const anyTable = v.record(v.string(), v.any());

/** A matcher over one text. */
export const matcher = v.variant('match', [
  v.object({ match: v.literal('exact'), value: v.string() }),
  v.object({ match: v.literal('prefix'), value: v.string() }),
  v.object({ match: v.literal('regex'), expression: v.string() }),
]);
