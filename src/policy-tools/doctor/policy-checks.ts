/** Is the policy that is in force the one that was deployed? Layers, their state, and what lint has to say. */
import { type Diagnostic, formatDiagnostic } from '../../base/index.ts';
import type { LayerReport, PolicySnapshot } from '../../config/index.ts';
import { isSetUp } from '../../engine/index.ts';
import type { Check } from './check.ts';

export function checkPolicy(snapshot: PolicySnapshot, findings: readonly Diagnostic[]): readonly Check[] {
  return [checkLoad(snapshot), checkRequirements(snapshot), checkProjects(snapshot), checkFiles(findings), checkLint(findings)];
}

function checkLoad(snapshot: PolicySnapshot): Check {
  const { restriction, diagnostics, layers, profile } = snapshot;
  const errors = diagnostics.filter((each) => each.severity === 'error').map((each) => formatDiagnostic(each));
  const active = layers.filter((layer) => layer.state === 'active');
  if (!isSetUp(snapshot) && profile === 'strict')
    return { id: 'policy.load', status: 'ok', summary: 'nothing is set up, so the built-in starter policy decides', details: [] };
  if (restriction === 'none')
    return { id: 'policy.load', status: 'ok', summary: `active layers: ${active.length}`, details: active.map(describeLayer) };
  const summary =
    restriction === 'forbid-all'
      ? 'a layer that everything depends on is broken, so everything is forbidden'
      : 'a layer is broken, so nothing is allowed by the sandbox alone';
  return { id: 'policy.load', status: 'fail', summary, details: errors, remediation: 'correct the files named above' };
}

function describeLayer({ name, path, digest }: LayerReport): string {
  return `${name}: ${path} ${digest ?? ''}`.trimEnd();
}

function checkRequirements({ layers, requirements }: PolicySnapshot): Check {
  const active = layers.filter((layer) => layer.kind === 'requirements' && layer.state === 'active');
  const legacy = layers.filter((layer) => layer.state === 'active' && (layer.type === 'legacy-file' || layer.type === 'legacy-mdm'));
  const details = [...active, ...legacy].map(describeLayer);
  if (!requirements)
    return {
      id: 'policy.requirements',
      status: 'fail',
      summary: 'there are no requirements in force',
      details,
      remediation: 'correct the policy first',
    };
  if (details.length === 0) {
    return {
      id: 'policy.requirements',
      status: 'warning',
      summary: 'nothing is required on this machine',
      details,
      remediation: 'deploy requirements: `portcullis init --template regulated`',
    };
  }
  return {
    id: 'policy.requirements',
    status: 'ok',
    summary: `requirements are in force (precedence \`${requirements.precedence}\`)`,
    details,
  };
}

function checkProjects({ layers, trust, projectRoot }: PolicySnapshot): Check {
  const found = layers.filter((layer) => layer.type === 'project' && layer.state !== 'absent');
  const details = found.map((layer) => `${layer.path}: ${layer.state}`);
  const id = 'policy.project';
  if (found.length === 0) return { id, status: 'ok', summary: `the project \`${projectRoot}\` sets no policy`, details };
  if (found.some((layer) => layer.state === 'disabled')) {
    return {
      id,
      status: 'warning',
      summary: `the project is ${trust ?? 'of unknown trust'}, so its policy is not used`,
      details,
      remediation: 'trust the project in the user configuration, if you do',
    };
  }
  if (found.every((layer) => layer.state === 'active'))
    return { id, status: 'ok', summary: 'the policy of the project is confirmed', details };
  return {
    id,
    status: 'warning',
    summary: 'the policy of the project can only make answers stricter',
    details,
    remediation: 'read it, then run `portcullis trust`',
  };
}

/** Who could change the files. */
function checkFiles(findings: readonly Diagnostic[]): Check {
  const loose = findings.filter((each) => each.code === 'CF108' || each.code === 'CF052');
  const details = loose.map((each) => formatDiagnostic(each));
  const id = 'policy.files';
  if (loose.length === 0) return { id, status: 'ok', summary: 'only those who should can change the policy', details };
  const status = loose.some((each) => each.severity === 'error') ? 'fail' : 'warning';
  return {
    id,
    status,
    summary: 'somebody else can change the policy',
    details,
    remediation: 'correct owner and permissions of the files named above',
  };
}

function checkLint(findings: readonly Diagnostic[]): Check {
  const told = findings.filter((each) => each.code !== 'CF108' && each.severity !== 'info');
  if (told.length === 0) return { id: 'policy.lint', status: 'ok', summary: 'lint has nothing to say', details: [] };
  return {
    id: 'policy.lint',
    status: 'warning',
    summary: `lint says something about ${told.length} places`,
    details: told.map((each) => formatDiagnostic(each)),
    remediation: 'see `portcullis lint`',
  };
}
