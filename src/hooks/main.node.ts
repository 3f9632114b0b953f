/** The executable that agents call: `node hook.cjs AGENT [OPTION]...`. What answers where no daemon does lies in files beside it. */
import type { answerAlone } from './alone.node.ts';
import { installGuard } from './guard.node.ts';
import type { LoneAnswer, LoneCall } from './run-hook.node.ts';

const guard = installGuard();
// Everything else is loaded under the guard: what fails while it loads blocks too.
import('./run-hook.node.ts')
  .then(({ runHook }) => runHook(process.argv.slice(2), guard, { alone }))
  .catch((error) => guard.fail(String(error?.stack ?? error)));

async function alone(call: LoneCall): Promise<LoneAnswer> {
  const { openBundled } = await import('./bundled-file.node.ts');
  return openBundled<{ readonly answerAlone: typeof answerAlone }>(import.meta.dirname, 'hook-alone').exports.answerAlone(call);
}
