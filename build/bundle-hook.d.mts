/** Bundles the hook that agents call: `hook.cjs` and `hook-engine.cjs` in a folder. */
export function bundleHook(folder: string): Promise<void>;
