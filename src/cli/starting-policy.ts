/**
 * What `portcullis init` writes: commented policies to start from. Each loads without a remark and passes `portcullis lint`.
 */

export interface StartingFile {
  /** Below the folder that is asked for. */
  readonly path: string;
  readonly text: string;
}

export interface StartingPolicy {
  readonly summary: string;
  /** What to do with the files. */
  readonly next: string;
  readonly files: readonly StartingFile[];
}

const REGULATED = `# Requirements: what nobody below can loosen. Deploy as /etc/codex/requirements.toml
# (Windows: %ProgramData%\\OpenAI\\Codex\\requirements.toml), or through device management: \`portcullis mdm --help\`.
# Check with \`portcullis config requirements requirements.toml\`.

# A person answers; nothing runs with approvals switched off. The first value replaces one that is not allowed.
allowed_approval_policies = ["on-request", "untrusted"]
allowed_approvals_reviewers = ["user"]

# \`read-only\` must be among them: it is what everything falls back to.
allowed_sandbox_modes = ["read-only", "workspace-write"]

# Cached pages only; \`disabled\` is always allowed.
allowed_web_search_modes = ["cached"]

# Hooks that users or projects bring do not run.
allow_managed_hooks_only = true

[features]
browser_use = false
computer_use = false

# Rules prompt or forbid; of all that match, the strictest counts. \`prompt-user\` must be answered by a person.
[rules]
prefix_rules = [
  { pattern = [{ token = "sudo" }], decision = "forbidden", justification = "administrators change machines" },
  { pattern = [{ token = "git" }, { token = "push" }, { any_of = ["--force", "-f", "--force-with-lease", "--mirror"] }], decision = "forbidden", justification = "history is kept" },
  { pattern = [{ token = "git" }, { token = "push" }], decision = "prompt-user", justification = "publishing needs a person" },
  { pattern = [{ any_of = ["npm", "pnpm", "yarn", "cargo"] }, { token = "publish" }], decision = "forbidden", justification = "releases are built elsewhere" },
]

# Secrets stay unread, whatever the sandbox mode. What does not begin with \`/\` or \`~\` starts in the folder of this file.
[permissions.filesystem]
deny_read = ["~/.ssh/**", "~/.aws/**", "~/.gnupg/**", "~/.netrc", "/**/.env"]

# Only these hosts, and nobody is asked about others.
[experimental_network]
enabled = true
managed_allowed_domains_only = true

[experimental_network.domains]
"registry.npmjs.org" = "allow"
"pypi.org" = "allow"
"files.pythonhosted.org" = "allow"

# Only listed MCP servers start, and only if they are what they say. An empty table allows none.
[mcp_servers]
`;

const TEAM_CONFIG = `# Defaults for whoever opens this repository. They are advisory: every developer can override them, so what must hold belongs into
# requirements. They count for people who trust the repository, and after \`portcullis trust\`.

approval_policy = "on-request"
sandbox_mode = "workspace-write"
web_search = "cached"

[sandbox_workspace_write]
network_access = false
`;

const TEAM_RULES = `# Rules of this repository. Every matching rule counts, the strictest wins.
# Check with \`portcullis check --rules .codex/rules 'npm test'\`; what allows counts after \`portcullis trust\`.

prefix_rule(
    pattern = ["npm", ["test", "ci"]],
    decision = "allow",
    match = ["npm test -- --watch=false", "npm ci"],
    not_match = ["npm publish"],
)

prefix_rule(
    pattern = ["git", ["status", "diff", "log"]],
    decision = "allow",
    match = ["git status --short"],
)

prefix_rule(
    pattern = ["git", "push"],
    decision = "prompt",
    justification = "publishing is seen by everybody",
    match = ["git push origin main"],
)

prefix_rule(
    pattern = ["git", "push", ["--force", "-f"]],
    decision = "forbidden",
    justification = "history is kept",
    match = ["git push --force"],
)
`;

const PERSONAL_RULES = `# Your own rules, for every project. Every matching rule counts, the strictest wins; nothing here undoes what an administrator forbids.
# Check with \`portcullis check 'git status'\`.

prefix_rule(
    pattern = ["git", ["status", "diff", "log", "show"]],
    decision = "allow",
    match = ["git log --oneline"],
    not_match = ["git push"],
)

prefix_rule(
    pattern = ["git", "push"],
    decision = "prompt",
    justification = "publishing is seen by everybody",
    match = ["git push"],
)

prefix_rule(
    pattern = ["sudo"],
    decision = "forbidden",
    justification = "run it yourself",
    match = ["sudo rm -r build"],
)
`;

export const STARTING_POLICIES: Readonly<Record<'regulated' | 'team' | 'personal', StartingPolicy>> = {
  regulated: {
    summary: 'requirements for a regulated environment',
    next: 'edit it, check it with `portcullis config requirements FILE`, and deploy it as an administrator',
    files: [{ path: 'requirements.toml', text: REGULATED }],
  },
  team: {
    summary: 'defaults and rules of a repository',
    next: 'edit them, run `portcullis trust`, and commit them; they count where the user trusts the project (docs/managed-policy.md)',
    files: [
      { path: '.codex/config.toml', text: TEAM_CONFIG },
      { path: '.codex/rules/team.rules', text: TEAM_RULES },
    ],
  },
  personal: {
    summary: 'your own rules',
    next: 'move it to the folder `rules` in your Codex home (`~/.codex/rules`); it then decides instead of the starter policy',
    files: [{ path: 'personal.rules', text: PERSONAL_RULES }],
  },
};
