/** Variables on make's command line: which of them are run, and what `$(shell …)` in a value starts. Reference: GNU make manual. */

import { MAX_SHELL_CALLS } from '../../base/index.ts';

const COMMANDS: ReadonlySet<string> = new Set(
  `CC CXX CPP LD AR AS NM RANLIB STRIP OBJCOPY OBJDUMP SHELL MAKE PYTHON PYTHON3 NODE NPM NPX YARN PNPM PERL RUBY PHP GO CARGO RUSTC RUSTDOC JAVA JAVAC JAR MVN GRADLE DOCKER PODMAN KUBECTL HELM TERRAFORM
   TAR ZIP UNZIP GZIP INSTALL RM CP MV LN MKDIR RMDIR TOUCH CHMOD CAT SED AWK GREP FIND XARGS SORT CURL WGET GIT SVN SSH SCP RSYNC LEX YACC FLEX BISON FC F77 GFORTRAN TEX LATEX PDFLATEX PANDOC CMAKE NINJA PROTOC
   EDITOR PAGER BROWSER SUDO PIP PIP3 PYTEST MYPY TSC ESLINT PRETTIER JEST VITEST`
    .split(/\s+/)
    .filter(Boolean),
);

const INSTALL_FOLDERS =
  /^(?:DESTDIR|PREFIX|prefix|exec_prefix|INSTALL_(?:PREFIX|ROOT|PATH|DIR|MOD_PATH|HDR_PATH)|(?:BIN|LIB|MAN|SYSCONF|INCLUDE|DATA)DIR|(?:bin|lib|man|sysconf|include|data)dir)$/;

export interface MakeSetting {
  readonly name: string;
  /** Where the value begins. */
  readonly start: number;
  /** Whether the value is a command that recipes run. */
  readonly isCommand: boolean;
  /** Whether the value is run when it is set (`NAME!=command`). */
  readonly runs: boolean;
}

/** `NAME=value`, `NAME:=value`, `NAME!=command`; null for a target. */
export function readMakeSetting(text: string): MakeSetting | null {
  const match = /^([\w.-]+)\s*(::?:?=|\+=|\?=|!=|=)/.exec(text);
  if (match === null) return null;
  const name = match[1] ?? '';
  const isCommand = COMMANDS.has(name) || /(?:CMD|COMMAND|_BIN|_EXE|COMPILER|LAUNCHER|RUNNER|WRAPPER|_TOOL|SHELLFLAGS)$/.test(name);
  return { name, start: match[0].length, isCommand, runs: match[2] === '!=' };
}

/** Whether the value of a variable is a folder that recipes install into. */
export function isInstallFolder(name: string): boolean {
  return INSTALL_FOLDERS.test(name);
}

/** The commands of `$(shell …)` and `${shell …}`, and whether other functions reach out. */
export function shellCalls(text: string): string[] {
  const calls: string[] = [];
  for (let at = text.search(/\$[({]shell\s/); at >= 0 && calls.length < MAX_SHELL_CALLS; ) {
    const end = closing(text, at + 1);
    calls.push(text.slice(at + 8, end));
    const next = text.slice(at + 8).search(/\$[({]shell\s/);
    at = next < 0 ? -1 : at + 8 + next;
  }
  return calls;
}

/** The bracket that closes the one at an index, or the end of the text. */
function closing(text: string, open: number): number {
  const pair = text[open] === '{' ? '{}' : '()';
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === pair[0]) depth++;
    else if (text[at] === pair[1] && --depth === 0) return at;
  }
  return text.length;
}
