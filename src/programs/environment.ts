/**
 * Names of environment variables that change what other programs do, by class, and names that hold secrets.
 *
 * INVARIANT: a name that is not here is harmless to set; a family of names (`GIT_*`) is dangerous as a whole, its harmless members are listed.
 */
import { MAX_HARMLESS_VALUE, MAX_VARIABLE_NAME } from '../base/index.ts';

/** Why setting a variable is dangerous. */
export type VariableClass =
  /** Code loaded into every program: `LD_PRELOAD`. */
  | 'loader'
  /** Where programs or their parts are looked for: `PATH`. */
  | 'search-path'
  /** A file of code read at the start of a program: `BASH_ENV`. */
  | 'startup'
  /** Options added to every start of a program: `NODE_OPTIONS`. */
  | 'options'
  /** A command that programs start: `PAGER`. */
  | 'command'
  /** Another configuration, home, repository, daemon or account: `GIT_DIR`. */
  | 'configuration'
  /** Another way to the network: `HTTPS_PROXY`, `npm_config_registry`. */
  | 'network'
  /** How the shell itself reads what follows: `IFS`. */
  | 'shell'
  /** What a build runs or passes on: `CC`, `MAKEFLAGS`. */
  | 'build';

/** What the value is. */
export type VariableValue = 'script' | 'program' | 'url' | 'file' | 'prompt' | 'lessopen' | 'output' | 'other';

export interface Variable {
  readonly class: VariableClass;
  readonly value: VariableValue;
}

/** `class value: names`; a final `*` makes a family. */
const DANGEROUS = `
loader other: LD_PRELOAD LD_AUDIT LD_LIBRARY_PATH LD_* DYLD_* GCONV_PATH NLSPATH LOCPATH GTK_MODULES GTK_PATH QT_PLUGIN_PATH GST_PLUGIN_PATH
loader other: LIBRARY_PATH COMPILER_PATH GCC_EXEC_PREFIX OPENSSL_ENGINES OPENSSL_MODULES OPENSSL_CONF OPENSSL_CONF_INCLUDE PKCS11_PROVIDER
loader other: MALLOC_* GLIBC_TUNABLES __GL_* ELECTRON_* CORECLR_* COR_* DOTNET_STARTUP_HOOKS DOTNET_ADDITIONAL_DEPS DOTNET_SHARED_STORE
search-path other: PATH CDPATH FPATH MANPATH INFOPATH PYTHONPATH PYTHONHOME PYTHONUSERBASE PYTHONPLATLIBDIR
search-path other: PERLLIB PERL5LIB PERL5DB RUBYLIB GEM_PATH GEM_HOME NODE_PATH LUA_PATH LUA_CPATH LUA_PATH_* LUA_CPATH_* CLASSPATH TCLLIBPATH
search-path other: AWKPATH AWKLIBPATH GUILE_LOAD_PATH GUILE_LOAD_COMPILED_PATH JULIA_LOAD_PATH JULIA_DEPOT_PATH R_LIBS R_LIBS_USER R_LIBS_SITE
search-path other: GOPATH GOROOT GOBIN GOMODCACHE CARGO_HOME RUSTUP_HOME RUSTUP_TOOLCHAIN TEXINPUTS TEXMFHOME TEXMFCNF TERMINFO TERMINFO_DIRS
search-path other: PKG_CONFIG_PATH PKG_CONFIG_LIBDIR PKG_CONFIG_SYSROOT_DIR CMAKE_PREFIX_PATH CMAKE_MODULE_PATH ACLOCAL_PATH CPATH C_INCLUDE_PATH
search-path other: CPLUS_INCLUDE_PATH OBJC_INCLUDE_PATH VIMRUNTIME VIM EMACSLOADPATH EMACSDATA MAGICK_* VIRTUAL_ENV CONDA_PREFIX COREPACK_* VOLTA_HOME
startup script: BASH_ENV
startup file: ENV ZDOTDIR PYTHONSTARTUP INPUTRC KSH_ENV SCREENRC TMUX_CONF VIMINIT EXINIT GVIMINIT MYVIMRC NVIM_APPNAME WGETRC CURL_HOME NETRC
startup file: PSQLRC MYSQL_HOME SQLITE_HISTORY GDBHISTFILE IRBRC PRYRC R_PROFILE R_PROFILE_USER R_ENVIRON R_ENVIRON_USER LUA_INIT LUA_INIT_* MAILRC
startup file: RIPGREP_CONFIG_PATH ACKRC BAT_CONFIG_PATH BAT_CONFIG_DIR FD_CONFIG_PATH INFRARC ANSIBLE_CONFIG MOCHARC NODE_REPL_EXTERNAL_MODULE SSH_ASKPASS_REQUIRE
options other: PYTHON_PRESITE NODE_ICU_DATA NODE_COMPILE_CACHE NODE_OPTIONS NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED NODE_REDIRECT_WARNINGS PERL5OPT PERL5SHELL RUBYOPT RUBY_*
options other: JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS JAVA_OPTS JAVA_HOME MAVEN_OPTS MAVEN_ARGS MAVEN_CMD_LINE_ARGS GRADLE_OPTS
options other: GRADLE_USER_HOME ANT_OPTS ANT_ARGS SBT_OPTS JRUBY_OPTS KOTLIN_HOME PYTHONWARNINGS PYTHONINSPECT PYTHONBREAKPOINT PYTHONEXECUTABLE PYTHONPDB
options other: PYTHONCASEOK PYTHONASYNCIODEBUG PYTHONTRACEMALLOC PHP_INI_SCAN_DIR PHPRC PHP_ADMIN_VALUE PHP_VALUE ERL_FLAGS ERL_AFLAGS ERL_ZFLAGS
options other: ELIXIR_ERL_OPTIONS MIX_HOME MIX_ENV_FILE OCAMLRUNPARAM GHCRTS GUILE_AUTO_COMPILE DENO_V8_FLAGS DENO_DIR BUN_OPTIONS BUN_INSPECT_PRELOAD
options other: LESS LESSKEY LESSKEYIN LESSKEY_SYSTEM LESSKEYIN_SYSTEM LESSKEY_CONTENT MANROFFOPT MORE MANOPT GREP_OPTIONS ACK_OPTIONS BZIP BZIP2 GZIP XZ_OPT XZ_DEFAULTS ZSTD_CLEVEL TAR_OPTIONS ZIPOPT UNZIP UNZIPOPT RSYNC_* CVS_*
options other: FZF_DEFAULT_OPTS FZF_DEFAULT_OPTS_FILE BAT_OPTS DELTA_FEATURES RANGER_* TMUX PYTEST_ADDOPTS PYTEST_PLUGINS TOX_* NOSE_* JEST_*
options other: RSPEC_OPTS SPEC_OPTS RUBOCOP_OPTS PRETTIER_* ESLINT_FLAGS ESLINT_USE_FLAT_CONFIG VITEST_* PLAYWRIGHT_* PUPPETEER_* MYPYPATH PYLINTRC
command script: PAGER MANPAGER GIT_PAGER GH_PAGER AWS_PAGER BAT_PAGER DELTA_PAGER PSQL_PAGER SYSTEMD_PAGER GLAB_PAGER PERLDOC_PAGER LESSEDIT MYSQL_PAGER
command script: EDITOR VISUAL GIT_EDITOR GIT_SEQUENCE_EDITOR FCEDIT SUDO_EDITOR KUBE_EDITOR SVN_EDITOR HGEDITOR PSQL_EDITOR CRONTAB_EDITOR GH_EDITOR
command script: BROWSER GH_BROWSER MANHTMLPAGER GIT_SSH_COMMAND RSYNC_RSH CVS_RSH TAR_RSH FZF_DEFAULT_COMMAND FZF_CTRL_T_COMMAND FZF_ALT_C_COMMAND
command script: GIT_EXTERNAL_DIFF KUBECTL_EXTERNAL_DIFF GIT_PROXY_COMMAND MAKE_COMMAND TEXEDIT MANROFFSEQ GROFF_* PROMPT_COMMAND DOCKER_EDITOR LEDGER_PAGER JJ_EDITOR
command script: GIT_ASKPASS GIT_SSH
command program: SSH_ASKPASS SUDO_ASKPASS SHELL TERMINAL GNUPGBIN CARGO_BUILD_RUSTC RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER RUSTC RUSTDOC RUSTFMT
command program: npm_config_script_shell npm_config_shell npm_config_editor npm_config_viewer npm_config_git npm_config_python PYTHON NODE_BINARY
command program: LESSECHO LESSGLOBALTAGS RM INSTALL CC CXX CPP LD AR AS NM RANLIB STRIP OBJCOPY OBJDUMP FC F77 GCC CLANG HOSTCC BUILD_CC CC_FOR_BUILD MAKE YACC
command program: PKG_CONFIG CMAKE_C_COMPILER_LAUNCHER CMAKE_CXX_COMPILER_LAUNCHER CTEST_COMMAND DISTCC CCACHE_PREFIX CCACHE_COMPILER JAVACMD
command program: CHROME_BIN CHROME_PATH CHROMIUM_BIN FIREFOX_BIN PUPPETEER_EXECUTABLE_PATH PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH
command lessopen: LESSOPEN LESSCLOSE
configuration output: DEPENDENCIES_OUTPUT SUNPRO_DEPENDENCIES PYTHON_HISTORY PYTHONDUMPREFSFILE CARGO_TARGET_DIR NODE_V8_COVERAGE LESSHISTFILE TF_LOG_PATH HISTFILE PYTHONPYCACHEPREFIX SSLKEYLOGFILE NODE_REPL_HISTORY GCOV_PREFIX LLVM_PROFILE_FILE
configuration output: GIT_TRACE GIT_TRACE_PACKET GIT_TRACE_PACKFILE GIT_TRACE_PACK_ACCESS GIT_TRACE_SETUP GIT_TRACE_PERFORMANCE GIT_TRACE_CURL GIT_TRACE2 GIT_TRACE2_EVENT
configuration output: GIT_TRACE2_PERF GIT_TRACE_SHALLOW GIT_TRACE_REFS GIT_TRACE_FSMONITOR GIT_TRACE_REDACT NODE_DEBUG_FILE
configuration other: HOME USERPROFILE XDG_CONFIG_HOME XDG_CONFIG_DIRS XDG_DATA_HOME XDG_DATA_DIRS XDG_CACHE_HOME XDG_RUNTIME_DIR XDG_STATE_HOME
configuration other: GNUPGHOME GPG_AGENT_INFO SSH_AUTH_SOCK SSH_* PASSWORD_STORE_* KUBECONFIG KUBE_* DOCKER_* BUILDKIT_HOST CONTAINER_* COMPOSE_*
configuration other: MACHINE_STORAGE_PATH HELM_* TF_CLI_ARGS TF_CLI_ARGS_* TF_CLI_CONFIG_FILE TF_DATA_DIR TF_PLUGIN_CACHE_DIR TF_WORKSPACE TF_REATTACH_PROVIDERS
configuration other: AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_CA_BUNDLE AWS_ENDPOINT_URL AWS_ENDPOINT_URL_* AWS_CONTAINER_* AWS_WEB_IDENTITY_* AWS_EC2_*
configuration other: CLOUDSDK_* GOOGLE_APPLICATION_CREDENTIALS BOTO_CONFIG AZURE_CONFIG_DIR GH_CONFIG_DIR GH_HOST GLAB_* VAGRANT_* ANSIBLE_* PACKER_*
configuration other: FLASK_APP DATABASE_URL PGSERVICEFILE PGSYSCONFDIR PGPASSFILE PGHOST PGHOSTADDR REDISCLI_AUTH MYSQL_* SQLITE_TMPDIR HGRCPATH SVN_* JJ_CONFIG
configuration other: BUNDLE_* COMPOSER_* POETRY_* PIPENV_* UV_* PDM_* HATCH_* CONDA_* MAMBA_* PYENV_* RBENV_* NVM_* ASDF_* MISE_*
configuration other: DIRENV_* HOMEBREW_* CODEX_* CLAUDE_* PORTCULLIS_* GEMINI_* CURSOR_* COPILOT_* CHROME_DEVEL_SANDBOX DBUS_* SYSTEMD_* NOTIFY_SOCKET
configuration other: CLAUDE_CONFIG_DIR NIX_* GUIX_* TMUX_TMPDIR SCREENDIR STARSHIP_CONFIG BASH_COMPLETION_USER_DIR DENO_INSTALL MAKEFILES
network url: HTTP_PROXY HTTPS_PROXY ALL_PROXY FTP_PROXY SOCKS_PROXY http_proxy https_proxy all_proxy ftp_proxy socks_proxy RSYNC_PROXY GRPC_PROXY
network url: npm_config_registry npm_config_proxy npm_config_https_proxy YARN_REGISTRY YARN_NPM_REGISTRY_SERVER PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_PROXY
network url: UV_INDEX_URL UV_EXTRA_INDEX_URL UV_DEFAULT_INDEX UV_INDEX GOPROXY GOSUMDB GONOSUMDB GOINSECURE GONOPROXY GOPRIVATE GOVCS GOAUTH
network url: RUSTUP_DIST_SERVER RUSTUP_UPDATE_ROOT HOMEBREW_BOTTLE_DOMAIN HOMEBREW_API_DOMAIN ELECTRON_MIRROR NODEJS_ORG_MIRROR NVM_NODEJS_ORG_MIRROR
network other: DISTCC_HOSTS SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE REQUESTS_CA_BUNDLE HOSTALIASES RES_OPTIONS LOCALDOMAIN RESOLV_HOST_CONF NSS_*
shell other: IFS SHELLOPTS BASHOPTS BASH_ALIASES BASH_CMDS GLOBIGNORE POSIXLY_CORRECT BASH_LOADABLES_PATH BASH_XTRACEFD BASH_COMPAT EXECIGNORE histchars TIMEFORMAT
shell script: BASH_FUNC_*
shell prompt: PS0 PS1 PS2 PS4 PROMPT RPROMPT RPS1 PROMPT4 SPROMPT
build other: MAKEFLAGS GNUMAKEFLAGS MFLAGS GOFLAGS GOENV GOTOOLCHAIN GOTOOLDIR GOEXPERIMENT CGO_CFLAGS CGO_LDFLAGS CGO_CXXFLAGS CGO_CPPFLAGS RUSTFLAGS
build other: CARGO_ENCODED_RUSTFLAGS RUSTDOCFLAGS CARGO_BUILD_* CARGO_TARGET_* CARGO_REGISTRIES_* CARGO_REGISTRY_* CARGO_SOURCE_* CARGO_NET_* CARGO_ALIAS_*
build other: CARGO_CONFIG_* CARGO_UNSTABLE_* CARGO_HTTP_* CARGO_PROFILE_* CFLAGS CXXFLAGS CPPFLAGS LDFLAGS LDLIBS ASFLAGS FFLAGS CONFIG_SITE CONFIG_SHELL
build other: CMAKE_TOOLCHAIN_FILE CMAKE_GENERATOR CMAKE_* DEB_* DPKG_* RPM_* APT_CONFIG PIP_* npm_config_* NPM_CONFIG_* YARN_* PNPM_* NPM_* GIT_*
build other: npm_package_config_* npm_execpath npm_node_execpath PYTHONNOUSERSITE MSBUILD* DOTNET_ROOT NUGET_* SWIFT_EXEC SDKROOT DEVELOPER_DIR XCODE_*
`;

/** Members of dangerous families that only change output, identity or speed. */
const HARMLESS_MEMBERS = `
GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE GIT_TERMINAL_PROMPT GIT_OPTIONAL_LOCKS
GIT_MERGE_AUTOEDIT GIT_ADVICE GIT_PAGER_IN_USE GIT_PROGRESS_DELAY GIT_QUIET GIT_LITERAL_PATHSPECS GIT_GLOB_PATHSPECS
GIT_ICASE_PATHSPECS GIT_NOGLOB_PATHSPECS GIT_DISCOVERY_ACROSS_FILESYSTEM GIT_FLUSH GIT_REFLOG_ACTION GIT_DEFAULT_HASH GIT_CLONE_PROTECTION_ACTIVE
GIT_LFS_SKIP_SMUDGE GIT_COMMIT GIT_BRANCH GIT_SHA GIT_TAG GIT_HASH GIT_REF
npm_config_yes npm_config_loglevel npm_config_audit npm_config_fund npm_config_color npm_config_progress npm_config_update_notifier npm_config_silent
npm_config_offline npm_config_prefer_offline npm_config_ignore_scripts npm_config_legacy_peer_deps npm_config_save npm_config_engine_strict
NPM_CONFIG_YES NPM_CONFIG_LOGLEVEL NPM_CONFIG_AUDIT NPM_CONFIG_FUND NPM_CONFIG_COLOR NPM_CONFIG_PROGRESS NPM_CONFIG_UPDATE_NOTIFIER NPM_CONFIG_SILENT
PIP_NO_INPUT PIP_DISABLE_PIP_VERSION_CHECK PIP_NO_CACHE_DIR PIP_QUIET PIP_NO_COLOR PIP_PROGRESS_BAR PIP_ROOT_USER_ACTION PIP_DEFAULT_TIMEOUT PIP_VERBOSE
DOCKER_BUILDKIT DOCKER_CLI_HINTS DOCKER_SCAN_SUGGEST DOCKER_HIDE_LEGACY_COMMANDS COMPOSE_DOCKER_CLI_BUILD COMPOSE_PARALLEL_LIMIT COMPOSE_PROGRESS
HOMEBREW_NO_AUTO_UPDATE HOMEBREW_NO_ANALYTICS HOMEBREW_NO_ENV_HINTS HOMEBREW_NO_INSTALL_CLEANUP HOMEBREW_NO_COLOR HOMEBREW_COLOR
YARN_ENABLE_PROGRESS_BARS YARN_ENABLE_COLORS CONDA_ALWAYS_YES UV_NO_PROGRESS UV_OFFLINE POETRY_NO_INTERACTION JEST_WORKER_ID VITEST_POOL_ID
CARGO_NET_OFFLINE CARGO_NET_RETRY CARGO_PROFILE_DEV_DEBUG CARGO_BUILD_JOBS CARGO_HTTP_TIMEOUT RUBY_COLORIZE DEB_BUILD_OPTIONS SYSTEMD_COLORS SYSTEMD_LESS
SSH_TTY SSH_CONNECTION SSH_CLIENT MALLOC_PERTURB_ MALLOC_CHECK_ MALLOC_ARENA_MAX ELECTRON_ENABLE_LOGGING ELECTRON_NO_ATTACH_CONSOLE CODEX_SANDBOX COMPOSE_PROJECT_NAME
DOCKER_DEFAULT_PLATFORM ESLINT_USE_FLAT_CONFIG VITEST_MAX_WORKERS
GIT_CURL_VERBOSE
`;

/** Variables of zsh that are tied to the exported ones; in other shells ordinary names. */
const ZSH_TIED: ReadonlySet<string> = new Set([
  'path',
  'fpath',
  'cdpath',
  'manpath',
  'module_path',
  'aliases',
  'functions',
  'galiases',
  'saliases',
  'commands',
]);

const EXACT = new Map<string, Variable | null>();
/** Families by the first letter of their names. */
const FAMILIES = new Map<string, (readonly [prefix: string, variable: Variable])[]>();

function fill(): void {
  for (const name of HARMLESS_MEMBERS.split(/\s+/)) if (name !== '') EXACT.set(name, null);
  for (const line of DANGEROUS.split('\n')) {
    const [head = '', names = ''] = line.split(': ');
    const [kind, value] = head.split(' ');
    for (const name of names.split(' ')) if (name !== '') add(name, { class: kind, value } as Variable);
  }
}

function add(name: string, variable: Variable): void {
  if (!name.endsWith('*')) {
    if (!EXACT.has(name)) EXACT.set(name, variable);
    return;
  }
  const family = FAMILIES.get(name[0] ?? '') ?? [];
  family.push([name.slice(0, -1), variable]);
  FAMILIES.set(name[0] ?? '', family);
}

/** What the table says of a variable, or null where setting it is harmless. */
export function dangerOf(name: string, zsh = false): Variable | null {
  if (EXACT.size === 0) fill();
  const exact = EXACT.get(name);
  if (exact !== undefined) return exact;
  if (zsh && ZSH_TIED.has(name)) return { class: 'search-path', value: 'other' };
  for (const [prefix, variable] of FAMILIES.get(name[0] ?? '') ?? []) if (name.startsWith(prefix)) return variable;
  return null;
}

/** Values that take the danger out of a name: switches, sizes, numbers of jobs. */
const HARMLESS_VALUES = new Map<string, RegExp>([
  [
    'NODE_OPTIONS',
    /^(?:\s*--(?:max-old-space-size|max-semi-space-size|stack-trace-limit|unhandled-rejections|dns-result-order|no-warnings|trace-warnings|no-deprecation|trace-deprecation|throw-deprecation|enable-source-maps|experimental-vm-modules|experimental-strip-types|experimental-transform-types|experimental-sqlite|experimental-fetch|experimental-websocket|experimental-wasm-modules|experimental-json-modules|experimental-import-meta-resolve|experimental-test-coverage|experimental-test-module-mocks|experimental-detect-module|experimental-require-module|experimental-global-webcrypto|experimental-global-customevent|no-experimental-(?:fetch|websocket|global-webcrypto|global-navigator|require-module|detect-module|strip-types|sqlite)|disallow-code-generation-from-strings|preserve-symlinks|preserve-symlinks-main|pending-deprecation|use-system-ca|no-network-family-autoselection|trace-gc|openssl-legacy-provider|trace-uncaught|test|expose-gc)(?:=[\w-]+)?)*\s*$/,
  ],
  ['GOFLAGS', /^(?:\s*-(?:mod|count|tags|timeout|p|v|race|buildvcs|trimpath)(?:=[\w,.-]+)?)*\s*$/],
  ['MAKEFLAGS', /^(?:\s*-?(?:j\d*|s|k|--no-print-directory))*\s*$/],
  ['LESS', /^-?[FRXSiKMcen]*$/],
  ['FLASK_APP', /^[\w-]+(?:\.[\w-]+)*(?::\w+)?$/],
  ['PYTHONWARNINGS', /^(?:ignore|error|default|always|once|module)?$/],
  ...['JAVA_TOOL_OPTIONS', '_JAVA_OPTIONS', 'JAVA_OPTS', 'MAVEN_OPTS', 'GRADLE_OPTS'].map(
    (name) => [name, /^(?:\s*-X(?:m[snx]|ss)\d+[kmgKMG]?)*\s*$/] as const,
  ),
]);

/** Whether a value of a dangerous variable is a harmless one; a switch or a number where it could also be a file. */
export function isHarmlessValue(name: string, variable: Variable, value: string): boolean {
  if (value.length > MAX_HARMLESS_VALUE) return false;
  if (variable.value === 'output' && name.startsWith('GIT_TRACE')) return !/^[/~.]/.test(value);
  return HARMLESS_VALUES.get(name)?.test(value) ?? false;
}

const SECRET_PARTS: ReadonlySet<string> = new Set(
  'SECRET SECRETS TOKEN TOKENS PASSWORD PASSWORDS PASSWD PASSPHRASE CREDENTIAL CREDENTIALS APIKEY AUTHTOKEN PAT PRIVATEKEY SECRETKEY'.split(
    ' ',
  ),
);
const SECRET_PAIRS = [
  'API_KEY',
  'ACCESS_KEY',
  'PRIVATE_KEY',
  'SECRET_KEY',
  'ENCRYPTION_KEY',
  'SIGNING_KEY',
  'MASTER_KEY',
  'AUTH_KEY',
  'SSH_KEY',
];

/** Whether a variable is named as one that holds a secret. */
export function isSecretName(name: string): boolean {
  if (name.length < 3) return false;
  if (name.length > MAX_VARIABLE_NAME) return true;
  const upper = name.toUpperCase();
  if (SECRET_PAIRS.some((pair) => upper.includes(pair)) || upper === 'PGPASSWORD' || upper === 'MYSQL_PWD') return true;
  return upper.split('_').some((part) => SECRET_PARTS.has(part));
}
