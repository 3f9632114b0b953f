/** The executable that agents call, bundled into one file: `node hook.cjs AGENT [OPTION]...`. */
import { installGuard } from './guard.node.ts';

const guard = installGuard();
// Everything else is loaded under the guard: what fails while it loads blocks too.
import('./run-hook.node.ts')
  .then(({ runHook }) => runHook(process.argv.slice(2), guard))
  .catch((error) => guard.fail(String(error?.stack ?? error)));
