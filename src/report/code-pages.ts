/** The pages that explain codes: one for `docs/codes.md`, one piece of it for a person who asks about a code. */
import { CODES, type Code } from '../base/index.ts';

/** Titles of the areas, in the order of the pipeline; a code begins with its area. */
const AREAS = {
  SH: 'Shell: reading a command line',
  RL: 'Rules',
  PR: 'Programs: what a command does',
  CF: 'Configuration and requirements',
  NW: 'Network',
  MC: 'MCP servers',
  SB: 'Sandbox',
  EN: 'Engine: the decision',
  AU: 'The audit log',
  DM: 'The daemon',
  HK: 'Hooks of agents',
} as const;

/** Every code with its explanation, as Markdown. */
export function formatCodePages(): string {
  const sections = Object.entries(AREAS).map(([area, title]) => formatArea(title, codesOf(area)));
  return `# Codes

Every finding (seen while a request is evaluated) and every diagnostic (wrong with a policy or an input) has a code. Codes are never reused
or renamed. This page is made from the tables in \`src/base/codes/\`; \`npm run docs\` writes it anew.
${sections.join('')}`;
}

function codesOf(area: string): [string, string][] {
  return Object.entries(CODES).filter(([code]) => code.startsWith(area));
}

function formatArea(title: string, codes: readonly [string, string][]): string {
  if (codes.length === 0) return '';
  return `\n## ${title}\n${codes.map(([code, text]) => `\n### ${code}\n\n${sentence(text)}\n`).join('')}`;
}

/** What a code means, in a sentence, or null for a text that is no code. */
export function explainCode(code: string): string | null {
  return Object.hasOwn(CODES, code) ? sentence(CODES[code as Code]) : null;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
