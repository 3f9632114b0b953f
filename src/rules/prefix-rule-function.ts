/**
 * `prefix_rule(...)`, as Codex has it, and `portcullis_rule(...)`, which can say more.
 *
 * INVARIANT: additions of ours are only in `portcullis_rule`, so that a file without it stays a valid Codex file.
 */
import type { Decision } from '../base/index.ts';
import type { PatternToken, PrefixRule, RuleConditions } from './prefix-rule.ts';
import { type Given, given, readDecision, readExamples, readJustification, readPattern, ruleFault, shorten } from './rule-argument.ts';
import { CONDITION_NAMES, readCondition } from './rule-condition.ts';
import { checkRuleCount, originAt, type RulesDraft } from './rule-draft.ts';
import type { Machine } from './starlark/machine.ts';
import { native, parameter } from './starlark/native.ts';
import type { List, NativeFunction, NativeParameter, Value } from './starlark/value.ts';

const OPTIONAL = { by: 'either', optional: true } as const;
const NAMED = { by: 'name', optional: true } as const;

const PREFIX_PARAMETERS = [
  parameter('pattern', 'list', { by: 'either' }),
  parameter('decision', 'string', OPTIONAL),
  parameter('match', 'list', OPTIONAL),
  parameter('not_match', 'list', OPTIONAL),
  parameter('justification', 'string', OPTIONAL),
  parameter('canonical_matching', 'bool', OPTIONAL),
];

const PORTCULLIS_PARAMETERS = [
  parameter('pattern', 'list', { by: 'either' }),
  parameter('decision', 'string', OPTIONAL),
  parameter('id', 'string', NAMED),
  parameter('expires', 'string', NAMED),
  parameter('justification', 'string', NAMED),
  parameter('match', 'list', NAMED),
  parameter('not_match', 'list', NAMED),
  parameter('sandbox', 'string', NAMED),
  ...CONDITION_NAMES.map((name) => parameter(name, 'list', NAMED)),
];

/** The arguments of one call by name. */
type Find = <T extends Value>(name: string) => Given<T> | null;

function finder(machine: Machine, parameters: readonly NativeParameter[], bound: readonly (Value | undefined)[]): Find {
  return (name) =>
    given(
      machine,
      bound,
      parameters.findIndex((each) => each.name === name),
      name,
    );
}

export function prefixRuleFunction(draft: RulesDraft): NativeFunction {
  return native('prefix_rule', PREFIX_PARAMETERS, (machine, bound) => {
    const find = finder(machine, PREFIX_PARAMETERS, bound);
    const canonical = find<boolean>('canonical_matching')?.value === true;
    addRule(machine, draft, find, canonical ? { canonical } : {});
    return null;
  });
}

export function portcullisRuleFunction(draft: RulesDraft): NativeFunction {
  return native('portcullis_rule', PORTCULLIS_PARAMETERS, (machine, bound) => {
    const find = finder(machine, PORTCULLIS_PARAMETERS, bound);
    addRule(machine, draft, find, readAdditions(find, decisionOf(find)));
    return null;
  });
}

type Additions = Pick<PrefixRule, 'canonical' | 'id' | 'expires' | 'sandbox' | 'conditions'>;

/** What both functions do: check, and keep the rule with its examples. */
function addRule(machine: Machine, draft: RulesDraft, find: Find, additions: Additions): void {
  checkRuleCount(draft);
  const pattern = patternOf(find);
  const justification = find<string>('justification');
  const rule: PrefixRule = {
    pattern,
    decision: decisionOf(find),
    ...(justification === null ? {} : { justification: readJustification(justification) }),
    origin: originAt(draft, machine.span),
    ...additions,
  };
  const examples = { matching: readExamples(find('match')), notMatching: readExamples(find('not_match')) };
  chargeExamples(machine, pattern, examples.matching.length + examples.notMatching.length);
  draft.calls.push({ rule, ...examples });
}

/** Every example is compared with every alternative, once the file has run. */
function chargeExamples({ budget }: Machine, pattern: readonly PatternToken[], examples: number): void {
  const alternatives = pattern.reduce((sum, { any }) => sum + any.length, 0);
  budget.elements(alternatives);
  budget.work(alternatives * examples);
}

function patternOf(find: Find): [PatternToken, ...PatternToken[]] {
  const pattern = find<List>('pattern');
  if (pattern === null) throw new Error('a required parameter was not checked');
  return readPattern(pattern);
}

function decisionOf(find: Find): Decision {
  const decision = find<string>('decision');
  return decision === null ? 'allow' : readDecision(decision);
}

function readAdditions(find: Find, decision: Decision): Additions {
  const id = find<string>('id');
  const expires = find<string>('expires');
  const sandbox = find<string>('sandbox');
  const conditions = readConditions(find);
  return {
    ...(id === null ? {} : { id: readId(id) }),
    ...(expires === null ? {} : { expires: readDate(expires) }),
    ...(sandbox === null ? {} : { sandbox: readSandbox(sandbox, decision) }),
    ...(conditions === null ? {} : { conditions }),
  };
}

function readConditions(find: Find): RuleConditions | null {
  const read = CONDITION_NAMES.flatMap((name) => {
    const condition = find<List>(name);
    return condition === null ? [] : [[name, readCondition(name, condition)] as const];
  });
  return read.length === 0 ? null : Object.fromEntries(read);
}

const ID = /^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,126}[A-Za-z0-9])?$/;

function readId({ value, span }: Given<string>): string {
  if (ID.test(value)) return value;
  throw ruleFault(`\`${shorten(value)}\` is not an id`, span(), 'an id has up to 128 letters, digits, `.`, `_`, `/` and `-`');
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A day of the calendar, in the one spelling. */
function readDate({ value, span }: Given<string>): string {
  const time = DATE.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(value)) return value;
  throw ruleFault(`\`${shorten(value)}\` is not a date`, span(), 'write year, month and day: `2027-01-31`');
}

function readSandbox({ value, span }: Given<string>, decision: Decision): 'off' {
  if (value !== 'off') throw ruleFault(`\`${shorten(value)}\` is not a value of \`sandbox\``, span(), 'the one value is `off`');
  if (decision === 'allow') return 'off';
  throw ruleFault(`a rule that answers \`${decision}\` cannot lift the sandbox`, span(), 'only an `allow` can; leave `sandbox` out');
}
