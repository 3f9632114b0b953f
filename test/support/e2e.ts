/** The recorded decisions of Codex CLI 0.169 (own data): one case a line, packed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ApprovalPolicy, SandboxMode } from '../../src/config/index.ts';
import {
  type CodexEngine,
  type CodexEvaluation,
  type CodexRequest,
  createCodexEngine,
  type InlinePolicy,
  readInlinePolicy,
} from '../../src/engine/index.ts';
import { ROOT } from './cli.ts';

export interface RecordedCase {
  readonly id: string;
  readonly group: string;
  readonly approval_policy: ApprovalPolicy | null;
  readonly sandbox_mode: SandboxMode | null;
  readonly rules: Readonly<Record<string, string>> | null;
  readonly requirements_toml: string | null;
  readonly config_extra: string | null;
  readonly project_trust: 'trusted' | 'untrusted' | null;
  readonly project_files: Readonly<Record<string, string>> | null;
  readonly client_capabilities: Readonly<Record<string, unknown>> | null;
  readonly command: string;
  readonly tool_args: Readonly<Record<string, unknown>> | null;
  readonly outcome: 'ran' | 'prompt' | 'rejected' | 'tool_error' | 'thread_start_error' | 'server_start_error';
  readonly reason: string | null;
  readonly proposed_amendment: readonly string[] | null;
  readonly available_decisions: readonly unknown[] | null;
  readonly sandboxed: boolean | null;
}

export function recordedCases(): readonly RecordedCase[] {
  const text = gunzipSync(readFileSync(join(ROOT, 'test/cases/e2e.jsonl.gz'))).toString('utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RecordedCase);
}

export function policyOf(each: RecordedCase): InlinePolicy {
  const { config_extra: config, project_trust: projectTrust, project_files: projectFiles, requirements_toml: requirements } = each;
  return {
    config,
    projectTrust,
    projectFiles,
    rules: Object.entries(each.rules ?? {}).map(([name, text]) => ({ name, text })),
    requirements: requirements === null ? [] : [{ name: '/etc/codex/requirements.toml', text: requirements }],
  };
}

export function requestOf(each: RecordedCase): CodexRequest {
  return {
    command: each.command,
    shell: '/bin/bash',
    platform: 'linux',
    cwd: '/srv/repo',
    enforcement: 'sandbox',
    approvalPolicy: each.approval_policy,
    sandboxMode: each.sandbox_mode,
    toolArguments: each.tool_args,
    clientCapabilities: each.client_capabilities,
  };
}

const engines = new Map<string, CodexEngine>();

/** The engine of a policy in the profile `codex`; kept, as many cases share few policies. */
export async function codexEngineOf(inline: InlinePolicy): Promise<CodexEngine> {
  const key = JSON.stringify(inline);
  const known = engines.get(key);
  if (known) return known;
  const policy = await readInlinePolicy(inline, 'codex', null);
  if ('severity' in policy) throw new Error(policy.message);
  const engine = createCodexEngine(policy);
  engines.set(key, engine);
  return engine;
}

export async function askCodex(each: RecordedCase): Promise<CodexEvaluation> {
  return (await codexEngineOf(policyOf(each))).evaluate(requestOf(each));
}
