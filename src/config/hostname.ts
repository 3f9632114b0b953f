/**
 * Whether a machine is meant by a hostname pattern of `[[remote_sandbox_config]]`: `*` and `?` only, whatever the case, blanks around and
 * dots at the end (reference: codex-semantics §4.5). A machine without a name is meant by none.
 */
import { matchWildcard } from '../base/index.ts';

export function matchHostname(patterns: readonly string[], hostname: string | null): boolean {
  const host = normalise(hostname ?? '');
  return host !== '' && patterns.some((pattern) => matchWildcard(normalise(pattern), host));
}

function normalise(name: string): string {
  return name.trim().replace(TRAILING_DOTS, '').toLowerCase();
}

/** LIMIT: anchored at a dot that follows another character, so that a run of dots is tried once. */
const TRAILING_DOTS = /(?<!\.)\.+$/;
