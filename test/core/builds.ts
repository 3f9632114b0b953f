/** Both builds of the core: every test of it runs on each, on a memory of its own. */
import { describe } from 'vitest';
import { type Build, type Core, createCore } from '../../src/shell/index.ts';

export const BUILDS: readonly Build[] = ['wasm', 'js'];

export function describeBuilds(name: string, tests: (core: Core, build: Build) => void): void {
  describe.each(BUILDS)(`${name} (%s)`, (build) => tests(createCore(build), build));
}
