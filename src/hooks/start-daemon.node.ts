/**
 * Starts the daemon for the hooks that come after this one: `portcullis serve --warm`, in a session of its own, once per user.
 *
 * SECURITY: it will answer for all projects of this user, so nothing of this one's surroundings goes along but where the user's own things lie.
 * INVARIANT: called after the answer is given; whatever goes wrong is nobody's business here, `hook status` and `doctor` say whether it runs.
 */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { claimStart } from './warm-mark.node.ts';

/** The command line beside the hook, bundled or as compiled. */
const PROGRAMS = ['bundle/cli/main.cjs', 'src/cli/main.node.js'];

/** What the daemon keeps of the environment. */
const KEPT = ['HOME', 'USER', 'LOGNAME', 'XDG_RUNTIME_DIR', 'XDG_CACHE_HOME', 'TZ'];

/** `script`: the hook. */
export function startDaemon(script: string): void {
  const program = PROGRAMS.map((path) => join(dirname(script), path)).find((path) => existsSync(path));
  if (program === undefined || !claimStart()) return;
  const env = Object.fromEntries(KEPT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  // Loaded by whoever starts one, not by every hook.
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = spawn(process.execPath, [program, 'serve', '--warm'], { cwd: homedir(), env, detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}
