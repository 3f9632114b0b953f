/**
 * The tools of the MCP server: each a question about policy, with the schema that clients are shown.
 *
 * INVARIANT: they only read. Nothing here changes policy, runs a command or opens a file for the caller.
 */
import { closest, type Decision, isDecision, MAX_LISTED_RULES } from '../../base/index.ts';
import type { Engine, Evaluation } from '../../engine/index.ts';
import { formatEvaluation, plain } from '../../report/index.ts';
import type { PrefixRule } from '../../rules/index.ts';
import { isShell, SHELLS } from '../../shell/index.ts';

/** What a tool answers by. */
export interface ToolContext {
  readonly engine: Engine;
  /** The folder of the session, which is the workspace whatever a caller says. */
  readonly cwd: string;
}

/** `content` for the model, `structuredContent` for programs. */
export interface ToolAnswer {
  readonly text: string;
  readonly data: object;
}

type Arguments = Readonly<Record<string, unknown>>;

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: { readonly properties: Readonly<Record<string, object>>; readonly required: readonly string[] };
  readonly outputSchema: { readonly properties: Readonly<Record<string, object>>; readonly required: readonly string[] };
  /** The answer; a text says what is wrong with the arguments. */
  answer(given: Arguments, context: ToolContext): ToolAnswer | string;
}

const COMMAND = {
  command: { type: 'string', description: 'the text as it would be given to the shell' },
  shell: { type: 'string', enum: SHELLS, description: 'the shell that would run it; bash where nothing is said' },
  cwd: { type: 'string', description: 'the folder it would run in, absolute; the workspace where nothing is said' },
};

const DECIDED = {
  decision: { type: 'string', enum: ['allow', 'prompt', 'forbidden'] },
  reason: { type: 'string' },
};

export const TOOLS: readonly Tool[] = [
  {
    name: 'check_command',
    title: 'Check a command',
    description:
      'Says whether policy allows a shell command, wants a person to be asked, or forbids it. Nothing is run. Ask before a command that may be refused.',
    inputSchema: { properties: COMMAND, required: ['command'] },
    outputSchema: {
      properties: {
        ...DECIDED,
        basis: { type: 'string', description: '`rules`, or `sandbox` where only that contains it' },
        approvalKind: { type: 'string', description: '`human`: a person must answer the prompt' },
        findings: { type: 'array', items: { type: 'object' } },
      },
      required: ['decision', 'reason', 'findings'],
    },
    answer: (given, context) => evaluated(given, context, checked),
  },
  {
    name: 'explain_command',
    title: 'Explain a decision',
    description:
      'Says why policy decides about a shell command as it does: every command that the text could run, with the rules and findings about each.',
    inputSchema: { properties: COMMAND, required: ['command'] },
    outputSchema: {
      properties: { ...DECIDED, invocations: { type: 'array', items: { type: 'object' } } },
      required: ['decision', 'reason', 'invocations'],
    },
    answer: (given, context) => evaluated(given, context, explained),
  },
  {
    name: 'list_rules',
    title: 'List rules',
    description: 'Lists the command rules in force, each with what it begins with, its decision and where it is written.',
    inputSchema: {
      properties: {
        program: { type: 'string', description: 'only rules for this program' },
        decision: { ...DECIDED.decision, description: 'only rules with this decision' },
      },
      required: [],
    },
    outputSchema: {
      properties: { total: { type: 'integer' }, rules: { type: 'array', items: { type: 'object' } } },
      required: ['total', 'rules'],
    },
    answer: listRules,
  },
];

/** The tool as `tools/list` shows it; answers may grow fields. */
export function describeTool({ name, title, description, inputSchema, outputSchema }: Tool): object {
  const input = { type: 'object', additionalProperties: false, ...inputSchema };
  const annotations = { title, readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
  return { name, title, description, inputSchema: input, outputSchema: { type: 'object', ...outputSchema }, annotations };
}

/** What is wrong with the arguments of a call, or null. */
export function argumentFault({ inputSchema }: Tool, given: Arguments): string | null {
  const known = Object.keys(inputSchema.properties);
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(inputSchema.properties, name)) {
      const meant = closest(name, known);
      return `unknown argument \`${name}\`${meant === null ? `; known are ${known.join(', ')}` : `, did you mean \`${meant}\`?`}`;
    }
    if (typeof value !== 'string') return `\`${name}\` must be a string`;
  }
  const missing = inputSchema.required.find((name) => !Object.hasOwn(given, name));
  return missing === undefined ? null : `\`${missing}\` is missing`;
}

function evaluated(given: Arguments, context: ToolContext, answer: (each: Evaluation, command: string) => ToolAnswer): ToolAnswer | string {
  const { command, shell = 'bash', cwd = context.cwd } = given as { command: string; shell?: string; cwd?: string };
  if (!isShell(shell)) return `\`shell\` must be ${SHELLS.join(', ')}`;
  return answer(context.engine.evaluate({ command, shell, cwd, workspaceRoots: [context.cwd] }), command);
}

function checked({ decision, reason, basis, approvalKind, findings, invocations }: Evaluation): ToolAnswer {
  const all = [...findings, ...invocations.flatMap((each) => each.findings)];
  const data = {
    decision,
    reason,
    ...(basis === undefined ? {} : { basis }),
    ...(approvalKind === undefined ? {} : { approvalKind }),
    findings: all.map(({ code, message }) => ({ code, message })),
  };
  return { text: `${decision}: ${reason}`, data };
}

function explained(evaluation: Evaluation, command: string): ToolAnswer {
  const { decision, reason, invocations } = evaluation;
  const told = invocations.map(({ argv, program, decision: each, matches, findings, effects }) => {
    return { argv, program, decision: each, matches, findings: findings.map(({ code, message }) => ({ code, message })), effects };
  });
  return { text: formatEvaluation(evaluation, command, plain), data: { decision, reason, invocations: told } };
}

function listRules(given: Arguments, { engine }: ToolContext): ToolAnswer | string {
  const { program, decision } = given as { program?: string; decision?: string };
  if (decision !== undefined && !isDecision(decision)) return '`decision` must be allow, prompt or forbidden';
  const found = engine.policy.rules.prefixRules.filter((rule) => isAbout(rule, program, decision));
  const rules = found.slice(0, MAX_LISTED_RULES).map(describeRule);
  const lines = rules.map(({ decision: each, pattern, place }) => `${each}  ${pattern}  (${place})`);
  const more = found.length > rules.length ? [`… and ${found.length - rules.length} more; ask about one program`] : [];
  return { text: [...lines, ...more].join('\n') || 'no rule', data: { total: found.length, rules } };
}

function isAbout({ pattern: [first], decision: own }: PrefixRule, program: string | undefined, decision: Decision | undefined): boolean {
  return (program === undefined || first.any.includes(program)) && (decision === undefined || own === decision);
}

function describeRule({ pattern, decision, origin, justification, id }: PrefixRule) {
  const words = pattern.map(({ any, subtokens = [] }) => [any.join('|'), ...subtokens.map((each) => `…${each}`)].join(' '));
  return {
    decision,
    pattern: words.join(' '),
    place: `${origin.source}:${origin.line}`,
    ...(justification === undefined ? {} : { justification }),
    ...(id === undefined ? {} : { id }),
  };
}
