/**
 * The answer to a file request: may a tool of the agent read, search, write or delete this path? The same judgement as of a command that
 * does so, because it is the same code.
 *
 * INVARIANT: the agent itself opens the file, so no sandbox contains it: what would leave the writable folders is never waved through. An
 * allow has the basis `sandbox`: path rules say where, and nothing says that this very edit is wanted.
 */
import type * as v from 'valibot';
import type { Diagnostic } from '../base/index.ts';
import { literalWord, type PathEffect } from '../programs/index.ts';
import { type AnswerHead, type AnswerPolicy, headOf, type RequestFinding } from './connection.ts';
import type { EngineContext } from './context.ts';
import { type EffectReport, judgeEffect, newReport } from './effect-findings.ts';
import type { Finding } from './finding.ts';
import { RealPaths } from './real-path.ts';
import { type ReadRequest, type RequestDefaults, readRequest } from './request.ts';
import { badRequest, requestFault } from './request-fault.ts';
import { fileRequest } from './request-schema.ts';
import { promptUnder } from './settings.ts';
import { startState } from './shell-state.ts';

/** `search`: what is below the path is read as well. A path is absolute, or relative to `cwd`. */
export type FileRequest = Readonly<Omit<v.InferOutput<typeof fileRequest>, 'kind'>>;
export type FileAccess = NonNullable<FileRequest['access']>;

export interface FileEvaluation extends AnswerHead {
  readonly basis?: 'sandbox';
  readonly access: FileAccess | null;
  /** Absolute. */
  readonly path: string | null;
}

export interface ReadFileRequest {
  readonly access: FileAccess;
  readonly path: string;
  /** Everything around it. */
  readonly session: ReadRequest;
}

const EFFECTS: Readonly<Record<FileAccess, Pick<PathEffect, 'type' | 'form'>>> = {
  read: { type: 'read', form: 'path' },
  search: { type: 'read', form: 'tree' },
  write: { type: 'write', form: 'path' },
  delete: { type: 'delete', form: 'path' },
};

export function readFileRequest(request: object, defaults: RequestDefaults): ReadFileRequest | Diagnostic {
  const wrong = requestFault(fileRequest, request);
  if (wrong !== null) return wrong;
  const { kind: _, access, path, ...rest } = request as FileRequest & { readonly kind?: string };
  if (!access || !path) return badRequest('a file request has an `access` and a `path`');
  const session = readRequest({ ...rest, command: '' }, defaults);
  return 'severity' in session ? session : { access, path, session };
}

export function evaluateFile({ access, path }: ReadFileRequest, context: EngineContext, about: AnswerPolicy): FileEvaluation {
  const report = newReport();
  for (const text of spellingsOf(path, context)) judgePath(text, access, context, report);
  const { settings } = context;
  const findings = report.findings.map((each): RequestFinding => {
    const decision = each.decision === 'forbidden' ? 'forbidden' : promptUnder(settings, 'finding');
    return { ...withoutSpan(each), kind: 'open', decision };
  });
  const [named = path] = [...report.reads, ...report.writes, ...report.deletes];
  const head = headOf(findings, `policy has nothing against this ${NOUN[access]}`, ['file', access, named], about);
  return { ...head, ...(head.decision === 'allow' ? { basis: 'sandbox' as const } : {}), access, path: named };
}

const NOUN: Readonly<Record<FileAccess, string>> = { read: 'read', search: 'search', write: 'edit', delete: 'deletion' };

function withoutSpan({ span: _, ...finding }: Finding): Omit<Finding, 'span'> {
  return finding;
}

/** Some tools read `~` as the home folder and some as a name; it is judged as both. */
function spellingsOf(path: string, { home }: EngineContext): readonly string[] {
  return path === '~' || /^~[\\/]/.test(path) ? [`${home}${path.slice(1)}`, path] : [path];
}

function judgePath(path: string, access: FileAccess, context: EngineContext, report: EffectReport): void {
  const { cwd, variables, files, places } = context;
  const span = { start: 0, end: 0 };
  const state = startState(cwd, variables, { used: null, unsteady: new Set(), outer: null, deferred: false });
  const paths = new RealPaths(files, places);
  const effect = { ...EFFECTS[access], path: literalWord(path, span), base: null, certainty: 'literal', span, row: access } as const;
  judgeEffect(effect, { context, state, paths, allows: [], report });
}

/** The answer where nothing can be judged. */
export function refuseFile(finding: RequestFinding, about: AnswerPolicy): FileEvaluation {
  return { ...headOf([finding], '', [], about), approvalKey: '', access: null, path: null };
}
