/**
 * The conditions that a `portcullis_rule` may have beside its prefix, each a list of texts with a form of its own.
 *
 * Here they are read and checked; what a command's effects make of them is decided where effects are known.
 */
import { MAX_CONDITION_VALUES, MAX_GLOB_LENGTH } from '../base/index.ts';
import { parsePattern } from '../network/index.ts';
import type { RuleConditions } from './prefix-rule.ts';
import { type Given, readTexts, ruleFault, shorten } from './rule-argument.ts';
import type { List } from './starlark/value.ts';

export type ConditionName = keyof RuleConditions;

interface Problem {
  readonly problem: string;
  readonly help: string;
}

/** What is wrong with a text of the condition. */
const PROBLEM_OF: Readonly<Record<ConditionName, (text: string) => Problem | null>> = {
  options: optionProblem,
  reads: globProblem,
  writes: globProblem,
  deletes: globProblem,
  hosts: hostProblem,
  env: variableProblem,
};

export const CONDITION_NAMES = Object.keys(PROBLEM_OF) as readonly ConditionName[];

/** The texts of one condition. */
export function readCondition(name: ConditionName, condition: Given<List>): readonly string[] {
  const texts = readTexts(condition);
  if (texts.length === 0)
    throw ruleFault(`\`${name}\` is empty, so the rule would never apply`, condition.span(), 'name something, or leave it out');
  if (texts.length > MAX_CONDITION_VALUES) throw ruleFault(`\`${name}\` has more than ${MAX_CONDITION_VALUES} values`, condition.span());
  for (const [at, text] of texts.entries()) {
    const found = PROBLEM_OF[name](text);
    if (found) throw ruleFault(`\`${shorten(text)}\` ${found.problem}`, condition.span(at), found.help);
  }
  return texts;
}

const OPTION = /^(?:-[^-\s=]|--[^\s=]+|-[^-\s=][^\s=]+)$/;

function optionProblem(text: string): Problem | null {
  return OPTION.test(text)
    ? null
    : { problem: 'is not an option', help: 'write it as on the command line, without its value: `--force`, `-f`' };
}

function globProblem(text: string): Problem | null {
  if (text.trim() === '') return { problem: 'is blank', help: 'write a path or a glob: `/etc/**`' };
  if (text.includes('\0')) return { problem: 'holds a NUL character, which no path can', help: 'remove it' };
  return text.length > MAX_GLOB_LENGTH ? { problem: `is longer than ${MAX_GLOB_LENGTH} characters`, help: 'shorten it' } : null;
}

function hostProblem(text: string): Problem | null {
  const pattern = parsePattern(text);
  return pattern.type === 'refused' ? pattern : null;
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

function variableProblem(text: string): Problem | null {
  return VARIABLE.test(text) ? null : { problem: 'is not the name of a variable', help: 'write the name alone: `LD_PRELOAD`' };
}
