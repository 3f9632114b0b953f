/** Lints over the files and folders in which policy lies: who could change them. */
import type { Diagnostic } from '../../base/index.ts';
import type { Lint, LintedFile } from './subject.ts';

const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;
const ADMINISTRATOR = 0;

/** One way in which a file can be loose. */
interface Looseness {
  readonly isLoose: (file: LintedFile) => boolean;
  readonly problem: string;
  readonly help: string;
}

const LOOSENESSES: readonly Looseness[] = [
  {
    isLoose: ({ managed, link }) => managed && link,
    problem: 'is a link, and may lead to a file that others can change',
    help: 'put the file itself there',
  },
  {
    isLoose: ({ stamp }) => (stamp.mode & OTHERS_WRITE) !== 0,
    problem: 'can be changed by everybody',
    help: 'take the right to write from others (`chmod o-w`)',
  },
  {
    isLoose: ({ managed, stamp }) => managed && (stamp.mode & GROUP_WRITES) !== 0,
    problem: 'can be changed by its group',
    help: 'take the right to write from the group (`chmod g-w`)',
  },
  {
    isLoose: ({ managed, stamp }) => managed && stamp.uid !== ADMINISTRATOR,
    problem: 'does not belong to the administrator',
    help: 'give it to root (`chown root`)',
  },
];

export const lintFiles: Lint = ({ files }) =>
  files.flatMap((file) =>
    LOOSENESSES.filter((each) => each.isLoose(file)).map(
      ({ problem, help }): Diagnostic => ({
        code: 'CF108',
        severity: file.managed ? 'error' : 'warning',
        message: `\`${file.path}\` ${problem}`,
        help,
      }),
    ),
  );
