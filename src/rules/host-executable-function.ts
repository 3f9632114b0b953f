/**
 * `host_executable(name, paths)`: the absolute paths behind which a bare program name is believed.
 *
 * Reference: codex-semantics §1.4; a later call for the same name replaces the earlier, which is done where rules are looked up.
 */
import { baseName, isAbsolutePath, normalisePath, type Platform, programKey } from './program-path.ts';
import { type Given, given, readTexts, ruleFault, shorten } from './rule-argument.ts';
import { checkRuleCount, originAt, type RulesDraft } from './rule-draft.ts';
import { native, parameter } from './starlark/native.ts';
import type { List, NativeFunction } from './starlark/value.ts';

const PARAMETERS = [parameter('name', 'string', { by: 'either' }), parameter('paths', 'list', { by: 'either' })];

export function hostExecutableFunction(draft: RulesDraft): NativeFunction {
  return native('host_executable', PARAMETERS, (machine, bound) => {
    checkRuleCount(draft);
    const name = given<string>(machine, bound, 0, 'name');
    const paths = given<List>(machine, bound, 1, 'paths');
    if (!name || !paths) throw new Error('a required parameter was not checked');
    const { platform } = draft.base;
    const bare = readName(name, platform);
    draft.hostExecutables.push({ name: bare, paths: readPaths(paths, bare, platform), origin: originAt(draft, machine.span) });
    return null;
  });
}

function readName({ value, span }: Given<string>, platform: Platform): string {
  if (value !== '' && value !== '.' && value !== '..' && !value.includes('\0') && baseName(value, platform) === value) return value;
  throw ruleFault(`\`${shorten(value)}\` is not the bare name of a program`, span(), 'write the name alone: `git`');
}

/** Absolute, in their shortest form, each once, all with the name at their end. */
function readPaths(paths: Given<List>, name: string, platform: Platform): readonly string[] {
  const read = readTexts(paths).map((path, at) => {
    const span = paths.span(at);
    if (!isAbsolutePath(path, platform)) {
      throw ruleFault(`the path \`${shorten(path)}\` is not absolute`, span, 'write it from the root on; `~` is not known here');
    }
    const normal = normalisePath(path, platform) ?? path;
    const found = baseName(normal, platform);
    if (found !== null && programKey(found, platform) === programKey(name, platform)) return normal;
    throw ruleFault(`the path \`${shorten(path)}\` does not end in \`${shorten(name)}\``, span, `write a path to \`${shorten(name)}\``);
  });
  return [...new Set(read)];
}
