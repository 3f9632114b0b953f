/**
 * Whether Codex takes a command for a forced `rm`, with its sight and its gaps: through a few wrappers and all of a script that its parser
 * can read, and through nothing else.
 * Reference: codex-semantics §3.1.
 */
import { MAX_CODEX_WRAPPERS } from '../../base/index.ts';
import type { ParsedWords } from './parsed-command.ts';

/** The commands of a script as Codex's parser finds them, however deep; none where it cannot parse the text. */
export type ReadScript = (text: string) => readonly ParsedWords[];

/** Whether an argument list is, or wraps, a forced `rm`. */
export function isForcedRemoval(argv: ParsedWords, readScript: ReadScript, depth = 0): boolean {
  if (depth > MAX_CODEX_WRAPPERS) return true;
  const [program, ...words] = argv;
  if (program === undefined || program === null) return false;
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (name === 'rm') return isForced(words);
  const wrapped = UNWRAP.get(name)?.(words);
  if (wrapped === undefined || wrapped === null) return false;
  const inner = typeof wrapped === 'string' ? readScript(wrapped) : [wrapped];
  return inner.some((each) => isForcedRemoval(each, readScript, depth + 1));
}

/** `--force`, or a cluster of one dash with an `f`, anywhere in front of `--`. */
function isForced(words: ParsedWords): boolean {
  const end = words.indexOf('--');
  const options = end < 0 ? words : words.slice(0, end);
  return options.some((word) => word !== null && (word === '--force' || (CLUSTER.test(word) && word.includes('f'))));
}

const CLUSTER = /^-(?!-)/;

/** What a wrapper starts: argv, or the text of a script; null where Codex does not look further. */
const UNWRAP: ReadonlyMap<string, (words: ParsedWords) => ParsedWords | string | null> = new Map([
  ['sudo', (words: ParsedWords): ParsedWords | string | null => words],
  ['env', behindAssignments],
  ['trap', (words) => (words[0] === '--' ? words[1] : words[0]) ?? null],
  ...['bash', 'sh', 'zsh'].map((shell) => [shell, scriptOf] as const),
]);

function behindAssignments(words: ParsedWords): ParsedWords {
  const program = words.findIndex((word) => word === null || (word !== '-i' && !ASSIGNMENT.test(word)));
  return program < 0 ? [] : words.slice(program);
}

const ASSIGNMENT = /^[^-=][^=]*=/;

/** Exactly `-c SCRIPT` or `-lc SCRIPT`. */
function scriptOf(words: ParsedWords): string | null {
  return words.length === 2 && (words[0] === '-c' || words[0] === '-lc') ? (words[1] ?? null) : null;
}
