/** Bundles the command line: `main.cjs` and `cli.cjs` in a folder. */
export function bundleCli(folder: string): Promise<void>;
