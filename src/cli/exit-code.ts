/**
 * What the exit code of a command says. `docs/exit-codes.md` and the end of every `--help` are made from these tables.
 *
 * INVARIANT: 0 from a command that decides about one thing means allow and nothing else. Every agent's hook contract takes 2 for
 * "blocked" and any other code for "carry on", so whatever ends without an answer ends with 2.
 */

/** Codes and their meaning, in order. */
export type ExitCodes = Readonly<Record<number, string>>;

/** Wrong call, or a policy that could not be loaded. */
export const EXIT_USAGE = 1;
/** A bug, an answer that could not be delivered, anything but allow. */
export const EXIT_UNDECIDED = 2;

/** Commands that answer one question: is this allowed? */
export const DECIDING: ExitCodes = {
  0: 'allow; with `--compare`, both allow; with `--batch`, every line is answered, and the answers say what they are',
  1: 'wrong call, or the policy has errors; with `--batch`, a line is no request',
  2: 'forbidden, prompt, or no decision could be made; the reason is on stderr',
};

/** Commands that say what a text holds. */
export const ANALYSING: ExitCodes = {
  0: 'all of the text was understood',
  1: 'wrong call, or a request of the batch is no request',
  2: 'part of the text is refused; the answer says which and why, and what was understood',
};

/** The command that answers like Codex's own, which does not decide. */
export const ANSWERING: ExitCodes = {
  0: 'there is an answer, whatever the decision in it',
  1: 'a rules file cannot be read, or has errors',
  2: 'wrong call, or a bug in portcullis',
};

/** Commands that print something and have no opinion about it. */
export const PRINTING: ExitCodes = {
  0: 'done',
  1: 'wrong call, or the input has errors',
  2: 'a bug in portcullis, or the answer could not be written',
};

/** The command that answers agents, and looks after its place in their configuration. */
export const HOOKING: ExitCodes = {
  0: 'the agent has its answer, which may be a refusal in its own words; or what was to be done is done',
  1: 'of `install`, `uninstall` and `status`: nothing was changed, or a hook does not work or lets pass when it fails; of `listen`: no secret or no port',
  2: 'blocked: a wrong call or input, a bug, an answer that could not be written; of `generic`: anything but allow',
};

/** Commands that look for faults. */
export const LINTING: ExitCodes = {
  0: 'nothing is wrong; remarks may have been made',
  1: 'wrong call, or something is wrong; it is on stderr',
  2: 'a bug in portcullis, or the answer could not be written',
};

/** The command that answers until its client leaves. */
export const SERVING: ExitCodes = {
  0: 'the client left in order, or closed its end',
  1: 'wrong call, the address cannot be used, or the client left without `shutdown`',
  2: 'a bug in portcullis',
};

/** A command as the page of exit codes sees it. */
export interface ExitingCommand {
  readonly name: string;
  readonly exits: ExitCodes;
}

/** `docs/exit-codes.md`: a section for each command. */
export function formatExitCodePage(commands: readonly ExitingCommand[]): string {
  const sections = commands.map(({ name, exits }) => {
    const rows = Object.entries(exits).map(([code, meaning]) => `| ${code} | ${meaning} |\n`);
    return `\n## portcullis ${name}\n\n| code | meaning |\n|---|---|\n${rows.join('')}`;
  });
  return `# Exit codes

A command that decides about one thing ends with 0 for allow and for nothing else. Agents' hooks take 2 for "blocked" and any other code for
"carry on", so a bug, a closed pipe and a decision that could not be made end with 2. A process that a signal kills has no exit code of its own;
a shell shows 128 plus the number of the signal. With \`--json\` the answer on stdout tells forbidden, prompt and errors apart; with \`--batch\`
only the answers say what was decided.

Each \`portcullis COMMAND --help\` ends with its table. This page is made from the same tables; \`npm run docs\` writes it anew.
${sections.join('')}`;
}
