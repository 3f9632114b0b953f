/**
 * What one invocation would do to the world, as plain data: the output of this module, the input of findings and rule conditions.
 *
 * Effects carry words, not paths or hosts: the engine resolves them against folder, home and network policy.
 * INVARIANT: an effect that depends on a word nobody knows is emitted all the same, with certainty `unknown`.
 */
import type { Span } from '../base/index.ts';
import type { Word } from '../shell/index.ts';
import type { VariableClass } from './environment.ts';

interface EffectBase {
  /** `literal`: the text says exactly what happens; `unknown`: the word that decides it is not known. */
  readonly certainty: 'literal' | 'unknown';
  /** The word that says so. */
  readonly span: Span;
  /** The row of the table that knows it, for explanations: `sort --output`, `git push`. */
  readonly row: string;
}

/** What is started. */
export type Started =
  /** A program with its arguments, without a shell. Words that only standard input or a search will tell are unknown words. */
  | { readonly type: 'argv'; readonly argv: readonly Word[] }
  /** Text for a shell; `args`: `$0`, `$1`, … where the words behind it give them. */
  | { readonly type: 'text'; readonly text: Word; readonly shell: string; readonly args?: readonly Word[] }
  /** One program; its arguments are not in the text. */
  | { readonly type: 'program'; readonly program: Word }
  /** A file of shell text. */
  | { readonly type: 'file'; readonly file: Word; readonly shell: string }
  /** Shell text on standard input; `text` where a here-document or here-string of the invocation gives it. */
  | { readonly type: 'stdin'; readonly text: Word | null; readonly shell: string };

export interface RunEffect extends EffectBase {
  readonly type: 'run';
  readonly started: Started;
  /** Where it runs: paths of a container or of another machine are not ours. */
  readonly place: 'here' | 'container' | 'remote';
  /** The folder it starts in, where the invocation changes it. */
  readonly directory: Word | null;
}

/** A path that is read, written or deleted. */
export interface PathEffect extends EffectBase {
  readonly type: 'read' | 'write' | 'delete';
  readonly path: Word;
  /**
   * `path`: the path itself, `tree`: it and what is below, `below`: only things below it (`find DIR -delete`),
   * `name`: a name or pattern searched for (`find -name`, `--include`).
   */
  readonly form: 'path' | 'tree' | 'below' | 'name';
  /** The folder a relative path starts from, where the invocation changes it (`tar -C`, `git -C`). */
  readonly base: Word | null;
  /** What a write does: contents by default, or the mode bits, owner and times, or a link that stands for `path`. */
  readonly manner?: 'attributes' | 'link';
}

export interface NetworkEffect extends EffectBase {
  readonly type: 'network';
  /** A URL, a host (with userinfo and port as typed) or `host:path`. */
  readonly target: Word;
  readonly form: 'url' | 'host' | 'remote-path';
  readonly role: 'contact' | 'proxy' | 'listen';
}

/** Code of a language other than the shell's, or a file of it. */
export interface CodeEffect extends EffectBase {
  readonly type: 'code';
  readonly language: string;
  /**
   * `argument`: the text itself, `file`: a script, `module`: by name, `preload`: loaded besides the script (also plugins), `options`: a file of
   * options, `task`: a named task of the project's own files (npm script, make target), which is no code of the text.
   */
  readonly source: 'argument' | 'file' | 'stdin' | 'module' | 'preload' | 'options' | 'task';
  readonly text: Word | null;
}

/** A variable set, unset or exported, for the command or for the rest of the shell. */
export interface EnvironmentEffect extends EffectBase {
  readonly type: 'environment';
  /** Null where the name is not known. */
  readonly name: string | null;
  readonly value: Word | null;
  readonly scope: 'command' | 'shell';
  readonly action: 'set' | 'export' | 'unset';
  /** Why the name is dangerous, or null. For `command` the danger is the run effect that stands beside it. */
  readonly class: VariableClass | null;
}

export interface PrivilegeEffect extends EffectBase {
  readonly type: 'privilege';
  readonly how: 'user' | 'root' | 'container' | 'namespace';
  readonly user: Word | null;
}

/** Another repository, project, configuration or daemon than the one the folder gives. */
export interface ConfigEffect extends EffectBase {
  readonly type: 'config';
  readonly what: 'repository' | 'project' | 'settings' | 'daemon' | 'package' | 'policy';
  readonly target: Word | null;
  readonly form: 'path' | 'name' | 'inline';
}

/** The working directory changes, for what follows in the shell. */
export interface DirectoryEffect extends EffectBase {
  readonly type: 'directory';
  /** Null: to a place that was remembered (`cd -`, `popd`). */
  readonly path: Word | null;
  /** `cd -` goes to the folder before this one, `popd` to the last one put aside, and `pushd` puts this one aside. */
  readonly manner?: 'previous' | 'last' | 'aside';
}

/** Cannot be undone, or changes the machine. */
export interface DestroyEffect extends EffectBase {
  readonly type: 'destroy';
  readonly what: 'history' | 'remote' | 'changes' | 'machine' | 'device' | 'process' | 'service' | 'publication' | 'data' | 'permissions';
  /** The words that say so: a rule covers the effect only when it spells them. */
  readonly words: readonly string[];
}

/** Prints what should stay private. */
export interface DiscloseEffect extends EffectBase {
  readonly type: 'disclose';
  readonly what: 'environment' | 'variable' | 'credential' | 'history';
  /** Name of the variable, else null. */
  readonly name: string | null;
}

/** A name that would start something else from now on. */
export interface ShadowEffect extends EffectBase {
  readonly type: 'shadow';
  readonly how: 'alias' | 'hash' | 'builtin' | 'autoload';
  /** Null where the name is not known. */
  readonly name: string | null;
  readonly body: Word | null;
}

/** An unknown word that could be read as an option which has an effect. */
export interface InjectionEffect extends EffectBase {
  readonly type: 'injection';
  readonly word: Word;
}

/** Something the tables cannot read; the invocation must not be taken for understood. */
export interface UnclearEffect extends EffectBase {
  readonly type: 'unclear';
  readonly code: UnclearCode;
}

/** Codes of {@link UnclearEffect}: their explanations are in the table of codes. */
export type UnclearCode = 'PR001' | 'PR002' | 'PR003' | 'PR004';

export type Effect =
  | RunEffect
  | PathEffect
  | NetworkEffect
  | CodeEffect
  | EnvironmentEffect
  | PrivilegeEffect
  | ConfigEffect
  | DirectoryEffect
  | DestroyEffect
  | DiscloseEffect
  | ShadowEffect
  | InjectionEffect
  | UnclearEffect;
