/** From text to rules: the same rules as a `.rules` file and as the `[rules]` of a requirements TOML, side by side. */
import { parseToml } from '../src/base/index.ts';
import { parseRequirementRules, parseRules } from '../src/rules/index.ts';
import { compete, type Effort, type Result } from './scenario.ts';

const RULES = 1000;

interface Twins {
  readonly rules: string;
  readonly toml: string;
}

function makeTwins(count: number): Twins {
  const rules: string[] = [];
  const entries: string[] = [];
  for (let i = 0; i < count; i++) {
    const why = `reason ${i}`;
    rules.push(`prefix_rule(pattern = ["tool${i}", ["push", "pull"], "origin"], decision = "prompt", justification = "${why}")\n`);
    const pattern = `[{ token = "tool${i}" }, { any_of = ["push", "pull"] }, { token = "origin" }]`;
    entries.push(`  { pattern = ${pattern}, decision = "prompt", justification = "${why}" },\n`);
  }
  return { rules: rules.join(''), toml: `[rules]\nprefix_rules = [\n${entries.join('')}]\n` };
}

async function loadToml(text: string): Promise<number> {
  const { value } = await parseToml('requirements.toml', text);
  return value === null ? 0 : (await parseRequirementRules(value, 'strict')).value.length;
}

export async function benchRulesLoad({ timing }: Effort): Promise<Result> {
  const { rules, toml } = makeTwins(RULES);
  const loaded = [parseRules([{ source: 'a.rules', text: rules }]).value?.prefixRules.length, await loadToml(toml)];
  if (loaded.some((count) => count !== RULES)) throw new Error(`not all rules were loaded: ${loaded.join(', ')}`);
  const rows = await compete(
    `${RULES} rules`,
    RULES,
    [
      { name: 'read from .rules, per rule', run: () => parseRules([{ source: 'a.rules', text: rules }]) },
      { name: 'read from TOML, per rule', run: () => loadToml(toml) },
    ],
    timing,
  );
  return { rows, measures: {}, skipped: [] };
}
