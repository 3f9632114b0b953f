/**
 * The two streams of a command: stdout carries the answer and nothing else, stderr everything said to people on the way.
 */
import { styleText } from 'node:util';

/** The answer, as it is. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** A remark for people. */
export function remark(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Formats of `node:util` that this project uses. */
export type TextStyle = 'red' | 'green' | 'yellow' | 'cyan' | 'bold' | 'dim' | 'underline';

/** Whether a stream gets colours: `NO_COLOR` (https://no-color.org) first, then `FORCE_COLOR`, then whether people can see it. */
export function hasColour(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** Paints text for a stream, or leaves it alone. */
export function paintFor(stream: { readonly isTTY?: boolean }): (style: TextStyle, text: string) => string {
  return hasColour(stream) ? paintAlways : (_, text) => text;
}

function paintAlways(style: TextStyle, text: string): string {
  return styleText(style, text, { validateStream: false });
}
