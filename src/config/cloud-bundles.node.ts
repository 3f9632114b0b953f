/**
 * Requirement bundles that a cloud service has left on this machine: `cloud.toml` in the administrator's folder names the folder with
 * `folder = "/…"`, every `*.toml` in there is a bundle, by name, the first being the strongest.
 *
 * SECURITY: bundles stand above the system file, so pointer, folder and bundles must be the administrator's alone. Otherwise nobody knows
 * what is required, and the layer counts as broken.
 */
import { type Diagnostic, parseToml } from '../base/index.ts';
import { pathsOf } from './places.node.ts';
import type { FileStamp } from './policy-files.ts';
import { brokenText, type FoundText, readFolder, readText, type SourceContext } from './source-reader.node.ts';

const POINTER = 'cloud.toml';

/** The bundles of one administrator's folder; none where nothing points to any. */
export async function findCloudBundles(system: string, context: SourceContext): Promise<readonly FoundText[]> {
  const { files, platform } = context;
  const paths = pathsOf(platform);
  const pointer = await readText(paths.join(system, POINTER), files);
  if (pointer.state === 'absent') return [];
  const named = pointer.text === null ? null : await readPointer(pointer.path, pointer.text);
  if (named === null || !paths.isAbsolute(named)) return [brokenText(pointer.path, [...pointer.diagnostics, badPointer(pointer.path)])];
  const folder = await readFolder(named, 'toml', context);
  if (folder.state !== 'read') return [brokenText(named, [...folder.diagnostics, badPointer(pointer.path)])];
  const loose = [pointer, folder, ...folder.files].find(({ stamp }) => platform !== 'win32' && !isAdministrators(stamp));
  return loose ? [brokenText(loose.path, [notAdministrators(loose.path)])] : folder.files;
}

async function readPointer(path: string, text: string): Promise<string | null> {
  const { value } = await parseToml(path, text);
  const folder = value?.value.folder;
  return typeof folder === 'string' ? folder : null;
}

const GROUP_OR_OTHERS_WRITE = 0o022;

/** Whether nobody but the administrator can change a file or folder. */
export function isAdministrators(stamp: FileStamp | null): boolean {
  return stamp !== null && stamp.uid === 0 && (stamp.mode & GROUP_OR_OTHERS_WRITE) === 0;
}

function badPointer(path: string): Diagnostic {
  return {
    code: 'CF051',
    severity: 'error',
    message: `\`${path}\` does not lead to a folder of bundles`,
    help: 'write `folder = "/absolute/path"`, or remove the file',
  };
}

function notAdministrators(path: string): Diagnostic {
  return {
    code: 'CF052',
    severity: 'error',
    message: `\`${path}\` holds requirements from the cloud but can be changed by others than the administrator`,
    help: 'make it belong to root, writable by root alone',
  };
}
