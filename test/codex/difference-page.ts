/** `docs/codex-differences.md`, made from the table of differences and what both profiles answer. */
import {
  type CommandRequest,
  type Comparison,
  compareEvaluations,
  createCodexEngine,
  createEngine,
  formatComparison,
  plain,
  readInlinePolicy,
} from '../../src/index.ts';
import { DIFFERENCES, type DifferenceCase, FILES } from './differences.ts';

/** Where the commands of the page run. */
const PLACE = { platform: 'linux', cwd: '/srv/repo', home: '/home/dev' } as const;

/** What both profiles say about a case, as `check --compare` asks them. */
export async function compareCase({ command, rules = 'team.rules', requirements, approvalPolicy }: DifferenceCase): Promise<Comparison> {
  const textOf = (name: keyof typeof FILES) => ({ name, text: FILES[name] });
  const inline = { rules: rules === null ? [] : [textOf(rules)], requirements: requirements === undefined ? [] : [textOf(requirements)] };
  const [own, other] = await Promise.all([readInlinePolicy(inline, 'strict', null), readInlinePolicy(inline, 'codex', null)]);
  if ('severity' in own || 'severity' in other) throw new Error('no policy');
  const request: CommandRequest = { shell: 'bash', enforcement: 'sandbox', approvalPolicy: approvalPolicy ?? null, command };
  const codex = createCodexEngine(other, { build: 'js', defaults: PLACE }).evaluate(request);
  const strict = createEngine(own, { build: 'js', defaults: { ...PLACE, shell: 'bash' } }).evaluate(request);
  return compareEvaluations(strict, codex, { strict: own.rules, codex: other.rules });
}

/** The command line that shows a case. */
export function commandLineOf({ command, rules = 'team.rules', requirements, approvalPolicy }: DifferenceCase): string {
  const options = [
    ...(rules === null ? [] : [`--rules ${rules}`]),
    ...(requirements === undefined ? [] : [`--requirements ${requirements}`]),
    ...(approvalPolicy === undefined ? [] : [`--approval-policy ${approvalPolicy}`]),
  ];
  return `portcullis check ${[...options, '--compare'].join(' ')} ${quote(command)}`;
}

function quote(text: string): string {
  return text.includes("'") ? `"${text.replace(/["\\$`]/g, '\\$&')}"` : `'${text}'`;
}

async function formatCase(each: DifferenceCase): Promise<string> {
  const why = each.why === '' ? '' : `${each.why}\n\n`;
  return `### ${each.title}\n\n${why}\`\`\`console\n$ ${commandLineOf(each)}\n${formatComparison(await compareCase(each), plain)}\n\`\`\`\n`;
}

/** The whole page. */
export async function formatDifferencePage(): Promise<string> {
  const sections: string[] = [];
  for (const { title, text, cases } of DIFFERENCES) {
    const shown = await Promise.all(cases.map(formatCase));
    sections.push([`## ${title}\n`, ...(text === '' ? [] : [`${text}\n`]), ...shown].join('\n'));
  }
  const files = Object.entries(FILES).map(
    ([name, text]) => `\`${name}\`:\n\n\`\`\`${name.endsWith('.toml') ? 'toml' : 'python'}\n${text}\`\`\`\n`,
  );
  return [HEAD, ...sections, '## Files\n\nWhat the commands above name.\n', ...files].join('\n');
}

const HEAD = `# Where portcullis and Codex decide differently

The same files, the same command: what the profile \`strict\` says, and what Codex CLI 0.169 itself does (profile \`codex\`). A sandbox is
enforced, as Codex always runs commands in its own. Ask about your own command with \`portcullis check --compare\`; \`portcullis lint\` names
rules that Codex does not apply to common spellings.

Each answer is what the command above it prints in \`/srv/repo\` for a user whose home is \`/home/dev\`. This page is made from a table that the
tests run; \`npm run docs\` writes it anew.
`;
