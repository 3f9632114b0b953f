/** Lints over single rules and over rules among each other. */
import { type Diagnostic, MAX_LINT_COMPARISONS } from '../../base/index.ts';
import { formatOrigin, keptSandboxBy } from '../../config/index.ts';
import { type Effect, effectsOf } from '../../programs/index.ts';
import type { PatternToken, PrefixRule } from '../../rules/index.ts';
import type { Word } from '../../shell/index.ts';
import { findOverlaps, type Overlap } from './rule-overlap.ts';
import type { Lint, LintSubject } from './subject.ts';

function prefixRules({ rules }: LintSubject): readonly PrefixRule[] {
  return rules.flatMap((layer) => layer.rules.prefixRules);
}

/** Rules that another rule makes pointless. */
export const lintOverlaps: Lint = (subject) => {
  const { found, isCut } = findOverlaps(prefixRules(subject), MAX_LINT_COMPARISONS);
  const cut: Diagnostic = {
    code: 'CF112',
    severity: 'info',
    message: `only the first ${MAX_LINT_COMPARISONS} pairs of rules were compared`,
    help: 'lint the files one by one',
  };
  return [...found.map(describeOverlap), ...(isCut ? [cut] : [])];
};

function describeOverlap({ outer, inner }: Overlap): Diagnostic {
  const isContradiction = inner.decision === 'allow' && outer.decision !== 'allow';
  return {
    code: isContradiction ? 'CF104' : 'CF105',
    severity: 'warning',
    message: isContradiction
      ? `this rule never allows \`${formatPattern(inner)}\`: ${describeRule(outer)} matches it too`
      : `this rule for \`${formatPattern(inner)}\` has no effect: ${describeRule(outer)} matches whatever it matches`,
    place: inner.origin,
    help: 'remove one of the two',
  };
}

function describeRule({ decision, pattern, origin }: PrefixRule): string {
  const { source, line } = origin;
  return `the ${decision} rule for \`${pattern.map(formatToken).join(' ')}\` (${source}:${line})`;
}

function formatPattern({ pattern }: PrefixRule): string {
  return pattern.map(formatToken).join(' ');
}

function formatToken({ any }: PatternToken): string {
  return any.join('|');
}

/** Allow rules that let a program run anything it is given. */
export const lintOpenAllows: Lint = (subject) =>
  prefixRules(subject).flatMap((rule): Diagnostic[] => {
    if (rule.decision !== 'allow' || rule.conditions) return [];
    const open = rule.pattern[0].any.find((program) => runsAnything([program, ...rule.pattern.slice(1).map((token) => token.any[0])]));
    if (open === undefined) return [];
    return [
      {
        code: 'CF103',
        severity: 'warning',
        message: `this rule allows \`${formatPattern(rule)}\` with any arguments, and \`${open}\` runs whatever they say`,
        place: rule.origin,
        help: 'name the script, module or subcommand in the pattern',
      },
    ];
  });

/** Whether a prefix, with arguments behind it that nobody knows, runs a program or code that nobody knows. */
function runsAnything(prefix: readonly string[]): boolean {
  const argv = [...prefix.map(knownWord), UNKNOWN];
  const sources = prefix.length === 1 ? BARE_SOURCES : CODE_SOURCES;
  return effectsOf({ argv, assignments: [], redirections: [] }).effects.some((effect) => isUnknownCode(effect, sources));
}

/** Where code comes from that nobody knows. A file that is named behind a module or subcommand (`pytest FILE`) is what the rule is about. */
const CODE_SOURCES: ReadonlySet<string> = new Set(['argument', 'stdin', 'module']);
const BARE_SOURCES: ReadonlySet<string> = new Set([...CODE_SOURCES, 'file']);

const NOWHERE = { start: 0, end: 0 };
const UNKNOWN: Word = { value: null, single: false, quoted: false, span: NOWHERE, pieces: [] };

function knownWord(value: string): Word {
  return { value, single: true, quoted: true, span: NOWHERE, pieces: [{ type: 'literal', text: value, quoted: true, span: NOWHERE }] };
}

function isUnknownCode(effect: Effect, sources: ReadonlySet<string>): boolean {
  if (effect.type === 'code') return sources.has(effect.source) && isOpen(effect.text);
  if (effect.type !== 'run') return false;
  const { started } = effect;
  if (started.type === 'argv') return isOpen(started.argv[0] ?? null);
  if (started.type === 'stdin') return isOpen(started.text);
  return isOpen(started.type === 'text' ? started.text : started.type === 'program' ? started.program : started.file);
}

function isOpen(word: Word | null): boolean {
  return word === null || word.value === null;
}

/** Allow rules past their date. */
export const lintExpired: Lint = (subject) =>
  prefixRules(subject).flatMap((rule): Diagnostic[] =>
    rule.decision === 'allow' && rule.expires !== undefined && rule.expires < subject.today
      ? [
          {
            code: 'CF110',
            severity: 'info',
            message: `this rule expired on ${rule.expires}`,
            place: rule.origin,
            help: 'remove it or renew it',
          },
        ]
      : [],
  );

/** Rules that would lift a sandbox that requirements keep. */
export const lintSandboxOff: Lint = (subject) => {
  const keeper = keptSandboxBy(subject.requirements);
  if (keeper === null) return [];
  return prefixRules(subject)
    .filter((rule) => rule.sandbox === 'off')
    .map((rule) => ({
      code: 'CF114',
      severity: 'warning',
      message: `this rule cannot take \`${formatPattern(rule)}\` out of the sandbox: ${formatOrigin(keeper)} keeps it there`,
      place: rule.origin,
      help: 'leave `sandbox` out',
    }));
};

/** Prompts that nobody will ever see. */
export const lintSilentPrompts: Lint = (subject) => {
  if (subject.settings?.approvalPolicy.value !== 'never') return [];
  return prefixRules(subject)
    .filter((rule) => rule.decision === 'prompt')
    .map((rule) => ({
      code: 'CF107',
      severity: 'warning',
      message: `this rule prompts for \`${formatPattern(rule)}\`, but under approval policy \`never\` that is forbidden`,
      place: rule.origin,
      help: 'say `forbidden`, or choose an approval policy under which somebody can be asked',
    }));
};
