/**
 * Rules that Codex does not apply to common spellings of what they prompt for or forbid.
 *
 * Both profiles are asked about each spelling, so what is told is what they do. Spellings that no rule reaches are told
 * once for a policy; those that a rule could reach, and rules that Codex applies to nothing, rule by rule.
 */
import { type Diagnostic, MAX_LINTED_SPELLINGS } from '../../base/index.ts';
import { createCodexEngine, createEngine, type Match, policyOfRules } from '../../engine/index.ts';
import type { PrefixRule } from '../../rules/index.ts';
import type { Lint } from './subject.ts';

export const lintCodexSight: Lint = ({ rules }) => {
  const stricter = rules.flatMap((layer) => layer.rules.prefixRules).filter(({ decision }) => decision !== 'allow');
  const [first] = stricter;
  if (first === undefined) return [];
  const written = [...new Map(stricter.toReversed().map((rule) => [placeOf(rule.origin), rule])).values()].toReversed();
  const checked = written.slice(0, MAX_LINTED_SPELLINGS);
  return [everyRule(first, stricter.length), ...checked.flatMap(lookerAt(checked)), ...(checked.length < written.length ? [CUT] : [])];
};

/** A loop may make many rules in one place; the first stands for all of them. */
function placeOf({ source, line, column }: Match['rule']): string {
  return `${source}:${line}:${column}`;
}

const CUT: Diagnostic = {
  code: 'CF116',
  severity: 'info',
  message: `only the first ${MAX_LINTED_SPELLINGS} rules were looked at for what Codex makes of them`,
  help: 'lint the files one by one',
};

/** What keeps Codex from every rule, whatever it is about. */
function everyRule({ origin, pattern }: PrefixRule, count: number): Diagnostic {
  const command = textOf(pattern.map(({ any }) => any[0]));
  const spellings = [`${command} > out.log`, `sudo ${command}`, `echo "$(${command})"`].map((each) => `\`${each}\``);
  const which = count === 1 ? 'the rule that prompts or forbids' : `any of the ${count} rules that prompt or forbid`;
  return {
    code: 'CF115',
    severity: 'info',
    message: `Codex does not apply ${which} where a script is opaque to it or another program starts the command: ${spellings.join(', ')}`,
    place: origin,
    help: 'ask with the profile `strict`, or see `portcullis check --compare`',
  };
}

function lookerAt(rules: readonly PrefixRule[]): (rule: PrefixRule) => readonly Diagnostic[] {
  const applied = bothApply(rules);
  return (rule) => {
    const argv = rule.pattern.map(({ any }) => any[0]);
    const plain = textOf(argv);
    const { strict, codex } = applied(rule, plain);
    if (!strict) return [];
    if (!codex) return [remark(rule, `Codex never applies this rule: \`${plain}\` is opaque to it`, 'ask with the profile `strict`')];
    const missed = spellingsOf(argv).find((text) => {
      const found = applied(rule, text);
      return found.strict && !found.codex;
    });
    return missed === undefined ? [] : [remark(rule, `Codex does not apply this rule to \`${missed}\``, HELP_OPTIONS)];
  };
}

const HELP_OPTIONS = 'add a rule for that spelling, or ask with the profile `strict`';

function remark({ origin }: PrefixRule, message: string, help: string): Diagnostic {
  return { code: 'CF115', severity: 'info', message, place: origin, help };
}

/** Whether each profile applies a rule, one of many, to a text. */
function bothApply(prefixRules: readonly PrefixRule[]): (rule: PrefixRule, command: string) => { strict: boolean; codex: boolean } {
  const policy = policyOfRules({ prefixRules, networkRules: [], hostExecutables: [] }, '');
  const [own, other] = [createEngine(policy), createCodexEngine(policy)];
  return ({ origin }, command) => {
    const isRule = ({ rule }: Match): boolean => placeOf(rule) === placeOf(origin);
    return {
      strict: own.evaluate({ command }).invocations.some(({ matches }) => matches.some(isRule)),
      codex: other.evaluate({ command }).invocations.some(({ matches }) => matches.some(isRule)),
    };
  };
}

/** Options that people write between a program and its subcommand. */
const GLOBAL_OPTIONS: ReadonlyMap<string, string> = new Map([
  ['git', '-C .'],
  ['docker', '--context default'],
  ['podman', '--remote'],
  ['kubectl', '-n default'],
  ['helm', '-n default'],
  ['npm', '--prefix .'],
  ['pnpm', '-C .'],
  ['yarn', '--cwd .'],
  ['cargo', '--locked'],
  ['aws', '--profile default'],
  ['az', '--only-show-errors'],
  ['gcloud', '--quiet'],
  ['terraform', '-chdir=.'],
  ['systemctl', '--no-pager'],
]);

/** Spellings of one command that differ in options. */
function spellingsOf([program, ...words]: readonly (string | undefined)[]): readonly string[] {
  const option = program === undefined ? undefined : GLOBAL_OPTIONS.get(program);
  if (program === undefined || option === undefined || words.length === 0) return [];
  return [`${program} ${option} ${textOf(words)}`];
}

/** Words as a text for a shell; in quotes where they need some. */
function textOf(words: readonly (string | undefined)[]): string {
  return words.map((word = '') => (PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

const PLAIN_WORD = /^[\w@%+=:,./[\]-]+$/;
