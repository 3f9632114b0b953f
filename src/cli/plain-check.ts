/**
 * Reads the plainest calls of `check`: one text, where and by which shell it would run, and rules files.
 *
 * INVARIANT: whatever else stands there, or looks odd, is no plain call; the command's own declaration says what it means.
 */

export interface PlainCheck {
  readonly command: string;
  readonly cwd: string;
  readonly shell: string;
  readonly json: boolean;
  /** As they were named. */
  readonly rules: readonly string[];
}

/** Options with a value. */
const VALUED: ReadonlyMap<string, 'cwd' | 'shell' | 'rules'> = new Map([
  ['--cwd', 'cwd'],
  ['--shell', 'shell'],
  ['-s', 'shell'],
  ['--rules', 'rules'],
  ['-r', 'rules'],
]);

/** All arguments of the process; null for any other call. */
export function readPlainCheck([name, ...args]: readonly string[]): PlainCheck | null {
  if (name !== 'check') return null;
  const options = { cwd: '.', shell: 'bash', json: false, rules: [] as string[] };
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const valued = VALUED.get(arg);
    if (arg === '--json') options.json = true;
    else if (valued === undefined) words.push(arg);
    else if (valued === 'rules') options.rules.push(args[++i] ?? '');
    else options[valued] = args[++i] ?? '';
  }
  const [command = '', ...others] = words;
  const given = [command, options.cwd, options.shell, ...options.rules];
  return others.length === 0 && given.every(isPlain) ? { command, ...options } : null;
}

function isPlain(word: string): boolean {
  return word !== '' && !word.startsWith('-') && !isDamaged(word);
}

/** What Node puts in the place of bytes that are no UTF-8: what is judged would not be what runs. */
export function isDamaged(word: string): boolean {
  return word.includes('\ufffd');
}
