/**
 * Finds hooks of ours in the configuration of agents, and says whether a hook that crashes blocks or lets pass.
 *
 * In every agent's contract an exit code other than 2 means "carry on", so a hook only fails closed where its command turns any failure
 * into 2, or where the agent is told to fail closed.
 */

export interface FoundHook {
  readonly command: string;
  readonly failsClosed: boolean;
}

/** Every command of ours in a parsed configuration, however deep; LIMIT: `depth`. */
export function findHooks(config: unknown, depth = 32): readonly FoundHook[] {
  if (depth === 0 || typeof config !== 'object' || config === null) return [];
  if (Array.isArray(config)) return config.flatMap((each) => findHooks(each, depth - 1));
  const entry = config as Readonly<Record<string, unknown>>;
  const own = [entry.command, entry.bash].flatMap((command) =>
    typeof command === 'string' && OURS.test(command) ? [{ command, failsClosed: failsClosed(entry, command) }] : [],
  );
  return [...own, ...Object.values(entry).flatMap((each) => findHooks(each, depth - 1))];
}

const OURS = /\bportcullis\b.*\bhook\b/s;

function failsClosed(entry: Readonly<Record<string, unknown>>, command: string): boolean {
  return entry.failClosed === true || /\|\|\s*(?:exit|\{[^}]*;\s*exit)\s+2\b/.test(command);
}
