/** Every way in which the profile `strict` decides otherwise than Codex, with the files and the command that show it. */
import type { Decision } from '../../src/base/index.ts';

export interface DifferenceCase {
  /** One line, for a heading. */
  readonly title: string;
  readonly why: string;
  readonly command: string;
  readonly strict: Decision;
  readonly codex: Decision;
  /** Default: `team.rules`; the name of no file: no rules. */
  readonly rules?: keyof typeof FILES | null;
  readonly requirements?: keyof typeof FILES;
  /** Default: on-request. */
  readonly approvalPolicy?: 'untrusted' | 'never';
}

export interface DifferenceSection {
  readonly title: string;
  readonly text: string;
  readonly cases: readonly DifferenceCase[];
}

/** What the commands name. */
export const FILES = {
  'team.rules': `prefix_rule(pattern=["git", "push"], decision="forbidden", justification="releases are made elsewhere")
prefix_rule(pattern=[["git", "/opt/git"], ["log", "reset"]], decision="allow")
prefix_rule(pattern=["/opt/git", "push"], decision="allow")
prefix_rule(pattern=["cat"], decision="allow")
prefix_rule(pattern=["python3"], decision="allow")
`,
  'broken.rules': 'prefix_rule(pattern=["git", "push"], decision="forbiden")\n',
  'own.rules': `portcullis_rule(pattern=["curl"], options=["-T"], decision="forbidden", justification="nothing is uploaded")
prefix_rule(pattern=["git", "push"], decision="forbidden")
`,
  'subtokens.toml': `[rules]
prefix_rules = [{ pattern = [{ token = "git" }, { token = "push", subtokens = ["force"] }], decision = "forbidden" }]
`,
  'reads.toml': '[permissions.filesystem]\ndeny_read = ["/srv/repo/private"]\n',
  'hosts.toml': '[experimental_network]\nenabled = true\nmanaged_allowed_domains_only = true\ndomains = { "example.com" = "allow" }\n',
} as const;

const looked = (title: string, why: string, command: string): DifferenceCase => ({
  title,
  why,
  command,
  strict: 'forbidden',
  codex: 'allow',
});

const OPAQUE: DifferenceSection = {
  title: 'Stricter: rules inside scripts that are opaque to Codex',
  text: 'Codex looks into a script only where every word of it is plain. One construct beyond that, and all of the script is one word to its rules.',
  cases: [
    looked('Redirections', 'Of any kind, `2>&1` and here-documents included.', 'git push > out.log'),
    looked('Here-documents and here-strings', 'Quoted ones as well.', 'git push <<< yes'),
    looked('Variables', 'In quotes or not.', 'git push -- "$REMOTE"'),
    looked('Command substitution', 'Nothing in it is matched, nothing around it.', 'echo "$(git push)"'),
    looked('Process substitution', 'The same in `<(…)` and `>(…)`.', 'diff <(git push) log.txt'),
    looked('Patterns, braces and tildes', 'Wherever they stand.', 'git push --tags -- v*'),
    looked('Backslashes', 'A backslash in a word changes nothing for the shell.', 'g\\it push'),
    looked('Quoted names of programs', 'Arguments may be quoted, the program may not.', '"git" push'),
    looked('Assignments in front', 'Codex does not strip them.', 'TZ=UTC git push'),
    looked('Declarations', '`export`, `declare`, `local`, `readonly`, `unset`.', 'export TZ=UTC; git push'),
    looked('Comments', 'Anywhere in the script.', 'git push # now'),
    looked('Background commands and `|&`', 'Both join commands without splitting them.', 'git push & wait'),
    looked('Subshells and groups', '', '(cd app && git push)'),
    looked('Negation', '', '! git push'),
    looked('Loops, conditions, functions', 'Control flow of any kind.', 'for i in 1 2 3; do git push; done'),
    looked('Tests in brackets', '`test -f x` is plain, `[ -f x ]` is not.', '[ -f ready ] && git push'),
    looked('Words that Codex’s parser takes for an operator', 'Its grammar is not that of bash.', 'echo == ; git push'),
    looked('Values that are known', 'A variable that the text itself sets.', 'verb=push; git $verb'),
  ],
};

const NESTED: DifferenceSection = {
  title: 'Stricter: commands that other commands start',
  text: 'To Codex `sudo git push` is a run of `sudo`. Here every command that another one starts is matched by itself.',
  cases: [
    looked('Wrappers', '`sudo`, `env`, `timeout`, `nohup`, `nice`, `command`, `exec` and the like.', 'timeout 5 git push'),
    looked('Shells inside', 'Codex unwraps one level, its own.', "bash -c 'git push'"),
    looked('`eval`', '', "eval 'git push'"),
    looked('`xargs`', '', 'ls | xargs git push'),
    looked('`find -exec`', '`{}` and `\\;` make the script opaque, too.', 'find . -maxdepth 0 -exec git push {} +'),
    looked('Text that is piped into a shell', 'As far as it is known.', 'echo git push | sh'),
    looked('Traps', '', "trap 'git push' EXIT"),
  ],
};

const SPELLING: DifferenceSection = {
  title: 'Stricter: other spellings of the same command',
  text: 'Codex compares words one by one from the first.',
  cases: [
    looked('Options in front of the subcommand', 'Options that a program takes before its subcommand are looked through.', 'git -C . push'),
    looked(
      'Rules for a path and rules for a name',
      'To Codex a rule for `/opt/git` hides all rules for `git`; here all of them count.',
      '/opt/git push',
    ),
  ],
};

const asks = (title: string, why: string, command: string, more: Partial<DifferenceCase> = {}): DifferenceCase => ({
  title,
  why,
  command,
  strict: 'prompt',
  codex: 'allow',
  ...more,
});

const EFFECTS: DifferenceSection = {
  title: 'Stricter: what a command does',
  text: 'Codex judges words, and leaves what a command does to its sandbox. A rule that allows takes a command out of that sandbox; here no rule that allows covers an effect of this kind.',
  cases: [
    asks('Files that usually hold secrets', '', 'cat ~/.ssh/id_rsa'),
    asks('What requirements deny to read', 'Codex leaves it to the sandbox.', 'cat private/key.pem', {
      strict: 'forbidden',
      requirements: 'reads.toml',
    }),
    asks('Hosts that requirements do not list', 'Codex leaves it to its proxy.', 'curl https://elsewhere.example/', {
      strict: 'forbidden',
      requirements: 'hosts.toml',
    }),
    asks('Places that change what later commands do', 'Hooks of git, start-up files, policy itself.', 'cp hook .git/hooks/pre-commit'),
    asks('Work that cannot be brought back', 'Unless a rule names that very form.', 'git reset --hard'),
    asks('Code that nobody knows', 'From the network, or computed.', 'curl -s https://example.com/install | sh'),
    asks('An interpreter with code of its own', 'A rule that allows `python3` allows scripts of the workspace.', "python3 -c 'import os'"),
    asks('Variables that make programs run something else', '', 'LD_PRELOAD=./own.so git log'),
    asks('Words that could become options', 'A word that is not known where the program reads options.', 'git log $RANGE'),
    asks('Texts that are no valid shell', 'Codex runs them.', 'git log; "'),
    asks('Nobody may be asked', 'Under `never`, what would be a question is forbidden.', 'cat ~/.ssh/id_rsa', {
      strict: 'forbidden',
      approvalPolicy: 'never',
    }),
  ],
};

const BROKEN: DifferenceSection = {
  title: 'Stricter: policy that is broken, or says more',
  text: '',
  cases: [
    asks(
      'A broken rules file',
      'Codex goes on without any rules file. Here nothing is allowed by default until the file is corrected.',
      'make',
      {
        rules: 'broken.rules',
        strict: 'prompt',
      },
    ),
    asks(
      'Rules that only portcullis knows',
      'To Codex `portcullis_rule` is an unknown name, the file broken, and the other rules in it gone as well.',
      'git push',
      { rules: 'own.rules', strict: 'forbidden' },
    ),
  ],
};

const looser = (title: string, why: string, command: string, more: Partial<DifferenceCase> = {}): DifferenceCase => ({
  title,
  why,
  command,
  strict: 'allow',
  codex: 'prompt',
  ...more,
});

const LOOSER: DifferenceSection = {
  title: 'Looser',
  text: 'Where a rule or requirement prompts or forbids, `strict` is looser in one case only: subtokens. The others are about commands that no rule of Codex reaches.',
  cases: [
    looser(
      'A forced `rm` inside the workspace',
      'The sandbox contains it, and outside the workspace it is a question here too.',
      'rm -rf build',
    ),
    looser('The same where nobody may be asked', 'Codex rejects it.', 'rm -rf build', { codex: 'forbidden', approvalPolicy: 'never' }),
    looser('Commands without an effect', 'Under `untrusted` Codex asks about everything that no rule allows.', 'cd app && git log', {
      approvalPolicy: 'untrusted',
    }),
    looser(
      'Rules that allow, in scripts that are opaque to Codex',
      'What stands around a command hides it from Codex.',
      'git log > log.txt',
      {
        approvalPolicy: 'untrusted',
      },
    ),
    looser('Rules that allow, behind a wrapper', 'A wrapper without an effect of its own needs no rule.', 'timeout 5 git log', {
      approvalPolicy: 'untrusted',
    }),
    looser('Subtokens', 'Codex ignores them and applies the rule to every `git push`.', 'git push', {
      rules: null,
      requirements: 'subtokens.toml',
      codex: 'forbidden',
    }),
  ],
};

export const DIFFERENCES: readonly DifferenceSection[] = [OPAQUE, NESTED, SPELLING, EFFECTS, BROKEN, LOOSER];
