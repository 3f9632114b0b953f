/** Bundles the hook that agents call into one file. */
export function bundleHook(outfile: string): Promise<void>;
