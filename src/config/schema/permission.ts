/** Permission profiles, `[permissions.NAME]` (reference: codex-semantics §4.6, §6). */
import * as v from 'valibot';
import { profileNetwork } from './network.ts';

const access = v.picklist(['read', 'write', 'deny', 'none']);

/** A path or `:name`, or below `:workspace_roots` a table of relative paths. */
const filesystem = v.pipe(
  v.objectWithRest(
    { glob_scan_max_depth: v.optional(v.pipe(v.bigint(), v.minValue(0n, 'must not be negative'), v.transform(Number))) },
    v.union([access, v.record(v.string(), access)]),
  ),
  v.check(
    (table) => Object.keys(table).every((key) => key === 'glob_scan_max_depth' || ANCHORED.test(key)),
    'has a relative path; write it below `:workspace_roots`, or make it absolute',
  ),
  v.check((table) => typeof table[':root'] !== 'object', 'gives `:root` a table of paths; it takes one word'),
);

/** Absolute on any system, below the home folder, or a `:name`. */
const ANCHORED = /^(?:[/\\~:]|[A-Za-z]:)/;

export const permissionProfile = v.object({
  description: v.optional(v.string()),
  extends: v.optional(v.string()),
  filesystem: v.optional(filesystem),
  network: v.optional(profileNetwork),
  workspace_roots: v.optional(v.any()),
});
