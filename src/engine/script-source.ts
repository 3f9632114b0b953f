/**
 * The shell texts behind an invocation that stand in files of the workspace: script files, scripts of `package.json`, recipes of makefiles.
 *
 * INVARIANT: only files of the workspace are read, through the view alone; a script that is there and cannot be read is said to be unreadable.
 */
import type { CodeEffect, ConfigEffect, Effect } from '../programs/index.ts';
import { isShell } from '../shell/index.ts';
import type { FileView } from './file-view.ts';
import { readMakefile } from './makefile.ts';
import { parentOf } from './path.ts';

/** One text that a shell would run. */
export interface ScriptText {
  readonly text: string;
  /** Name of the shell, or its path. */
  readonly shell: string;
  /** The folder it runs in; null: the one it is called in. */
  readonly folder: string | null;
  /** For people: `package.json#test`. */
  readonly name: string;
}

/** A file that holds scripts, and those of it that would run. */
export interface ScriptFile {
  readonly path: string;
  /** Null: it is there, and cannot be looked into. */
  readonly content: string | null;
  readonly scripts: readonly ScriptText[];
}

/** A script file by its path, as a shell or the kernel would run it. `shell`: what runs it, null where the file says so. */
export function readScript(path: string, shell: string | null, view: FileView): ScriptFile | null {
  const file = view.read(path);
  if (file.type === 'none') return null;
  if (file.type !== 'text') return { path, content: null, scripts: [] };
  const { text } = file;
  const interpreter = shell ?? (/\.psm?1$/i.test(path) ? 'pwsh' : interpreterOf(text));
  const scripts = interpreter === null ? [] : [{ text, shell: interpreter, folder: null, name: path }];
  return { path, content: text, scripts };
}

/** The shell that `#!` names; a text without it is run by `sh`, anything else is not for us. */
function interpreterOf(text: string): string | null {
  if (!text.startsWith('#!')) return text.includes('\0') ? null : 'sh';
  const [program = '', ...args] = (/^#!\s*([^\n]*)/.exec(text)?.[1] ?? '').split(/\s+/);
  const name = program.endsWith('/env') ? (args.find((arg) => !arg.startsWith('-')) ?? '') : program;
  return isShell(name) ? name : null;
}

/** The scripts that tasks of an invocation stand for. `folder` is where it runs, `isOurs` whether a file may be read. */
export function readTasks(
  effects: readonly Effect[],
  folder: string,
  isOurs: (path: string) => boolean,
  view: FileView,
): readonly ScriptFile[] {
  const tasks = effects.filter((effect): effect is CodeEffect => effect.type === 'code' && effect.source === 'task');
  const files = tasks.flatMap(({ language, text }) => {
    const name = text?.value ?? null;
    if (language === 'npm-script') return packageScripts(folder, name, isOurs, view) ?? [];
    return language === 'make' ? (makeRecipes(folder, name, makefileOf(effects), isOurs, view) ?? []) : [];
  });
  return files;
}

/** Whether an effect moves the project to another folder. */
export function isProjectFolder(effect: Effect): effect is ConfigEffect {
  return effect.type === 'config' && effect.what === 'project' && effect.form === 'path' && effect.target !== null;
}

/** `npm run X` with what runs before and after it, from the nearest `package.json`. */
function packageScripts(folder: string, name: string | null, isOurs: (path: string) => boolean, view: FileView): ScriptFile | null {
  for (let at = folder; isOurs(at); at = parentOf(at)) {
    const path = `${at}/package.json`;
    const file = view.read(path);
    if (file.type === 'none' && at === '/') return null;
    if (file.type === 'none') continue;
    if (file.type !== 'text') return { path, content: null, scripts: [] };
    const scripts = readPackage(file.text);
    if (scripts === null || name === null) return { path, content: null, scripts: [] };
    const texts = [`pre${name}`, name, `post${name}`].flatMap((each) => {
      const text = scripts.get(each);
      return text === undefined ? [] : [{ text, shell: 'sh', folder: at, name: `${path}#${each}` }];
    });
    return { path, content: file.text, scripts: texts };
  }
  return null;
}

/** The scripts of a package; null where the file is not one. */
function readPackage(text: string): ReadonlyMap<string, string> | null {
  try {
    const value: unknown = JSON.parse(text);
    const scripts = typeof value === 'object' && value !== null && 'scripts' in value ? value.scripts : {};
    if (typeof scripts !== 'object' || scripts === null) return null;
    return new Map(Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return null;
  }
}

const MAKEFILES = ['GNUmakefile', 'makefile', 'Makefile'];

/** The file that `make -f` names. */
function makefileOf(effects: readonly Effect[]): string | null {
  for (const effect of effects)
    if (effect.type === 'code' && effect.language === 'make' && effect.source === 'file') return effect.text?.value ?? null;
  return null;
}

/** `make X`: the recipes of a target and of all that it needs. Without a target its name is that of the program. */
function makeRecipes(
  folder: string,
  task: string | null,
  given: string | null,
  isOurs: (path: string) => boolean,
  view: FileView,
): ScriptFile | null {
  const names = given === null ? MAKEFILES : [given];
  for (const name of names) {
    const path = name.startsWith('/') ? name : `${folder}/${name}`;
    if (!isOurs(path)) return null;
    const file = view.read(path);
    if (file.type === 'none') continue;
    const recipes = file.type === 'text' ? readMakefile(file.text, task) : null;
    if (file.type !== 'text' || recipes === null) return { path, content: null, scripts: [] };
    const scripts = recipes.map(({ target, text }) => ({ text, shell: 'sh', folder, name: `${path}#${target}` }));
    return { path, content: file.text, scripts };
  }
  return null;
}
