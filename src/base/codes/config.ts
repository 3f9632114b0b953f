/** Codes `CFnnn` of the config area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const CONFIG_CODES = {
  // Reading a policy file.
  CF001: 'A policy file is larger than any policy needs to be; it is refused before it is read.',
  CF002: 'A policy file is not UTF-8. Its bytes are never guessed, so nothing of it is used.',
  CF003: 'A policy file is not valid TOML.',
  CF004: 'Two independent TOML readers understand a file differently. Such a file must not decide anything and is refused.',
  CF005: 'A key such as `__proto__` or `constructor`, which reaches into every object of programs that are not careful, is refused.',
  CF006: 'A TOML file nests tables and lists deeper than any policy does.',
  CF007: 'A whole number does not fit into 64 bits.',
  CF008: 'A policy file cannot be read: it is missing, a folder, or not permitted.',
  // What a schema says about a value.
  CF010: 'A value has the wrong type: a list where a string is expected, and so on.',
  CF011: 'A value is not one of the closed list of values that this key takes.',
  CF012: 'A table lacks a key that it must have.',
  CF013: 'A key is not known and is ignored, by Codex as well. It is often a misspelling, and then a requirement is not in force.',
  CF014: 'A value has the right type but is not acceptable: empty, blank, out of range or not of the form that is expected.',
  CF015: 'A file has more faults than are listed.',
  // `[rules] prefix_rules` of requirements.
  CF020:
    'Codex ignores `subtokens` and reads the rule as if they were not there, so it applies to more commands. Portcullis (profile `strict`) reads ' +
    'them as written: the arguments contain these words in this order.',
  // Requirements as a whole.
  CF030: 'One table is given under two of its names in the same file.',
  CF031: 'Requirements from a flag or the environment can only tighten. This one would replace what a managed layer requires.',
  CF032: 'A list of allowed values is empty, so nothing would be allowed. Codex refuses that, and so do we.',
  CF033: '`allowed_sandbox_modes` must contain `read-only`, the mode that everything falls back to.',
  CF034:
    '`default_permissions` and `allowed_permission_profiles` do not fit together: the default must be given (unless both `:workspace` and ' +
    '`:read-only` are allowed), be allowed, and never stand alone.',
  CF035: 'A permission profile is named that is not defined, or profiles extend each other in a circle.',
  CF037: 'Two layers name different folders of managed hooks.',
  CF038: 'The requirements leave no way to sign in.',
  CF039: 'An MCP identity gives both `command` and `url`. Only `command` counts.',
  // Configuration and the settings that come of it.
  CF040: 'A setting is not allowed by requirements and has been replaced by one that is.',
  CF041: 'A value that was asked for explicitly is not allowed by requirements. It is refused rather than replaced.',
  CF042:
    'Approval policy `never` together with a sandbox mode that requirements do not allow. Falling back to read-only with nobody to ask would ' +
    'surprise, so it is an error.',
  CF043:
    'Codex no longer accepts `approval_policy = "untrusted"` in a configuration file and does not start with it. Profile `strict` takes it as it is.',
  CF044: 'The key `profile` inside a configuration file is no longer accepted; profiles are files of their own.',
  CF045: 'A project may not set this key. It is left out.',
  CF046: 'A project is not trusted, so its configuration and its rules that allow are not used.',
  CF047: 'A permission profile is chosen that requirements do not allow, or that does not exist.',
  // Finding and reading the layers of a machine.
  CF050: 'A payload of device management is not base64.',
  CF051: 'A layer of policy cannot be read or used. What depends on it is stricter until it is corrected.',
  CF052:
    'A file or folder that decides about policy can be changed by somebody other than the administrator, so a user or an agent could loosen it. ' +
    'Folders of cloud bundles are not used at all then.',
  CF053:
    'What a project asks for has not been confirmed by the user. Its rules that prompt or forbid count at once; everything that could loosen ' +
    'waits for `portcullis trust`.',
  CF054: 'The record of what the user trusts cannot be read; nothing counts as trusted.',
  CF055: 'A flag for configuration is not of the form `key=value`.',
  CF056:
    'A project sets policy, and no requirement stands above it. Configuration of a team is advisory: every developer can override it locally.',
  // What `portcullis lint` finds in policies that load.
  CF100: 'Managed configuration sets everybody to full-auto: no approvals, or no sandbox. A default for all is the wrong place for that.',
  CF101: 'Security is left to the configuration of a team. It is advisory; only requirements and system rules bind.',
  CF102: 'A requirement that constrains nothing: it allows all there is, or is switched off.',
  CF103:
    'An allow rule covers an interpreter, a shell or a wrapper without saying what it runs, and so allows any program. Name the script, the ' +
    'module or the subcommand in the pattern.',
  CF104: 'An allow rule that never allows: whatever it matches, a stricter rule matches as well.',
  CF105: 'A rule without an effect: another rule matches whatever it matches and is at least as strict.',
  CF106: 'A wildcard reaches a whole registry of names (`*.com`, `**.io`), or every host.',
  CF107: 'A rule prompts, and the approval policy in force is `never`: what it matches is forbidden.',
  CF108: 'A file or folder of policy can be changed by others than its owner, does not belong to who it should, or is a link.',
  CF109: 'Requirements permit full-auto: approval policy `never` together with full access.',
  CF110: 'An allow rule has expired and no longer allows.',
  CF111: 'Nothing reports how the agent is used. The published guides call running without telemetry an anti-pattern.',
  CF112: 'More rules than are compared with each other; the rest was not checked for rules that cover each other.',
  CF113: 'Requirements lock the profile that requests are decided under; a request for the other one is forbidden.',
  CF114:
    'A rule lifts the sandbox with `sandbox = "off"`, and requirements rely on the sandbox: the rule allows, and the command stays inside.',
  // Corpora of labelled commands.
  CF120: 'A line of a corpus is not a row: a JSON object with text, shell, origin, licence, label and why.',
  CF121: 'A file that commands were to be collected from was left out: it cannot be read, or is too large.',
  CF115:
    'A rule that prompts or forbids, and that Codex does not apply to a common spelling of the same command. Where the profile `strict` decides ' +
    'it does apply. `portcullis check --compare` shows the difference for one command, docs/codex-differences.md all of them.',
  CF116: 'More rules than are looked at for what Codex makes of them.',
  CF117:
    'A denied path that begins with neither `/` nor `~`. It starts in the folder of its file, as with Codex: `**/.env` in ' +
    "`/etc/codex/requirements.toml` denies nothing in anybody's project. Write `/**/.env`.",
} as const satisfies Record<`CF${string}`, string>;
