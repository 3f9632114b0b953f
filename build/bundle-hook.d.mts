/** Bundles the hook that agents call: `hook.cjs`, `hook-alone.cjs`, `hook-kept.cjs` and `hook-engine.cjs` in a folder. */
export function bundleHook(folder: string): Promise<void>;
