/** Text of a file in a message: one line, of bearable length. */
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

export function oneLine(text: string, longest: number): string {
  const line = text.slice(0, longest + 1).replace(BREAKS, ' ');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
