/**
 * Scripts of the workspace that a walk meets: which files they stand in, and which of them the text itself writes.
 *
 * INVARIANT: every script that is looked into stands in the answer with its digest; one that cannot be looked into is a finding.
 */
import { MAX_SCRIPTS, type Span } from '../base/index.ts';
import type { Effect, ProgramReading } from '../programs/index.ts';
import type { Word } from '../shell/index.ts';
import type { EngineContext } from './context.ts';
import type { EffectReport } from './effect-findings.ts';
import { finding } from './finding.ts';
import { loadedNames } from './loaded-file.ts';
import { type ResolvedPath, resolveWord } from './path.ts';
import type { RealPaths } from './real-path.ts';
import { isProjectFolder, readScript, readTasks, type ScriptFile } from './script-source.ts';
import { foldersOf, type ShellState } from './shell-state.ts';
import type { Step } from './step.ts';
import { WrittenFiles } from './written-file.ts';

/** A file that was looked into, with the SHA-256 of its text. */
export interface SeenScript {
  readonly path: string;
  readonly digest: string;
}

/** Files that an invocation runs. */
interface Use {
  readonly step: Step;
  readonly span: Span;
  readonly paths: readonly string[];
}

export class ScriptWalk {
  /** By their paths, in the order they were met; made with the first. */
  #seen: Map<string, SeenScript> | null = null;
  readonly #context: EngineContext;
  readonly #paths: RealPaths;
  #uses: Use[] = [];
  #count = 0;

  constructor(context: EngineContext, paths: RealPaths) {
    this.#context = context;
    this.#paths = paths;
  }

  get seen(): readonly SeenScript[] {
    return this.#seen === null ? [] : [...this.#seen.values()];
  }

  restart(): void {
    this.#seen = null;
    this.#uses = [];
    this.#count = 0;
  }

  /** A file that a shell, or the kernel (`shell` null), runs; its text where it may be looked into. */
  script(file: Word, shell: string | null, state: ShellState, step: Step): readonly ScriptFile[] {
    const places = this.#places(file, state);
    this.#use(
      step,
      file.span,
      places.map(({ path }) => path),
    );
    return this.#read(places, (path, view) => readScript(path, shell, view));
  }

  /** Files that an invocation runs by their names: tasks of the project, scripts of other languages, what its program loads. */
  files(reading: ProgramReading, state: ShellState, step: Step): readonly ScriptFile[] {
    const { files } = this.#context;
    const code = codeFilesOf(reading.effects);
    for (const word of code)
      this.#use(
        step,
        word.span,
        this.#places(word, state).map(({ path }) => path),
      );
    const name = reading.name ?? '';
    if (loadedNames(name).length > 0) this.#use(step, step.span, []);
    if (files === null) return NO_FILES;
    const folders = this.#folders(reading.effects, state);
    const isOurs = (path: string) => this.#isOurs(path);
    for (const word of code) this.#read(this.#places(word, state), (path, view) => readScript(path, 'none', view));
    for (const folder of folders)
      for (const each of loadedNames(name)) if (isOurs(`${folder}/${each}`)) this.#note(readScript(`${folder}/${each}`, 'none', files));
    return folders.flatMap((folder) => readTasks(reading.effects, folder, isOurs, files)).filter((file) => this.#note(file));
  }

  /** Whether one more script may be followed. */
  mayFollow(): boolean {
    return this.#count++ < MAX_SCRIPTS;
  }

  /** What the text writes and runs is a finding where it is run, whatever the order: loops and jobs have none. */
  findRewritten(steps: readonly Step[], loose: EffectReport): void {
    if (this.#uses.length === 0) return;
    const written = new WrittenFiles();
    written.note(null, loose);
    for (const step of steps) if (!step.guess) written.note(step, step.report);
    for (const { step, span, paths } of this.#uses) {
      const path = written.usedBy(step, paths);
      if (path !== null) step.report.findings.push(finding('EN034', span, path));
    }
  }

  #use(step: Step, span: Span, paths: readonly string[]): void {
    if (!step.guess) this.#uses.push({ step, span, paths });
  }

  #read(
    places: readonly ResolvedPath[],
    read: (path: string, view: NonNullable<EngineContext['files']>) => ScriptFile | null,
  ): readonly ScriptFile[] {
    const { files } = this.#context;
    if (files === null) return [];
    return places.flatMap((place) => {
      const ends = this.#paths.follow(place, true) ?? [];
      const path = ends[0] ?? place.path;
      const file = this.#isOurs(place.path) && ends.every((end) => this.#isOurs(end)) ? read(path, files) : null;
      return file !== null && this.#note(file) ? [file] : [];
    });
  }

  /** True for every file there is. */
  #note(file: ScriptFile | null): file is ScriptFile {
    if (file?.content == null) return file !== null;
    this.#seen ??= new Map();
    if (!this.#seen.has(file.path)) this.#seen.set(file.path, { path: file.path, digest: this.#context.digest(file.content) });
    return true;
  }

  #places(word: Word, state: ShellState): readonly ResolvedPath[] {
    const { home, windows } = this.#context;
    return (foldersOf(state) ?? [null]).flatMap((cwd) => resolveWord(word, { cwd, home, windows }) ?? []);
  }

  #folders(effects: readonly Effect[], state: ShellState): readonly string[] {
    const moved = effects.filter(isProjectFolder).flatMap(({ target }) => (target === null ? [] : this.#places(target, state)));
    return moved.length > 0 ? moved.map(({ path }) => path) : (foldersOf(state) ?? []);
  }

  #isOurs(path: string): boolean {
    return this.#context.isInWorkspace(path);
  }
}

/** Files that an invocation runs as code. */
function codeFilesOf(effects: readonly Effect[]): readonly Word[] {
  if (!effects.some(({ type }) => type === 'code')) return NO_WORDS;
  return effects.flatMap((effect) => (effect.type === 'code' && effect.source === 'file' && effect.text ? [effect.text] : []));
}

const NO_WORDS: readonly Word[] = [];
const NO_FILES: readonly ScriptFile[] = [];
