/** Links that a text makes: what is read or written through them later is where they lead. */
import type { PathEffect, ProgramReading } from '../programs/index.ts';
import type { Word } from '../shell/index.ts';
import type { EngineContext } from './context.ts';
import { parentOf, type ResolvedPath, resolveWord } from './path.ts';
import type { RealPaths } from './real-path.ts';
import { foldersOf, type ShellState } from './shell-state.ts';
import type { Parts } from './step.ts';

export function noteLinks({ argv }: Parts, { effects }: ProgramReading, state: ShellState, context: EngineContext, paths: RealPaths): void {
  const made = effects.filter((effect): effect is PathEffect => effect.type === 'write' && effect.manner === 'link');
  if (made.length === 0) return;
  const isSymbolic = argv[0]?.value === 'mklink' || argv.some(({ value }) => value !== null && /^(?:-[a-zA-Z]*s|--symbolic)/.test(value));
  const targets = effects.flatMap((effect) => (effect.type === 'read' ? [effect.path] : []));
  for (const { path } of made) {
    const link = resolveIn(foldersOf(state)?.[0] ?? null, path, context);
    for (const target of link === null ? [] : targets) noteLink(link?.path ?? '', { target, isSymbolic }, state, context, paths);
  }
}

/** As the link itself, and as one in the folder of that name; what a symbolic link holds is read from its own folder. */
function noteLink(
  link: string,
  { target, isSymbolic }: { readonly target: Word; readonly isSymbolic: boolean },
  state: ShellState,
  context: EngineContext,
  paths: RealPaths,
): void {
  const written = resolveIn(foldersOf(state)?.[0] ?? null, target, context);
  const name = written === null ? null : written.path.slice(written.path.lastIndexOf('/') + 1);
  const places = [{ path: link, folder: parentOf(link) }, ...(name === null ? [] : [{ path: `${link}/${name}`, folder: link }])];
  for (const { path, folder } of places) {
    const end = isSymbolic ? resolveIn(folder, target, context) : written;
    if (end?.path !== path) paths.noteLink(path, end === null || end.pattern ? null : (end.raw ?? end.path));
  }
}

function resolveIn(cwd: string | null, word: Word, { home, windows }: EngineContext): ResolvedPath | null {
  return resolveWord(word, { cwd, home, windows });
}
