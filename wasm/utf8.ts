/** Whether bytes are well-formed UTF-8: what `$'\xNN'` makes need not be. Reference: RFC 3629. */
import { ld8 } from '#memory';

export function isUtf8(from: i32, to: i32): boolean {
  let p = from;
  while (p < to) {
    const c = ld8(p);
    if (c < 0x80) {
      p++;
      continue;
    }
    const more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
    if (c < 0xc2 || c > 0xf4 || p + more >= to) return false;
    if (!continues(p + 1, more)) return false;
    const second = ld8(p + 1);
    if (c == 0xe0 && second < 0xa0) return false;
    if (c == 0xed && second > 0x9f) return false;
    if (c == 0xf0 && second < 0x90) return false;
    if (c == 0xf4 && second > 0x8f) return false;
    p += more + 1;
  }
  return true;
}

function continues(from: i32, count: i32): boolean {
  for (let i = 0; i < count; i++) if ((ld8(from + i) & 0xc0) != 0x80) return false;
  return true;
}
