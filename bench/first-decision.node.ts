/** The first decision of a process, timed against an empty module; prints one line of JSON in nanoseconds. */
const start = performance.now();
new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])), {});
const empty = performance.now() - start;

const { createEngine, parsePolicy } = await import('../src/engine/index.ts');
const { rulesOf } = await import('./fixtures.ts');
const { value } = parsePolicy(rulesOf(50));
if (value === null) throw new Error('the rules of the bench are broken');

const before = performance.now();
const engine = createEngine(value, { seed: 1 });
engine.decide('kalo status');
const first = performance.now() - before;

const NEXT = 10;
const again = performance.now();
for (let i = 0; i < NEXT; i++) engine.decide(`kalo status -${i}`);
const next = (performance.now() - again) / NEXT;
console.log(JSON.stringify({ empty: empty * 1e6, first: first * 1e6, next: next * 1e6 }));

export {};
