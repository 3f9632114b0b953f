/**
 * From the effects of one invocation to findings and facts.
 *
 * One row per kind of effect. INVARIANT: an effect whose target is not known is a finding wherever a known one could be;
 * what a rule's own tokens spell out is the only thing that takes a finding away.
 */
import type { Code, Span } from '../base/index.ts';
import {
  type CodeEffect,
  type ConfigEffect,
  type DestroyEffect,
  type DiscloseEffect,
  type Effect,
  type EnvironmentEffect,
  literalWord,
  type NetworkEffect,
  type PathEffect,
} from '../programs/index.ts';
import type { PrefixRule } from '../rules/index.ts';
import type { Piece, Word } from '../shell/index.ts';
import type { EngineContext } from './context.ts';
import { type Finding, finding } from './finding.ts';
import { hostOf } from './host-of.ts';
import { type ResolvedPath, resolvePattern, resolveWord, soleMatch } from './path.ts';
import { holdsSecrets, isCatastrophic, isOwnFile, isProtected, isSecret, isSecretName, isWritable } from './place.ts';
import type { RealPaths } from './real-path.ts';
import { foldersOf, type ShellState } from './shell-state.ts';
import { takesName } from './windows-program.ts';

/** What an invocation does, as far as it is known. */
export interface EffectReport {
  readonly findings: Finding[];
  /** Each once, in the order found. */
  readonly writes: string[];
  /** Of those, what gets new contents. */
  readonly contents: string[];
  readonly deletes: string[];
  readonly reads: string[];
  /** Where something is read, and nobody knows what. */
  readonly openReads: Span[];
  readonly hosts: string[];
  readonly kinds: string[];
}

export interface Judged {
  readonly context: EngineContext;
  readonly state: ShellState;
  readonly paths: RealPaths;
  /** Rules that allow the invocation: what their tokens spell out is theirs to allow. */
  readonly allows: readonly PrefixRule[];
  readonly report: EffectReport;
}

export function newReport(): EffectReport {
  return { findings: [], writes: [], contents: [], deletes: [], reads: [], openReads: [], hosts: [], kinds: [] };
}

const NONE = Object.freeze([]) as unknown as never[];

/** The report of what has no effect: findings can be added, and nothing else. Most commands that no table knows have this one. */
export function bareReport(findings: Finding[] = []): EffectReport {
  return { findings, writes: NONE, contents: NONE, deletes: NONE, reads: NONE, openReads: NONE, hosts: NONE, kinds: NONE };
}

/** What nothing was added to. */
export const EMPTY_REPORT: EffectReport = bareReport(NONE);

/** Adds what is not there yet: to a short list by a look at all of it, to a long one by a set beside it. Nothing else may change the list. */
export function note(list: string[], item: string): void {
  if (list.length < LONG_LIST) {
    if (!list.includes(item)) list.push(item);
    return;
  }
  const known = members.get(list) ?? new Set(list);
  if (known.has(item)) return;
  members.set(list, known.add(item));
  list.push(item);
}

const LONG_LIST = 64;
const members = new WeakMap<readonly string[], Set<string>>();

/** A path, and what a pattern stands for where that is one path only. */
function notePath(list: string[], target: ResolvedPath): void {
  note(list, target.path);
  const sole = soleMatch(target);
  if (sole !== null) note(list, sole);
}

type Judge<T extends Effect['type']> = (effect: Extract<Effect, { readonly type: T }>, judged: Judged) => void;

/** What each kind of effect means; runs, folders and functions are the walker's. */
const JUDGES: { readonly [T in Effect['type']]: Judge<T> } = {
  read: judgeRead,
  write: judgeChange,
  delete: judgeChange,
  network: judgeNetwork,
  code: judgeCode,
  environment: judgeEnvironment,
  config: judgeConfig,
  destroy: judgeDestroy,
  disclose: judgeDisclose,
  privilege: ({ span, how, row }, judged) => {
    // A rule for `docker` is about containers, not about the machine around them: the option itself must be spelled.
    const isMeant = how !== 'container' || isSpelled(judged, row.slice(row.lastIndexOf(' ') + 1));
    if (judged.allows.length === 0 || !isMeant) add(judged, 'EN018', span);
  },
  shadow: ({ span, name }, judged) => add(judged, 'EN017', span, name ?? ''),
  injection: ({ span }, judged) => add(judged, 'EN003', span),
  unclear: ({ span, code }, judged) => add(judged, code, span),
  run: () => {},
  directory: () => {},
};

/** Notes what one effect means. */
export function judgeEffect(effect: Effect, judged: Judged): void {
  note(judged.report.kinds, effect.type);
  if (judged.context.windows && 'path' in effect && effect.path !== null) judgeShare(effect.path, effect, judged);
  (JUDGES[effect.type] as Judge<Effect['type']>)(effect as never, judged);
}

function add({ report }: Judged, code: Code, span: Span, about = ''): void {
  report.findings.push(finding(code, span, about));
}

/** Whether a token of an allowing rule is this very word. */
function isSpelled({ allows }: Judged, ...words: readonly string[]): boolean {
  return allows.some((rule) => words.every((word) => rule.pattern.some((token) => token.any.includes(word))));
}

/** All paths a word could be: in the folder most likely, and in the others the shell could be in. */
function pathsOf(word: Word, base: Word | null, { context, state }: Judged): ResolvedPath[] | null {
  const { home, windows } = context;
  if (base === null && !isRelative(word)) return resolveAbsolute(word, context);
  const paths: ResolvedPath[] = [];
  for (const cwd of foldersOf(state) ?? [null]) {
    const from = { cwd, home, windows };
    const folder = base === null ? null : resolveWord(base, from);
    if (base !== null && folder === null) return resolveAbsolute(word, from);
    const path = resolveWord(word, folder === null ? from : { ...from, cwd: folder.path });
    if (path === null) return null;
    paths.push(path);
  }
  return paths;
}

/** Whether a word may be a path that starts from the working folder. */
function isRelative({ value, pieces }: Word): boolean {
  const first = value ?? (pieces[0]?.type === 'literal' || pieces[0]?.type === 'tilde' ? pieces[0].text : '');
  return !/^(?:\/|~(?!\+))/.test(first) || first.includes('proc');
}

/** Relative to a folder nobody knows, only an absolute path is known. */
function resolveAbsolute(word: Word, { home, windows }: { readonly home: string; readonly windows: boolean }): ResolvedPath[] | null {
  const path = resolveWord(word, { home, windows, cwd: null });
  return path === null ? null : [path];
}

/** The paths of an effect. */
interface Targets {
  /** As far as the text alone says, and where links lead from there. */
  readonly likely: readonly ResolvedPath[];
  /** With those of other folders that the shell could be in. */
  readonly all: readonly ResolvedPath[];
}

/** Null where it cannot be told. */
function targetsOf({ path, base, type, manner }: PathEffect, judged: Judged): Targets | null {
  const all: ResolvedPath[] = [];
  let likely: readonly ResolvedPath[] | null = null;
  for (const each of pathsOf(path, base, judged) ?? []) {
    if (type !== 'read' && judged.paths.reopens && isOwnFile(each.path)) return null;
    const follows = (type !== 'delete' && manner !== 'link') || path.value?.endsWith('/') === true;
    const ends = judged.paths.follow(each, follows);
    if (ends === null) return null;
    all.push(each);
    for (const end of ends) all.push({ path: end, pattern: false });
    likely ??= all.slice();
  }
  return likely === null ? null : { likely, all };
}

function judgeRead(effect: PathEffect, judged: Judged): void {
  if (effect.form === 'name') return judgeSearch(effect, judged);
  const targets = targetsOf(effect, judged);
  if (targets === null) return judgeUnknownRead(effect, judged);
  for (const target of targets.likely) notePath(judged.report.reads, target);
  for (const target of targets.all) if (isReadFinding(target, effect.form !== 'path', effect.span, judged)) return;
}

function isReadFinding(target: ResolvedPath, tree: boolean, span: Span, judged: Judged): boolean {
  const { context } = judged;
  if (context.deniesRead(target, tree)) add(judged, 'EN008', span, target.path);
  else if (isSecret(target, context.places) || (tree && holdsSecrets(target, context.places))) add(judged, 'EN007', span, target.path);
  else return false;
  return true;
}

/** What is read and not known as a whole may be a secret as far as it is known, or by what else the text says (`named-secret.ts`). */
function judgeUnknownRead(effect: PathEffect, judged: Judged): void {
  if (!isOpenReadFinding(effect, judged)) judged.report.openReads.push(effect.span);
}

function isOpenReadFinding({ path, span, base }: PathEffect, judged: Judged): boolean {
  const { home, windows } = judged.context;
  const isPattern = path.value === null && path.pieces.some(({ type }) => type === 'glob');
  const pattern = base === null && isPattern ? resolvePattern(path, { cwd: foldersOf(judged.state)?.[0] ?? null, home, windows }) : null;
  if (pattern !== null && isReadFinding(pattern, false, span, judged)) return true;
  // In a folder nobody knows it may be any of that name, and most likely is the workspace's.
  const written = path.value === null || base !== null ? null : resolveWord(path, { cwd: judged.context.cwd, home, windows });
  if (written !== null && isReadFinding(written, false, span, judged)) return true;
  const last = path.pieces[path.pieces.length - 1];
  const tail = last?.type === 'literal' ? last.text : '';
  const isSecretTail = tail.includes('/') && isSecretName(tail.slice(tail.lastIndexOf('/') + 1), false);
  if (isSecretTail) add(judged, 'EN007', span, tail);
  return (
    isSecretTail ||
    (tail.includes('/') && isAnywhereFinding(path, base, span, judged)) ||
    isFoundFinding(path, base, span, judged) ||
    isBegunFinding(path, base, span, judged)
  );
}

/** `/proc/$x/environ`: a secret, whatever the names in front of it are. */
function isAnywhereFinding(path: Word, base: Word | null, span: Span, judged: Judged): boolean {
  const { home, windows, places } = judged.context;
  const pieces = path.pieces.map(
    (piece): Piece => (piece.type === 'literal' || piece.type === 'tilde' ? piece : { type: 'glob', text: '*', span }),
  );
  const pattern = base === null ? resolvePattern({ ...path, value: null, pieces }, { cwd: null, home, windows }) : null;
  if (pattern === null || !isSecret(pattern, places)) return false;
  add(judged, 'EN007', span, pattern.path);
  return true;
}

/** What a search finds below a known folder, one by one: all that is there. */
function isFoundFinding(path: Word, base: Word | null, span: Span, judged: Judged): boolean {
  const known = knownPieces(path);
  const folder = known[known.length - 1];
  if (folder?.type !== 'literal' || !folder.text.endsWith('/')) return false;
  return (pathsOf({ ...path, value: null, pieces: known }, base, judged) ?? []).some((each) => isReadFinding(each, true, span, judged));
}

/** `.$x`, `~/.$x`: the beginning of a name that may be the secret one. */
function isBegunFinding(path: Word, base: Word | null, span: Span, judged: Judged): boolean {
  const { cwd, home, windows, places } = judged.context;
  const known = knownPieces(path);
  const begun = known[known.length - 1];
  if (base !== null || begun?.type !== 'literal' || begun.text.endsWith('/')) return false;
  const rest: Piece = { type: 'glob', text: '*', span };
  const pattern = resolvePattern(
    { ...path, value: null, pieces: [...known, rest] },
    { cwd: foldersOf(judged.state)?.[0] ?? cwd, home, windows },
  );
  if (pattern === null || !(judged.context.deniesRead(pattern, false) || isSecret(pattern, places))) return false;
  add(judged, 'EN007', span, pattern.path);
  return true;
}

/** The pieces that a word is known to begin with. */
function knownPieces({ pieces }: Word): readonly Piece[] {
  const unknown = pieces.findIndex(({ type }) => type !== 'literal' && type !== 'tilde');
  return pieces.slice(0, Math.max(unknown, 0));
}

/** A name that a search looks for: finding it is reading it. */
function judgeSearch(effect: PathEffect, judged: Judged): void {
  const name =
    effect.path.value ?? effect.path.pieces.map((piece) => (piece.type === 'literal' || piece.type === 'glob' ? piece.text : '?')).join('');
  const base = name.slice(name.lastIndexOf('/') + 1);
  // Unlike the shell's, the stars of a search mean dots too.
  const dotted = base.replace(/^\*+/, '');
  if (
    isSecretName(base, /[*?[]/.test(base)) ||
    (dotted.startsWith('.') && isSecretName(dotted, /[*?[]/.test(dotted))) ||
    /(?:^|[/*])\.(?:ssh|aws|gnupg)(?:\/|$)/.test(name)
  )
    add(judged, 'EN007', effect.span, name);
}

function judgeChange(effect: PathEffect, judged: Judged): void {
  const { context, report } = judged;
  if (effect.form === 'name') return;
  const targets = targetsOf(effect, judged);
  if (targets === null && isFoundInside(effect, judged)) return;
  if (targets === null) return add(judged, 'EN006', effect.span);
  const set = effect.type === 'write' ? report.writes : report.deletes;
  for (const target of targets.likely) notePath(set, target);
  for (const target of targets.all) {
    if (effect.type === 'write' && effect.manner !== 'attributes') note(report.contents, target.path);
    const whole = effect.type === 'delete' || effect.manner === 'attributes' || effect.form === 'tree';
    if (whole && effect.form !== 'below' && isCatastrophic(target, context.places)) return add(judged, 'EN014', effect.span, target.path);
    if (effect.form === 'below' && isCatastrophicBelow(target, context)) return add(judged, 'EN014', effect.span, target.path);
    if (effect.type === 'write' && target.path.startsWith('/dev/') && isCatastrophic(target, context.places))
      return add(judged, 'EN014', effect.span, target.path);
    if (isProtected(target, context.places)) return add(judged, 'EN005', effect.span, target.path);
    if (effect.type === 'write' && context.windows && takesName(target.path, context.table))
      return add(judged, 'EN017', effect.span, target.path);
    if (!isWritable(target, context.places)) return add(judged, 'EN004', effect.span, target.path);
  }
}

/**
 * Whether what a search finds lies in a part of the workspace that may be written, whatever it is. A link among it may lead elsewhere: where
 * links can be looked at, only what does not follow them is known.
 */
function isFoundInside({ type, path, base }: PathEffect, judged: Judged): boolean {
  const { places, files } = judged.context;
  const last = path.pieces[path.pieces.length - 1];
  if (last?.type !== 'parameter' || last.name !== '' || judged.paths.madeLinks > 0 || (type === 'write' && files !== null)) return false;
  const known = path.pieces.slice(0, -1);
  const folder = known[known.length - 1];
  if (folder?.type !== 'literal' || !folder.text.endsWith('/') || known.some((piece) => piece.type !== 'literal' && piece.type !== 'tilde'))
    return false;
  const folders = pathsOf({ ...path, value: null, pieces: known }, base, judged) ?? [];
  return (
    folders.length > 0 &&
    folders.every(
      (each) => isWritable(each, places) && !isProtected(each, places) && !isCatastrophic(each, places) && !each.path.endsWith('/..'),
    )
  );
}

/** Deleting below a folder: the workspace itself may be searched through, what lies above it may not. */
function isCatastrophicBelow(target: ResolvedPath, { places }: EngineContext): boolean {
  return !places.workspaceRoots.includes(target.path) && isCatastrophic(target, places);
}

function judgeNetwork(effect: NetworkEffect, judged: Judged): void {
  const { context, report } = judged;
  if (effect.role === 'listen') return add(judged, 'EN009', effect.span, effect.target.value ?? '');
  const host = hostOf(effect.target, effect.form);
  if (host.type === 'none') return;
  if (host.type === 'unknown') return add(judged, 'EN010', effect.span);
  if (host.text !== null) note(report.hosts, host.text);
  const decision = context.decideTarget(host.target);
  if (decision === 'allow' && effect.role !== 'proxy') return;
  if (decision === 'forbidden') return add(judged, 'EN028', effect.span, host.text ?? '');
  // A list or rule about hosts that asks is not answered by a rule about commands.
  if (decision === 'prompt') return add(judged, 'EN009', effect.span, host.text ?? '');
  if (host.text === null || !namesHost(judged, host.text, effect.target.value)) add(judged, 'EN009', effect.span, host.text ?? '');
}

/** `\\\\host\\share`: whoever looks at a path there sends that host who they are. */
function judgeShare(path: Word, { span, row }: Effect, judged: Judged): void {
  const [first] = path.pieces;
  const begin = path.value ?? (first?.type === 'literal' ? first.text : '');
  const [, host] = /^[\\/]{2}(?:[?.][\\/]UNC[\\/])?([^\\/?.*%!][^\\/]*)[\\/]/i.exec(begin) ?? [];
  if (host === undefined || LOCAL_SHARES.has(host.toLowerCase())) return;
  judgeNetwork(
    { type: 'network', target: literalWord(host, span), form: 'host', role: 'contact', certainty: 'literal', span, row },
    judged,
  );
}

/** The machine itself, and Linux inside of it. */
const LOCAL_SHARES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', 'wsl$', 'wsl.localhost']);

/** A rule lists a host by naming it, or the very URL. */
function namesHost({ allows }: Judged, host: string, written: string | null): boolean {
  return allows.some((rule) => rule.pattern.some((token) => token.any.some((word) => word === written || word === host)));
}

/** Whether a path lies in the workspace, and leads nowhere else. */
function isWorkspacePath(word: Word, judged: Judged): boolean {
  const { context, paths } = judged;
  const written = pathsOf(word, null, judged) ?? [];
  const isWithin = (path: string) => context.isInWorkspace(path);
  return written.length > 0 && written.every((each) => isWithin(each.path) && (paths.follow(each, true)?.every(isWithin) ?? false));
}

function judgeCode(effect: CodeEffect, judged: Judged): void {
  const { source, text, language } = effect;
  if (source === 'task') return;
  if (text !== null && text.value !== null && isSpelled(judged, text.value)) return;
  if (source === 'file' && text !== null) {
    if (isWorkspacePath(text, judged)) return;
  }
  add(judged, 'EN011', effect.span, `${language} ${source}`);
}

function judgeEnvironment(effect: EnvironmentEffect, judged: Judged): void {
  if (effect.name === null) return add(judged, 'EN012', effect.span);
  if (effect.class === null) return;
  // What `PAGER=x git log` starts is judged as a command of its own.
  if (effect.class === 'command' && effect.scope === 'command' && effect.action === 'set') return;
  // Without a search path a shell runs what lies in the working folder.
  if (effect.action === 'unset' && effect.class !== 'search-path') return;
  add(judged, 'EN012', effect.span, effect.name);
}

function judgeConfig(effect: ConfigEffect, judged: Judged): void {
  const { target, form, what } = effect;
  if (what !== 'policy' && target !== null && form === 'path' && !isGitFolder(effect)) {
    if (isWorkspacePath(target, judged)) return;
  }
  if (what !== 'policy' && target?.value != null && isSpelled(judged, target.value)) return;
  add(judged, what === 'policy' ? 'EN040' : 'EN013', effect.span, target?.value ?? what);
}

/** `--git-dir` names the inside of a repository: only a `.git` is what the workspace itself could have there. */
function isGitFolder({ what, row, target }: ConfigEffect): boolean {
  return what === 'repository' && row.endsWith(' --git-dir') && !/(?:^|\/)\.git\/*$/.test(target?.value ?? '');
}

function judgeDestroy(effect: DestroyEffect, judged: Judged): void {
  if (effect.words.length > 0 && isSpelled(judged, ...effect.words)) return;
  add(judged, 'EN015', effect.span, effect.words.join(' '));
}

function judgeDisclose(effect: DiscloseEffect, judged: Judged): void {
  // A rule that names `env` or `printenv` means just that.
  if (effect.what === 'environment' && isSpelled(judged, 'env')) return;
  if (effect.what === 'environment' && isSpelled(judged, 'printenv')) return;
  add(judged, 'EN016', effect.span, effect.name ?? effect.what);
}
