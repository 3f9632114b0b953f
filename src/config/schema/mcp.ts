/**
 * Identities of MCP servers in requirements (reference: codex-semantics §8).
 *
 * Codex takes the first form that fits and ignores everything beside it: with a proper `command`, whatever `url` says.
 */
import * as v from 'valibot';
import type { Profile } from '../../base/index.ts';
import type { IdentityPattern } from '../../mcp/index.ts';
import { matcher } from './part.ts';

const command = v.union([v.string(), v.object({ executable: v.string(), args: v.array(matcher) })]);
const url = v.union([v.string(), matcher]);

/** Beside a plain `command`, `args` is often written; it is not compared. */
const byCommand = v.pipe(
  v.object({ command, url: v.optional(v.any()), args: v.optional(v.any()), env: v.optional(v.any()) }),
  v.transform(({ command: given }): IdentityPattern => {
    return typeof given === 'string' ? { type: 'command', command: given } : { type: 'executable', ...given };
  }),
);

const toUrl = v.transform(({ url: given }: { url: v.InferOutput<typeof url> }): IdentityPattern => {
  return { type: 'url', url: typeof given === 'string' ? { match: 'exact', value: given } : given };
});

const IDENTITY = {
  codex: v.union([byCommand, v.pipe(v.object({ url, command: v.optional(v.any()) }), toUrl)]),
  strict: v.union([byCommand, v.pipe(v.strictObject({ url }), toUrl)]),
} as const satisfies Record<Profile, v.GenericSchema>;

/** `[mcp_servers.NAME]`: which server may start under a name. */
export function managedServers(profile: Profile) {
  return v.record(v.string(), v.object({ identity: IDENTITY[profile] }));
}
