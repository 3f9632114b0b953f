/** Files that a text writes are found by what runs them. */
import { expect, it } from 'vitest';
import { MAX_COPIES, MAX_LISTED_COPIES } from '../../src/base/index.ts';
import { newReport } from '../../src/engine/effect-findings.ts';
import { isWithin } from '../../src/engine/path.ts';
import type { Step } from '../../src/engine/step.ts';
import { WrittenFiles } from '../../src/engine/written-file.ts';

function stepOf(name: string): Step {
  return { name } as Step;
}

function reportOf(contents: readonly string[], reads: readonly string[] = []) {
  return { ...newReport(), contents: [...contents], reads: [...reads] };
}

const sh = stepOf('sh');
const npm = stepOf('npm');

it('by its path, the first that was written', () => {
  const written = new WrittenFiles();
  written.note(null, reportOf(['/w/a', '/w/b']));
  written.note(sh, reportOf(['/w/c']));
  expect([['/w/c', '/w/b'], ['/w/c'], ['/w'], []].map((paths) => written.usedBy(sh, paths))).toEqual(['/w/b', '/w/c', null, null]);
});

it('by a name that its program loads', () => {
  const written = new WrittenFiles();
  written.note(sh, reportOf(['/w/a', '/w/x/vite.config.ts', '/w/package.json']));
  expect([npm, sh, stepOf('vite'), stepOf('cargo')].map((step) => written.usedBy(step, []))).toEqual([
    '/w/x/vite.config.ts',
    null,
    '/w/x/vite.config.ts',
    null,
  ]);
});

it('where a copy of it lies, but for what the copying command reads itself', () => {
  const written = new WrittenFiles();
  written.note(npm, reportOf(['/w/d'], ['/y/package.json', '/y/run']));
  expect(written.usedBy(npm, [])).toBeNull();
  expect(written.usedBy(stepOf('npm'), [])).toBe('/w/d/package.json');
  expect(written.usedBy(sh, ['/w/d/run'])).toBe('/w/d/run');
  expect(written.usedBy(sh, ['/w/e/run'])).toBeNull();
});

it('everywhere once there are more copies than are listed', () => {
  const many = Array.from({ length: MAX_COPIES }, (_, i) => `/y/f${i}`);
  const one = new WrittenFiles();
  one.note(npm, reportOf(['/w/d'], many));
  expect(one.usedBy(sh, ['/w/x'])).toBeNull();
  one.note(npm, reportOf(['/w/e'], [...many, '/y/g']));
  expect(one.usedBy(sh, ['/w/x'])).toBe('/w/e');

  const all = new WrittenFiles();
  for (let i = 0; i < MAX_LISTED_COPIES / MAX_COPIES; i++) all.note(npm, reportOf([`/w/d${i}`], many));
  expect(all.usedBy(sh, ['/w/x'])).toBeNull();
  all.note(npm, reportOf(['/w/last'], ['/y/g']));
  expect(all.usedBy(sh, ['/w/x'])).toBe('/w/last');
  expect(isWithin(all.usedBy(sh, ['/w/d3/f7']) ?? '', '/w/d3')).toBe(true);
});
