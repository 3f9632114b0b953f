/** Two sums over 32-bit words: they find accidents, a change of one word always changes both. They are no signature. */
export function sumWords(words: Int32Array): readonly [number, number] {
  let a = words.length;
  let b = 0x3243f6a8;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? 0;
    a = Math.imul(a ^ word, 0x01000193);
    a ^= a >>> 15;
    b = Math.imul(b ^ word, 0x5bd1e995) + 0x7ed55d16;
    b ^= b >>> 13;
  }
  return [a | 0, b | 0];
}
