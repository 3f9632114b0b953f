/**
 * The steps of CI workflows (GitHub, GitLab, CircleCI, Azure): what stands under keys that hold scripts.
 *
 * Expressions of the service (`${{ … }}`) become variables of the shell: what they are is not known here.
 */
import { MAX_JSON_DEPTH, MAX_POLICY_FILE_BYTES, MAX_YAML_ALIASES } from '../../../base/index.ts';
import { type CommandSource, type FoundCommand, isRecord } from './found-command.ts';

const WORKFLOW =
  /(?:^|\/)(?:\.github\/(?:workflows|actions)\/.+|\.gitlab-ci|\.circleci\/config|azure-pipelines|bitbucket-pipelines|action)\.ya?ml$/;

/** Keys under which a script, a list of them or an object with a `command` stands. */
const SCRIPT_KEYS: ReadonlySet<string> = new Set(['run', 'script', 'before_script', 'after_script', 'bash']);

export const workflowSteps: CommandSource = {
  name: 'CI workflow steps',
  matches: (path) => WORKFLOW.test(path),
  read: async (text) => {
    if (text.length > MAX_POLICY_FILE_BYTES) return [];
    const { parse } = await import('yaml');
    const found: FoundCommand[] = [];
    try {
      collect(parse(text, { maxAliasCount: MAX_YAML_ALIASES }), found, 0);
    } catch {
      return [];
    }
    return found;
  },
};

/** LIMIT: as deep as documents may be; what lies deeper is left out. */
function collect(value: unknown, found: FoundCommand[], depth: number): void {
  if (depth > MAX_JSON_DEPTH || typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    if (!Array.isArray(value) && SCRIPT_KEYS.has(key))
      for (const text of scriptsIn(each)) found.push({ text: plainText(text), shell: shellIn(value) });
    else collect(each, found, depth + 1);
  }
}

function scriptsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'string');
  return isRecord(value) && typeof value.command === 'string' ? [value.command] : [];
}

function shellIn(step: object): FoundCommand['shell'] {
  const shell = (step as { readonly shell?: unknown }).shell;
  if (shell === 'pwsh' || shell === 'powershell') return 'pwsh';
  return shell === 'cmd' || shell === 'sh' ? shell : 'bash';
}

function plainText(text: string): string {
  return text.replace(/\$\{\{[^{}]*\}\}/g, '$WORKFLOW_VALUE').trimEnd();
}
