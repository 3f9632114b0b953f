// The memory of the WebAssembly build. Its twin for JavaScript is `wasm/memory.ts`: same names, same meaning.
// Names here share AssemblyScript's global scope, hence `imul` and not `mul`.

// @ts-ignore: decorator
@inline export function ld(address: i32): i32 {
  return load<i32>(address);
}
// @ts-ignore: decorator
@inline export function st(address: i32, value: i32): void {
  store<i32>(address, value);
}
// @ts-ignore: decorator
@inline export function ld8(address: i32): i32 {
  return <i32>load<u8>(address);
}
// @ts-ignore: decorator
@inline export function st8(address: i32, value: i32): void {
  store<u8>(address, <u8>value);
}
// @ts-ignore: decorator
@inline export function imul(a: i32, b: i32): i32 {
  return a * b;
}
// @ts-ignore: decorator
@inline export function idiv(a: i32, b: i32): i32 {
  return a / b;
}
// @ts-ignore: decorator
@inline export function ishr(a: i32, bits: i32): i32 {
  return a >>> bits;
}
// @ts-ignore: decorator
@inline export function below(a: i32, b: i32): boolean {
  return <u32>a < <u32>b;
}
/** Where a part of 2^24 lies among so many; both are at most that. */
// @ts-ignore: decorator
@inline export function portion(part: i32, count: i32): i32 {
  return <i32>((<u64>part * <u64>count) >> 24);
}
// @ts-ignore: decorator
@inline export function copyBytes(to: i32, from: i32, length: i32): void {
  memory.copy(to, from, length);
}
// @ts-ignore: decorator
@inline export function fillBytes(to: i32, value: i32, length: i32): void {
  memory.fill(to, <u8>value, length);
}
/** Passes bytes up to the first newline, backslash or NUL, or nearly so far; never beyond `stop`. */
export function passText(from: i32, stop: i32): i32 {
  let p = from;
  while (p + 16 <= stop) {
    const v = v128.load(p);
    const found = v128.or(v128.or(i8x16.eq(v, i8x16.splat(10)), i8x16.eq(v, i8x16.splat(92))), i8x16.eq(v, i8x16.splat(0)));
    if (v128.any_true(found)) return p + ctz(i8x16.bitmask(found));
    p += 16;
  }
  return p;
}
/** Passes bytes up to the first single quote or NUL, or nearly so far; never beyond `stop`. */
export function passSingle(from: i32, stop: i32): i32 {
  let p = from;
  while (p + 16 <= stop) {
    const v = v128.load(p);
    const found = v128.or(i8x16.eq(v, i8x16.splat(39)), i8x16.eq(v, i8x16.splat(0)));
    if (v128.any_true(found)) return p + ctz(i8x16.bitmask(found));
    p += 16;
  }
  return p;
}
/** Passes bytes up to the first double quote, backslash, dollar, backtick or NUL, or nearly so far; never beyond `stop`. */
export function passDouble(from: i32, stop: i32): i32 {
  let p = from;
  while (p + 16 <= stop) {
    const v = v128.load(p);
    const quotes = v128.or(i8x16.eq(v, i8x16.splat(34)), i8x16.eq(v, i8x16.splat(92)));
    const found = v128.or(v128.or(quotes, i8x16.eq(v, i8x16.splat(0))), v128.or(i8x16.eq(v, i8x16.splat(36)), i8x16.eq(v, i8x16.splat(96))));
    if (v128.any_true(found)) return p + ctz(i8x16.bitmask(found));
    p += 16;
  }
  return p;
}
/**
 * Passes bytes up to the first that stops words, or nearly so far. `table` holds three vectors: for each low half of a byte the rows it stops
 * in, a row for each high half, and fifteens. Words are short: where one ends is no branch that could be guessed wrongly.
 */
export function passWord(from: i32, table: i32): i32 {
  const v = v128.load(from);
  const half = v128.load(table + 32);
  const low = i8x16.swizzle(v128.load(table), v128.and(v, half));
  const high = i8x16.swizzle(v128.load(table + 16), v128.and(i16x8.shr_u(v, 4), half));
  const plain = i8x16.bitmask(i8x16.eq(v128.and(low, high), i64x2.splat(0)));
  return from + ctz(plain ^ 0x1ffff);
}
/** Bytes there are. */
// @ts-ignore: decorator
@inline export function memoryBytes(): i32 {
  return memory.size() << 16;
}
/** Adds pages of 64 KiB. Out of memory is a trap: the callers' bounds lie far below. */
// @ts-ignore: decorator
@inline export function growPages(pages: i32): void {
  if (memory.grow(pages) < 0) unreachable();
}
