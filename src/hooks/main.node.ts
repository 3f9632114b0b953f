/** The executable that agents call, bundled into one file: `node hook.cjs AGENT [OPTION]...`. */
import { installGuard } from './guard.node.ts';

const guard = installGuard();
// Everything else is loaded under the guard: what fails while it loads blocks too.
Promise.all([import('./run-hook.node.ts'), import('./engine-file.node.ts')])
  .then(([{ runHook }, { loadEngineFile }]) =>
    runHook(process.argv.slice(2), guard, { engine: () => loadEngineFile(process.argv[1] ?? '') }),
  )
  .catch((error) => guard.fail(String(error?.stack ?? error)));
