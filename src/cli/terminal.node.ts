/**
 * The two streams of a command: stdout carries the answer and nothing else, stderr everything said to people on the way.
 */
import { styleText } from 'node:util';
import { type Paint, plain, type Style } from '../report/index.ts';

/** The answer, as it is. */
export function print(text: string): void {
  process.stdout.write(endLine(text));
}

/** A remark for people. */
export function remark(text: string): void {
  process.stderr.write(endLine(text));
}

/** Text that ends its last line. */
export function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** What each style looks like. */
const LOOK = { allow: 'green', prompt: 'yellow', forbidden: 'red', strong: 'bold', mark: 'cyan', faint: 'dim' } as const satisfies Record<
  Style,
  string
>;

/** Whether a stream gets colours: `NO_COLOR` (https://no-color.org) first, then `FORCE_COLOR`, then whether people can see it. */
export function hasColour(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** Paints text for a stream, or leaves it alone. */
export function paintFor(stream: { readonly isTTY?: boolean }): Paint {
  return hasColour(stream) ? (style, text) => styleText(LOOK[style], text, { validateStream: false }) : plain;
}
