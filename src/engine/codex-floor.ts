/**
 * The rule that Codex would apply to a command where we see none as strict: one for the shell itself over a text that is opaque to Codex, or
 * one for a spelling that only Codex takes for the program.
 *
 * INVARIANT: where the sandbox is the only guard, no answer is looser than what a rule of Codex's would say (test/codex/floor.test.ts). Rules
 * with conditions or subtokens are ours to read, and Codex does not.
 */
import { type Decision, isLooser, strictest } from '../base/index.ts';
import { type CodexRules, compileCodexRules, matchCodexRules, type RuleMatch, type RuleTable } from '../rules/index.ts';
import { analyse } from '../shell/index.ts';
import { commandLineOf } from './codex/command-line.ts';
import { segmentsOf } from './codex/evaluate.ts';
import type { EngineContext } from './context.ts';
import { promptUnder } from './settings.ts';

export interface Asked {
  readonly command: string | null;
  readonly argv: readonly string[] | null;
}

/** What is known of the answer without a floor. */
export interface Unfloored {
  readonly decision: Decision;
  /** Whether the shell reads the text without a doubt. */
  readonly isClear: boolean;
}

export interface Floor {
  readonly decision: 'prompt' | 'forbidden';
  readonly match: RuleMatch;
}

/** The strictest of such rules, if it is stricter than a decision; null where there is none, or no sandbox is enforced. */
export function floorOf({ command, argv }: Asked, context: EngineContext, { decision, isClear }: Unfloored): Floor | null {
  const { settings, platform, shell, core, cwd, home } = context;
  if (settings.enforcement !== 'sandbox' || decision === 'forbidden') return null;
  const { rules, shells } = floorRulesOf(context.table, context.windows);
  if (rules === null || (!shells && isClear && command !== null && isReadAlike(command))) return null;
  const commandLine = argv ?? commandLineOf(command ?? '', { shell: null, login: true }, { platform, shell });
  const { segments } = segmentsOf({ commandLine, analyse: (text) => analyse(core, text, 'bash') });
  const matching = { resolveHosts: true, cwd, home, platform: context.windows ? 'windows' : 'posix' } as const;
  const matches = segments.flatMap((segment) => matchCodexRules(rules, segment.argv, matching));
  const strict = matches.reduce<Decision>((known, { rule }) => strictest(known, rule.decision), 'allow');
  const match = matches.find(({ rule }) => rule.decision === strict);
  const floor = strict === 'prompt' ? promptUnder(settings, 'rule') : strict;
  return match !== undefined && floor !== 'allow' && isLooser(decision, floor) ? { decision: floor, match } : null;
}

/** Whether any rule of a table could be a floor. */
export function hasFloor(table: RuleTable, windows: boolean): boolean {
  return floorRulesOf(table, windows).rules !== null;
}

/** Whether the words of a text are the same to Codex as to a shell, where they are plain to Codex at all. */
function isReadAlike(command: string): boolean {
  return ORDINARY.test(command) && !SLASH_AT_END.test(command);
}

/** No backslash, no blank but the usual ones, nothing beyond ASCII. */
const ORDINARY = /^[\n\t -[\]-~]*$/;
/** `git/` is `git` to Codex. */
const SLASH_AT_END = /\/(?:[^\w./-]|$)/;

interface FloorRules {
  /** Null where there are none. */
  readonly rules: CodexRules | null;
  /** Whether one of them is about a shell, and so about texts as a whole. */
  readonly shells: boolean;
}

const compiled = new WeakMap<RuleTable, FloorRules>();

/** The rules that could be a floor, compiled once. */
function floorRulesOf(table: RuleTable, windows: boolean): FloorRules {
  const known = compiled.get(table);
  if (known !== undefined) return known;
  const prefixRules = table.rules.filter(
    ({ decision, conditions, pattern }) =>
      decision !== 'allow' && conditions === undefined && pattern.every(({ subtokens }) => subtokens === undefined),
  );
  const made = {
    rules: prefixRules.length === 0 ? null : compileCodexRules({ prefixRules, hostExecutables: [] }, windows ? 'windows' : 'posix'),
    shells: prefixRules.some(({ pattern }) => pattern[0].any.some((program) => SHELL.test(program))),
  };
  compiled.set(table, made);
  return made;
}

const SHELL = /(?:^|\/)(?:ba|z)?sh$/i;
