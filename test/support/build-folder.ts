/** The folder for what one run of the tests builds: vitest makes it before all test files, and takes it away behind them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly buildFolder: string;
  }
}

export function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-build-'));
  provide('buildFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
