/**
 * Reads the plainest calls of `check`: one text, and where and by which shell it would run.
 *
 * INVARIANT: whatever else stands there, or looks odd, is no plain call; the command's own declaration says what it means.
 */

export interface PlainCheck {
  readonly command: string;
  readonly cwd: string;
  readonly shell: string;
  readonly json: boolean;
}

/** Options with a value. */
const VALUED: ReadonlyMap<string, 'cwd' | 'shell'> = new Map([
  ['--cwd', 'cwd'],
  ['--shell', 'shell'],
  ['-s', 'shell'],
]);

/** All arguments of the process; null for any other call. */
export function readPlainCheck([name, ...args]: readonly string[]): PlainCheck | null {
  if (name !== 'check') return null;
  const options = { cwd: '.', shell: 'bash', json: false };
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const valued = VALUED.get(arg);
    if (arg === '--json') options.json = true;
    else if (valued === undefined) words.push(arg);
    else options[valued] = args[++i] ?? '';
  }
  const [command = '', ...others] = words;
  const isPlain = others.length === 0 && [command, options.cwd, options.shell].every((word) => word !== '' && !word.startsWith('-'));
  return isPlain ? { command, ...options } : null;
}
