/**
 * Every bound over outside text, in one place. Hitting one is a finding or a diagnostic with a code, never a hang,
 * a crash or silent truncation. The bounds of the scanner itself are constants of `wasm/limits.ts`, repeated nowhere.
 */

/** Most token paths that the alternatives of one rule make in the trie; a rule with more is matched token by token. */
export const MAX_RULE_PATHS = 64;

/** Longest token of a rule, in bytes. */
export const MAX_TOKEN_BYTES = 65_535;

/** Seeds that a table of rules tries before it gives up: each spreads the tokens anew. */
export const MAX_TABLE_SEEDS = 16;

/** Longest operand that becomes part of a suggested rule. */
export const MAX_SUGGESTED_WORD = 128;

/** Levels of commands that start commands; deeper ones are a finding. */
export const MAX_NESTING = 12;

/** Invocations of one request, nested ones included; more are a finding. */
export const MAX_INVOCATIONS = 20_000;

/** Words of all of them: each command that starts another hands most of its own on. */
export const MAX_WALKED_WORDS = 1_000_000;

/** Calls of functions of a text whose bodies are looked at once more with the words of the call; words of one, and length of a body. */
export const MAX_FOLLOWED_CALLS = 64;
export const MAX_CALL_WORDS = 1_024;
export const MAX_FOLLOWED_BODY = 65_536;

/** Most different words of a text that are held against secret and denied paths where something read is not known; with more it is asked about. */
export const MAX_NAMED_WORDS = 4_096;

/** Paths that copies of one command may lead to, files times folders; with more, whatever lies below the folders counts as written. */
export const MAX_COPIES = 1_024;

/** The same of all commands of a text; behind it whatever is run counts as written. */
export const MAX_LISTED_COPIES = 65_536;

/** Longest text that is followed through a pipe, or that a replacement in a value makes. */
export const MAX_PIPED_TEXT = 65_536;

/** Operands of one PowerShell expression whose strings are put together; what more of them give is not known. */
export const MAX_JOINED_STRINGS = 256;

/** Values of variables that one arithmetic expression is followed through: how deep, and how many characters of them in all. */
export const MAX_ARITHMETIC_DEPTH = 8;
export const MAX_ARITHMETIC_TEXT = 4_096;

/** Longest pattern that an expansion (`${name#pattern}`) takes off a known value; with a longer one the value is not known. */
export const MAX_REMOVED_PATTERN = 64;

/** Characters that are put into the words of one request for variables and substitutions; what needs more is not known. */
export const MAX_SUBSTITUTED_TEXT = 1024 * 1024;

/** Most variables, names with attributes and functions of one text that are known; with more of them none is, and no function is the text's own. */
export const MAX_KNOWN_VARIABLES = 1_024;
export const MAX_KNOWN_ATTRIBUTES = 256;
export const MAX_KNOWN_FUNCTIONS = 256;

/** Changed variables of one shell that its forks copy when they change something themselves; with more of them all known ones are put together anew. */
export const MAX_OWN_VARIABLES = 32;

/** Names that references (`declare -n`) may lead through, and values that lead to values in a guess. */
export const MAX_REFERENCES = 8;
export const MAX_GUESS_DEPTH = 4;

/** Last elements of a list that are kept for guesses. */
export const MAX_LIST_ELEMENTS = 64;

/** Folders that the shell could be in, and folders put aside by `pushd`; with more of the first none is known, more of the second are forgotten. */
export const MAX_POSSIBLE_FOLDERS = 4;
export const MAX_FOLDERS_ASIDE = 16;

/** Longest path of a folder that paths are relative to; where a longer one leads is not known. No file system of ours takes a longer one at once. */
export const MAX_FOLDER_LENGTH = 4_096;

/** Words of a loop for each of which its commands are looked at; with more of them, or a loop in a loop, they are not known one by one. */
export const MAX_LOOP_TURNS = 16;

/** Times a text is walked; each time more is taken for unknown in code that runs later, in the end everything. */
export const MAX_WALKS = 4;

/** Folders of a search whose finds are told apart. */
export const MAX_SEARCH_STARTS = 4;

/** Most words of `set --` that are known; each `shift` copies those that are left. */
export const MAX_KNOWN_ARGUMENTS = 1_024;

/** Most separators (`IFS`) by which words are split; with more of them it is not known where. */
export const MAX_SEPARATORS = 64;

/** Globs over paths that are kept compiled. */
export const MAX_KEPT_GLOBS = 4096;

/** Circumstances (folder, sandbox, settings) under which one policy is kept prepared, and its network under different settings; with more all begin anew. */
export const MAX_KEPT_CIRCUMSTANCES = 64;
export const MAX_KEPT_NETWORKS = 16;

/** Most words of an argv that is given as a list. */
export const MAX_ARGV_WORDS = 10_000;

/** Longest word for which a "did you mean" is looked up (its cost is quadratic in the length). */
export const MAX_SUGGESTION_LENGTH = 64;

/** Longest line of a `--batch` input: room for a command of the largest size with its policy beside it. */
export const MAX_BATCH_LINE_BYTES = 16 * 1024 * 1024;

/** Largest policy file (TOML, rules, JSON) in bytes; a file over it is refused before it is read. */
export const MAX_POLICY_FILE_BYTES = 1024 * 1024;

/** Deepest nesting of tables and lists in a TOML file; the recursion of both readers and of our walks is bounded by it. */
export const MAX_TOML_DEPTH = 32;

/** Most faults reported for one policy file; the rest are counted. */
export const MAX_FILE_DIAGNOSTICS = 100;

/** Widest source line shown below a message. */
export const MAX_EXCERPT_COLUMNS = 160;

/** Most characters that a message repeats of a word, of a script, of a name that is not known, of what an MCP server says, and of a request in the audit log. */
export const MAX_QUOTED_WORD = 120;
export const MAX_QUOTED_SCRIPT = 40;
export const MAX_QUOTED_NAME = 64;
export const MAX_QUOTED_ANSWER = 200;
export const MAX_QUOTED_REQUEST = 400;

/** Most that a message about a rules file repeats of a text, of a value, of a list of words, and of the alternatives of one token. */
export const MAX_QUOTED_TEXT = 80;
export const MAX_QUOTED_VALUE = 60;
export const MAX_QUOTED_WORDS = 20;
export const MAX_QUOTED_ALTERNATIVES = 4;

/** Most places of rules that a line about an audited answer names. */
export const MAX_AUDIT_PLACES = 3;

/** Longest text that is read as a host; names themselves end at 253 characters. */
export const MAX_HOST_LENGTH = 1024;

/** Longest URL that is read for its host. */
export const MAX_URL_LENGTH = 16 * 1024;

/** Most domain patterns in one network policy, all layers together. */
export const MAX_DOMAIN_PATTERNS = 200_000;

/** Most patterns with a wildcard inside a label: these are tried one after the other. */
export const MAX_LABEL_WILDCARDS = 256;

/** Most prefixes in one egress-range file, and in all that a policy names. */
export const MAX_EGRESS_PREFIXES = 50_000;

/** Most addresses of one name that are looked at; a name with more counts as unresolved. */
export const MAX_RESOLVED_ADDRESSES = 256;

/** Domains in which the full name of this machine is searched: the C library's own bound. */
export const MAX_SEARCH_DOMAINS = 6;

/** Longest path of a unix socket (the kernel stops at 107 bytes). */
export const MAX_SOCKET_PATH_LENGTH = 4096;

/** Longest regular expression in an MCP identity or argument condition. */
export const MAX_REGEX_LENGTH = 512;

/** Most instructions that such an expression may compile to: `(a{100}){100}` is short and large. */
export const MAX_REGEX_PROGRAM = 2_000;

/** Longest value (URL, argument) that MCP matchers look at; a longer one matches nothing. */
export const MAX_MCP_VALUE_LENGTH = 8 * 1024;

/** Most MCP servers in one configuration or requirement, tools of one server, rules of one policy. */
export const MAX_MCP_ENTRIES = 10_000;

/** Deepest nesting of the JSON that an MCP client's configuration, a tool listing or a range file may have. */
export const MAX_JSON_DEPTH = 64;

/** Longest glob over paths, and longest path it is tried on. */
export const MAX_GLOB_LENGTH = 4096;

/** Most writable roots, denied reads or protected paths of one sandbox. */
export const MAX_SANDBOX_PATHS = 1_000;

/** Most paths that a denied-read glob is expanded to when a sandbox is written out; more is an error, never a shorter list. */
export const MAX_GLOB_MATCHES = 10_000;

/** Most lines of source that one report shows. */
export const MAX_FRAME_LINES = 20;

/** Most invocations of one text that a report for people lists; `--json` has them all. */
export const MAX_REPORTED_INVOCATIONS = 50;

/** Longest text in a program's own language (sed, awk, SQL, …) that is looked through; a longer one is unclear. */
export const MAX_SCRIPT_LENGTH = 65_536;

/** Longest goal of a build that is compared with those that publish; a longer one counts as one. */
export const MAX_GOAL_LENGTH = 256;

/** Longest name of a variable that is looked at, and longest value that can be a harmless one; a longer name counts as a secret's, a longer value as none. */
export const MAX_VARIABLE_NAME = 128;
export const MAX_HARMLESS_VALUE = 1_024;

/** Most words an invocation may have after one word was split into several (`env -S`). */
export const MAX_SPLICED_WORDS = 4_096;

/** Deepest level of a tree that a report for people still moves to the right. */
export const MAX_REPORT_INDENT = 20;

/** Steps a rules file may take: an honest one takes thousands, and this many pass in about a second. */
export const MAX_STARLARK_STEPS = 2_000_000;

/** Memory a rules file may ask for in all, in characters; an element of a list counts for eight. */
export const MAX_STARLARK_ALLOCATION = 64 * 1024 * 1024;

/** Longest text a rules file may build, in characters. */
export const MAX_STARLARK_TEXT = 1024 * 1024;

/** Calls inside each other in a rules file, the file itself counted: Codex's own bound. */
export const MAX_STARLARK_CALLS = 50;

/** Blocks, brackets and conditions inside each other in a rules file, as written. */
export const MAX_STARLARK_NESTING = 200;

/** Expressions and blocks inside each other in a rules file, as run over all calls, and as one long chain of operators. */
export const MAX_STARLARK_DEPTH = 600;

/** Lists, tuples and dicts inside each other where values are printed, compared or used as keys. */
export const MAX_STARLARK_VALUE_DEPTH = 500;

/** Largest integer of a rules file. */
export const MAX_STARLARK_INT_BITS = 128 * 1024;

/** Largest shift to the left: Codex's own bound. */
export const MAX_STARLARK_SHIFT = 100_000;

/** Longest text, tuple or bytes that can be a key of a dict in a rules file, in characters. */
export const MAX_STARLARK_KEY = 16_000;

/** Longest type of an annotation in a rules file, as it would be written. */
export const MAX_STARLARK_TYPE = 4096;

/** Digits of a number written in a rules file. */
export const MAX_STARLARK_DIGITS = 10_000;

/** Longest message of a fault in a rules file. */
export const MAX_STARLARK_MESSAGE = 500;

/** Most of a word's source that a report for people repeats beside the source itself. */
export const MAX_REPORT_WORD = 80;

/** Most entries of a folder of policy files. */
export const MAX_FOLDER_ENTRIES = 10_000;

/** Most folders looked at on the way up to the root of a project. */
export const MAX_PROJECT_DEPTH = 256;

/** Most rules of one rules file; a file of the largest size can make no more in earnest. */
export const MAX_RULES = 50_000;

/** Most values of one condition of a rule. */
export const MAX_CONDITION_VALUES = 256;

/** Largest record of a trusted project: the texts of its policy files. */
export const MAX_TRUST_RECORD_BYTES = 16 * 1024 * 1024;

/** Engines that a batch keeps for the policies its requests bring along. */
export const MAX_KEPT_ENGINES = 64;

/** Most pairs of rules that `lint` compares with each other. */
export const MAX_LINT_COMPARISONS = 2_000_000;

/** Most rules that `lint` asks both profiles about. */
export const MAX_LINTED_SPELLINGS = 1_000;

/** Most requirements of one kind that `doctor` probes. */
export const MAX_DOCTOR_PROBES = 200;

/** Most folder entries that are looked at to expand one denied-read glob. */
export const MAX_GLOB_VISITS = 500_000;

/** How long an MCP server may take to tell its tools, and how much it may say. */
export const MAX_MCP_LISTING_MS = 30_000;
export const MAX_MCP_LISTING_BYTES = 16 * 1024 * 1024;

/** Most pages of a list of tools. */
export const MAX_MCP_LISTING_PAGES = 100;

/** Most arguments that standard input gives a command of `xargs` before it counts as unknown. */
export const MAX_FED_ITEMS = 8;

/** Most leading words of a command that may stand for no word, each of which is left out in turn. */
export const MAX_LEADING_UNKNOWNS = 8;

/** Most `$(shell …)` calls of one make variable; inner ones are part of the outer ones' text as well. */
export const MAX_SHELL_CALLS = 64;

/** Wrappers (`sudo`, `env`, `bash -c`) that Codex looks through for a forced `rm`; what is deeper counts as one. */
export const MAX_CODEX_WRAPPERS = 8;

/** Longest script that the profile `codex` looks into, in UTF-16 units; a longer one it takes for opaque. */
export const MAX_CODEX_SCRIPT = 1_048_576;

/** How much of a loop, behind a compound and before a command is read again for what the parser of Codex takes otherwise. */
export const MAX_CODEX_LOOP_HEAD = 128;
export const MAX_CODEX_LOOK_AHEAD = 16;
export const MAX_CODEX_LOOK_BEHIND = 64;

/** Largest file of a workspace that is looked into as a script, in bytes. */
export const MAX_SCRIPT_FILE_BYTES = 262_144;

/** Lines of recipes and needs of targets in one makefile, each counted for every target it belongs to; a file with more is not looked into. */
export const MAX_RECIPE_LINES = 65_536;

/** Variables within variables of a makefile, and characters of their values, that are put into its recipes; the rest is not known. */
export const MAX_MAKE_DEPTH = 8;
export const MAX_MAKE_TEXT = 262_144;

/** Most scripts of a workspace that one command is followed into. */
export const MAX_SCRIPTS = 64;

/** Symbolic links that one path may lead through: the kernel's own bound. */
export const MAX_LINKS = 40;

/** Most names of one path, and most entries of folders looked at for one pattern. */
export const MAX_PATH_NAMES = 1_024;
export const MAX_LISTED_ENTRIES = 4_096;

/** Most characters of a request that the audit log keeps, and of one text in it; what is cut is counted. */
export const MAX_AUDIT_REQUEST = 65_536;
export const MAX_AUDIT_TEXT = 32_768;

/** Secrets of one kind that are hidden one by one in a text; behind the last one nothing is kept. */
export const MAX_AUDIT_SECRETS = 64;

/** Longest key of a field whose name is looked at; what stands under a longer one is hidden. */
export const MAX_AUDIT_KEY_NAME = 256;

/** Keys whose meaning is kept, and texts without a secret that are; longer texts are looked through each time. */
export const MAX_KNOWN_KEYS = 1_000;
export const MAX_CLEAN_TEXTS = 4_096;
export const MAX_CLEAN_TEXT = 256;

/** As much of a file as is read for the key of the audit log. */
export const MAX_AUDIT_KEY_BYTES = 4_096;

/** Longest line of the audit log: a record of the largest size, every character escaped, encrypted. */
export const MAX_AUDIT_LINE_BYTES = 2 * 1024 * 1024;

/** Records that wait to be written, in characters, while the disk takes none. */
export const MAX_AUDIT_BACKLOG = 8 * 1024 * 1024;

/** Writers of one audit log at the same time, each with a chain of its own. */
export const MAX_AUDIT_CHAINS = 64;

/** Most faults of one audit log that are listed; the rest are counted. */
export const MAX_AUDIT_FAULTS = 1_000;

/** Longest message to the daemon, and longest block of headers before one. */
export const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
export const MAX_HEADER_BYTES = 4_096;

/** Longest message that is skipped while it streams in; a client that announces a longer one is turned away. */
export const MAX_SKIPPED_BYTES = 1024 * 1024 * 1024;

/** Longest id of a message to the daemon, in UTF-16 units: ids come back in answers. */
export const MAX_ID_LENGTH = 256;

/** Ids of the fast way: digits of a number that comes back as it was, and length of a text; others take the long way. */
export const MAX_ID_DIGITS = 15;
export const MAX_SCANNED_ID = 64;

/** Longest command that is copied from a message straight into the core; a longer one takes the long way. */
export const MAX_COPIED_COMMAND = 16_384;

/** Longest answer that a client takes: room for the one to the largest message. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** Most messages of one JSON-RPC batch, and most requests in one list to `policy/evaluate`. */
export const MAX_BATCH_MESSAGES = 1_000;
export const MAX_LISTED_REQUESTS = 10_000;

/** Most requests of one client that wait for something (a reload, a file) at the same time. */
export const MAX_PENDING_REQUESTS = 256;

/** How long one request to the daemon may take before it is answered with an error. */
export const MAX_REQUEST_MS = 30_000;

/** How long a client on a socket may leave a message half sent, or an answer unread. */
export const MAX_STALLED_MS = 60_000;

/** Most clients of one daemon at the same time. */
export const MAX_CLIENTS = 256;

/** Most folders for which a daemon keeps the policy at the same time. */
export const MAX_HELD_POLICIES = 32;

/** Most answers that a daemon keeps prepared, for each set of circumstances; and the longest of them, in bytes. */
export const MAX_PREPARED_ANSWERS = 1_024;
export const MAX_PREPARED_BYTES = 16_384;

/** Most folders of policy that one daemon watches. */
export const MAX_WATCHED_FOLDERS = 1_000;

/** Largest input of a hook: room for a file that an agent writes in one call. */
export const MAX_HOOK_INPUT_BYTES = 16 * 1024 * 1024;

/** Things one call of an agent's tool may do (files of a patch, readings of a name); more block. */
export const MAX_HOOK_QUESTIONS = 256;

/** Longest name of an agent's tool. */
export const MAX_TOOL_NAME = 512;

/** Milliseconds that a hook waits for a warm daemon before it evaluates by itself; and the longest answer it takes. */
export const MAX_WARM_DAEMON_MS = 1_500;
export const MAX_WARM_ANSWER_BYTES = 1024 * 1024;

/** Longest name, first line, and whole of what a hook on Node puts down for the daemon to answer. */
export const MAX_LETTER_NAME = 64;
export const MAX_LETTER_HEAD_BYTES = 64 * 1024;
export const MAX_LETTER_BYTES = MAX_HOOK_INPUT_BYTES + MAX_LETTER_HEAD_BYTES;

/**
 * Largest input that the script of a hook sends to the daemon itself (clients/bash/portcullis-hook.sh): little enough for the system to take it at
 * once, so that a daemon that hangs holds up nobody, and for a shell to read it sooner than Node starts.
 */
export const MAX_SHELL_HOOK_BYTES = 8_192;

/** Largest file by which a daemon is found. */
export const MAX_DAEMON_FILE_BYTES = 4_096;

/** Milliseconds without a question after which a daemon that a hook started ends; how often it looks; and for how long none is started again. */
export const MAX_IDLE_DAEMON_MS = 30 * 60_000;
export const WARM_LOOK_MS = 5_000;
export const WARM_RETRY_MS = 60_000;
export const WARM_REFUSED_MS = 60 * 60_000;

/** Milliseconds after which a hook gives up and blocks: far below what agents wait. */
export const MAX_HOOK_MILLISECONDS = 10_000;

/** Most entries of the audit log that one answer of the daemon holds: the last ones. */
export const MAX_QUERIED_ENTRIES = 1_000;

/** Longest text of a command in a corpus of labelled commands. */
export const MAX_CORPUS_TEXT = 262_144;

/** Most rows of one corpus file. */
export const MAX_CORPUS_ROWS = 1_000_000;

/** Most faults that are told of one corpus file. */
export const MAX_CORPUS_FAULTS = 20;

/** Aliases that a YAML file may resolve: enough for shared settings, too few to blow up. */
export const MAX_YAML_ALIASES = 100;

/** Largest file that `portcullis corpus` reads: histories and transcripts grow for years. */
export const MAX_CORPUS_FILE_BYTES = 64 * 1024 * 1024;

/** Most files, and deepest folders, that `portcullis corpus collect` looks into. */
export const MAX_CORPUS_FILES = 100_000;
export const MAX_CORPUS_DEPTH = 32;

/** Rules that a benchmark grows a policy to. */
export const MAX_BENCH_RULES = 200_000;

/** Most rules that one answer of the MCP server lists. */
export const MAX_LISTED_RULES = 500;

/** Largest compiled policy that is loaded. */
export const MAX_COMPILED_BYTES = 256 * 1024 * 1024;

/** Largest loaded policy that is kept on disk for later processes. */
export const MAX_KEPT_POLICY_BYTES = 16 * 1024 * 1024;

/** Files in which loaded policies are kept, a working folder each; what comes later takes the place of what was there. */
export const KEPT_POLICY_SLOTS = 64;

/** Files and folders that a kept policy may rest on: each is looked at again before it is used. */
export const MAX_KEPT_LOOKS = 1_024;

/** Rules from which on a compiled policy is kept on disk: fewer are compiled sooner than a file is read. */
export const MIN_CACHED_RULES = 500;
