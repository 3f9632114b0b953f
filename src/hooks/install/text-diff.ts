/** What changes between two texts, for people: the lines that go and come, and a few around them. */

/** Lines shown around what changes. */
const CONTEXT = 3;

export function formatDiff(path: string, before: string | null, after: string | null): string {
  const head = [`--- ${before === null ? 'nothing' : path}`, `+++ ${after === null ? 'nothing' : path}`];
  const [old, now] = [linesOf(before), linesOf(after)];
  const start = commonLength(old, now);
  const end = commonLength(old.slice(start).toReversed(), now.slice(start).toReversed());
  const shown = [
    ...old.slice(Math.max(0, start - CONTEXT), start).map((line) => ` ${line}`),
    ...old.slice(start, old.length - end).map((line) => `-${line}`),
    ...now.slice(start, now.length - end).map((line) => `+${line}`),
    ...old.slice(old.length - end, old.length - end + CONTEXT).map((line) => ` ${line}`),
  ];
  return [...head, ...shown].join('\n');
}

function linesOf(text: string | null): readonly string[] {
  return text === null || text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** How many lines at the beginning are the same. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  const different = a.findIndex((line, i) => line !== b[i]);
  return Math.min(different < 0 ? a.length : different, b.length);
}
