/**
 * One request of `portcullis config requirements --batch`: are these texts accepted, what do they require, and which settings would a
 * session get that asks for some? The texts are all there is: no file of this machine takes part.
 */
import { type Diagnostic, formatDiagnostic, hasErrors, type Profile } from '../base/index.ts';
import { mergeConfig, type ParsedConfigLayer, parseConfigLayer } from './config-layer.ts';
import { formatRequirements, type RequirementView } from './requirement-view.ts';
import { loadRequirements, type Requirements } from './requirements.ts';
import { type AskedSettings, resolveSettings } from './settings.ts';
import type { ApprovalPolicy, SandboxMode } from './vocabulary.ts';

export interface RequirementsRequest {
  readonly profile: Profile;
  readonly hostname: string | null;
  /** Highest precedence first. */
  readonly requirements: readonly { readonly name: string; readonly text: string }[];
  readonly config: string | null;
  readonly asked: readonly AskedSettings[];
  readonly refuseUnknownKeys?: boolean;
}

export interface RequirementsAnswer {
  readonly accepted: boolean;
  /** The first reason why not, or null. */
  readonly error: string | null;
  readonly requirements: RequirementView | null;
  /** What each asking session gets. */
  readonly threads: readonly (
    | { readonly approvalPolicy: ApprovalPolicy; readonly sandboxMode: SandboxMode }
    | { readonly error: string }
  )[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Answers one request. */
export async function answerRequirements(request: RequirementsRequest): Promise<RequirementsAnswer> {
  const { profile, hostname } = request;
  const config = await readConfig(request);
  const sources = request.requirements.map(({ name, text }) => ({ type: 'system' as const, name, source: name, text }));
  const checked = config?.value?.checked;
  const resolved = await loadRequirements(sources, {
    profile,
    hostname,
    refuseUnknownKeys: request.refuseUnknownKeys ?? false,
    config: { profiles: new Set(Object.keys(checked?.permissions ?? {})), defaultPermissions: checked?.default_permissions ?? null },
  });
  const diagnostics = [...resolved.diagnostics, ...(config?.diagnostics ?? [])];
  const refusal = resolved.value === null || config?.diagnostics.some(isFatal) ? firstError(diagnostics) : null;
  if (!resolved.value || refusal) return { accepted: false, error: refusal, requirements: null, threads: [], diagnostics };
  return {
    accepted: true,
    error: null,
    requirements: formatRequirements(resolved.value),
    threads: request.asked.map((asked) => resolveThread(asked, config, resolved.value as Requirements)),
    diagnostics,
  };
}

async function readConfig({ config, profile }: RequirementsRequest): Promise<ParsedConfigLayer | null> {
  if (config === null) return null;
  return parseConfigLayer({ type: 'user', name: 'user configuration', source: 'config.toml', text: config }, profile);
}

/** Codex does not even start with these; any other fault of configuration it reports when a session starts. */
function isFatal({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && (code === 'CF043' || code === 'CF044');
}

function firstError(diagnostics: readonly Diagnostic[]): string {
  const error = diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  if (!error) throw new Error('refused without an error');
  return formatDiagnostic(error);
}

function resolveThread(
  asked: AskedSettings,
  config: ParsedConfigLayer | null,
  requirements: Requirements,
): RequirementsAnswer['threads'][number] {
  if (config && hasErrors(config.diagnostics)) return { error: firstError(config.diagnostics) };
  const layers = config?.value ? [config.value] : [];
  const { value, diagnostics } = resolveSettings({ config: mergeConfig(layers), requirements, trust: null, asked });
  if (!value) return { error: firstError(diagnostics) };
  return { approvalPolicy: value.approvalPolicy.value, sandboxMode: value.sandboxMode.value };
}
