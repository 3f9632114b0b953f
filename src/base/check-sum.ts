/**
 * Two sums over 32-bit words: they find accidents, a change of one word always changes both. They are no signature.
 *
 * Four words are taken at a time, each by a sum of its own: a step waits for the one before it, and four of them wait side by side.
 */
export function sumWords(words: Int32Array): readonly [number, number] {
  let a = words.length;
  let b = 0x3243f6a8;
  let c = 0x2545f491;
  let d = 0x6a09e667;
  const whole = words.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    a = step(a, words[i] as number);
    b = step(b, words[i + 1] as number);
    c = step(c, words[i + 2] as number);
    d = step(d, words[i + 3] as number);
  }
  for (let i = whole; i < words.length; i++) a = step(a, words[i] as number);
  return [step(step(step(a, b), c), d), step(step(step(d, c), b), a)];
}

/** Any other sum or word gives another result. */
function step(sum: number, word: number): number {
  const mixed = Math.imul(sum ^ word, 0x9e3779b1);
  return (mixed << 13) | (mixed >>> 19);
}
