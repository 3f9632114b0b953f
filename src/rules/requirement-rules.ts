/**
 * From `[rules] prefix_rules` of a requirements TOML to rules, each with its place.
 *
 * Requirements can only prompt or forbid. `subtokens` is the one key that the two profiles read differently: Codex ignores it, so its rule
 * is wider than what the author wrote; `strict` reads it as written and says so
 * (reference: Codex `requirements.toml`, and the examples published for enterprises).
 */
import type * as Valibot from 'valibot';
import { type Diagnostic, locateToml, type Profile, type TomlDocument, tomlDiagnostic, validateToml } from '../base/index.ts';
import type { PatternToken, PrefixRule } from './prefix-rule.ts';

/** The schema of the table `[rules]`; the library is handed in so that only loading a policy pays for it. */
export function requirementRulesSchema(v: typeof Valibot, profile: Profile) {
  const text = v.pipe(v.string(), v.regex(/\S/, 'must not be blank'));
  const texts = v.pipe(v.array(text), v.minLength(1, 'must not be empty'));
  const token = v.pipe(
    v.object({ token: v.optional(text), any_of: v.optional(texts), ...SUBTOKENS[profile](v, texts) }),
    v.check((each) => (each.token === undefined) !== (each.any_of === undefined), 'must have exactly one of `token` and `any_of`'),
  );
  const rule = v.object({
    pattern: v.pipe(v.array(token), v.minLength(1, 'must not be empty')),
    decision: v.pipe(v.picklist(['allow', 'prompt', 'prompt-user', 'forbidden']), v.notValue('allow', ALLOW_REFUSED)),
    justification: v.optional(text),
    canonical_matching: v.optional(v.boolean()),
  });
  return v.object({ prefix_rules: v.pipe(v.array(rule), v.minLength(1, 'must not be empty')) });
}

const ALLOW_REFUSED =
  '`allow` would do nothing here, because rules merge to the strictest; use `prompt`, `prompt-user` or `forbidden`, or a `.rules` file';

/** What the profiles know of `subtokens`. */
const SUBTOKENS = {
  strict: (v: typeof Valibot, texts: Valibot.GenericSchema<string[]>) => ({ subtokens: v.optional(texts) }),
  codex: () => ({}),
} as const;

type RulesTable = Valibot.InferOutput<ReturnType<typeof requirementRulesSchema>>;
type RuleEntry = RulesTable['prefix_rules'][number];
type TokenEntry = RuleEntry['pattern'][number] & { readonly subtokens?: readonly string[] };

/** What a document's rules are, and what is to be said about them. */
export interface RequirementRules {
  /** Empty wherever a diagnostic is an error. */
  readonly value: readonly PrefixRule[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the rules of one document; a document without `[rules]` has none. */
export async function parseRequirementRules(document: TomlDocument, profile: Profile, layer?: string): Promise<RequirementRules> {
  if (document.value.rules === undefined) return { value: [], diagnostics: [] };
  const schema = requirementRulesSchema(await import('valibot'), profile);
  const { value, diagnostics } = validateToml(schema, document, ['rules']);
  if (!value) return { value: [], diagnostics };
  const rules = compileRequirementRules(value, document, layer);
  return { value: rules.value, diagnostics: [...diagnostics, ...rules.diagnostics] };
}

/** Turns a table that fits {@link requirementRulesSchema} into rules. */
export function compileRequirementRules(table: RulesTable, document: TomlDocument, layer?: string): RequirementRules {
  const diagnostics = table.prefix_rules.flatMap((rule, index) =>
    rule.pattern.flatMap((token: TokenEntry, at) => (token.subtokens ? [subtokensNote(document, rule, token, [index, at])] : [])),
  );
  const value = table.prefix_rules.map((rule, index) => compileRule(rule, index, document, layer));
  return { value, diagnostics };
}

function compileRule(rule: RuleEntry, index: number, document: TomlDocument, layer: string | undefined): PrefixRule {
  const { place } = locateToml(document, ['rules', 'prefix_rules', index]);
  return {
    pattern: rule.pattern.map(compileToken) as [PatternToken, ...PatternToken[]],
    ...(rule.decision === 'prompt-user' ? { decision: 'prompt', approvalKind: 'human' } : { decision: rule.decision }),
    ...(rule.justification === undefined ? {} : { justification: rule.justification }),
    ...(rule.canonical_matching ? { canonical: true } : {}),
    origin: layer === undefined ? place : { ...place, layer },
  };
}

function compileToken({ token, any_of, subtokens }: TokenEntry): PatternToken {
  const any = (token === undefined ? any_of : [token]) as [string, ...string[]];
  return subtokens === undefined ? { any } : { any, subtokens };
}

function subtokensNote(document: TomlDocument, rule: RuleEntry, token: TokenEntry, [index, at]: readonly [number, number]): Diagnostic {
  const prefix = rule.pattern.slice(0, at + 1).map((each) => each.token ?? each.any_of?.join('|') ?? '');
  const wanted = (token.subtokens ?? []).map((each) => `\`${each}\``).join(', then ');
  return tomlDiagnostic(document, ['rules', 'prefix_rules', index, 'pattern', at, 'subtokens'], {
    code: 'CF020',
    severity: 'warning',
    message: `Codex ignores \`subtokens\` and applies this rule to every \`${prefix.join(' ')}\`; here the arguments must contain ${wanted}`,
    help: 'for the same answer in both, write the words as tokens of the pattern',
    at: 'key',
  });
}
