/** What the machine brings: Node, both builds of the core, a sandbox for commands. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createEngine, type Policy } from '../../engine/index.ts';
import type { Check } from './check.ts';

export async function checkRuntime(policy: Policy): Promise<readonly Check[]> {
  return [checkNode(process.versions.node), checkCore(policy), await checkSandbox(process.platform, process.env.PATH ?? '')];
}

/** As `engines` of package.json. */
const OLDEST_NODE = [20, 19] as const;

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  if (!isOld) return { id: 'runtime.node', status: 'ok', summary: `Node ${version}`, details: [] };
  return {
    id: 'runtime.node',
    status: 'fail',
    summary: `Node ${version} is too old`,
    details: [],
    remediation: `install Node ${OLDEST_NODE.join('.')} or newer`,
  };
}

/** Commands over which the two builds of the core must agree. */
const SAMPLES = ['true', 'git push --force > out.log', 'a && (b | c) <<X\n$(d)\nX', "echo 'unfinished", 'sudo rm -rf /'];

function checkCore(policy: Policy): Check {
  const id = 'runtime.core';
  try {
    const [wasm, js] = (['wasm', 'js'] as const).map((build) => createEngine(policy, { build }));
    const differing = SAMPLES.filter((text) => wasm?.decide(text) !== js?.decide(text));
    if (differing.length === 0) return { id, status: 'ok', summary: 'WebAssembly works, and both builds of the core agree', details: [] };
    return {
      id,
      status: 'fail',
      summary: 'the two builds of the core disagree',
      details: differing,
      remediation: 'install the package again',
    };
  } catch (error) {
    return { id, status: 'fail', summary: 'the core cannot be loaded', details: [String(error)], remediation: 'install the package again' };
  }
}

/** What could enforce a sandbox, by platform. */
const SANDBOX_PROGRAMS: Readonly<Record<string, string>> = { linux: 'bwrap', darwin: 'sandbox-exec' };

async function checkSandbox(platform: string, path: string): Promise<Check> {
  const id = 'runtime.sandbox';
  const program = SANDBOX_PROGRAMS[platform];
  if (program === undefined) return { id, status: 'skipped', summary: 'no sandbox program is known for this system', details: [] };
  for (const folder of [...path.split(delimiter), '/usr/bin']) {
    if (folder !== '' && (await isExecutable(join(folder, program))))
      return { id, status: 'ok', summary: `\`${join(folder, program)}\` can enforce a sandbox`, details: [] };
  }
  return {
    id,
    status: 'warning',
    summary: `\`${program}\` is not installed; only the agent's own sandbox can enforce anything`,
    details: [],
    remediation: platform === 'linux' ? 'install bubblewrap, if commands are to run in a sandbox of ours' : 'restore the system',
  };
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
