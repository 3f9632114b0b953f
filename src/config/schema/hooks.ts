/** Managed hooks, `[hooks]` of requirements: carried through and shown (reference: codex-semantics §10.1). */
import * as v from 'valibot';
import { HOOK_EVENTS } from '../vocabulary.ts';

const handler = v.variant('type', [
  v.looseObject({
    type: v.literal('command'),
    command: v.string(),
    commandWindows: v.optional(v.string()),
    timeout: v.optional(v.pipe(v.bigint(), v.minValue(0n, 'must not be negative'), v.transform(Number))),
    async: v.optional(v.boolean()),
    statusMessage: v.optional(v.string()),
  }),
  v.looseObject({ type: v.literal('mcp_tool') }),
  v.looseObject({ type: v.literal('prompt') }),
  v.looseObject({ type: v.literal('agent') }),
]);
const group = v.object({ matcher: v.optional(v.string()), hooks: v.optional(v.array(handler)) });
const groups = v.optional(v.array(group));

export const managedHooks = v.object({
  managed_dir: v.optional(v.string()),
  windows_managed_dir: v.optional(v.string()),
  ...(Object.fromEntries(HOOK_EVENTS.map((event) => [event, groups])) as Record<(typeof HOOK_EVENTS)[number], typeof groups>),
});
