#!/usr/bin/env node
/**
 * The executable `portcullis` as it is bundled: little is loaded for what is asked most.
 *
 * A plain call of `check` is answered by the policy that an earlier one has loaded, as hooks are; everything else by `cli.cjs` beside this file.
 * INVARIANT: answers, remarks and exit codes are those of `main.node.ts`.
 */
import { fstatSync, statSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import { join, resolve } from 'node:path';
import { isAnythingKept } from '../engine/index.node.ts';
import { type OpenFile, openBundled } from '../hooks/index.node.ts';
import { VERSION } from '../version.ts';
import { guardProcess, guardStreams } from './failure.node.ts';
import { readCall } from './general-call.ts';
import type { CheckAnswer, checkKept } from './kept-check.node.ts';
import { type PlainCheck, readPlainCheck } from './plain-check.ts';
import type { run } from './run.node.ts';

/** Where the bundles lie. */
const HERE = import.meta.dirname;
const HOOKS = join(HERE, '../..');

guardProcess();
start(process.argv.slice(2));

async function start(args: readonly string[]): Promise<void> {
  if (args[0] === '--version' || args[0] === '-V') return say(1, `${VERSION}\n`);
  const call = readCall(args);
  if (call.type === 'answered') return answer(call);
  const plain = readPlainCheck(args);
  if (plain === null || !answerKept(plain)) await answerAnew(args, plain !== null);
}

/** Whether an earlier process has left enough to answer by. */
function answerKept(call: PlainCheck): boolean {
  const bundle = tryKept(call);
  if (bundle === null) return false;
  answer(bundle.answer);
  keepOnce(bundle.file, HOOKS);
  return true;
}

function answer({ stdout, stderr, exit }: CheckAnswer): void {
  process.exitCode = exit;
  say(1, stdout);
  say(2, stderr);
}

interface Answered {
  readonly answer: CheckAnswer;
  readonly file: OpenFile<unknown>;
}

/** Null for whatever is odd: the whole command line says what it is. */
function tryKept(call: PlainCheck): Answered | null {
  try {
    if (!isAnythingKept(call.rules.length === 0 ? resolve(call.cwd) : process.cwd(), call.rules)) return null;
    const file = openBundled<{ readonly checkKept: typeof checkKept }>(HOOKS, 'hook-kept');
    const answer = file.exports.checkKept(call, { stdout: isTerminal(1), stderr: isTerminal(2) });
    return answer && { answer, file };
  } catch {
    return null;
  }
}

async function answerAnew(args: readonly string[], isPlain: boolean): Promise<void> {
  guardStreams();
  const file = openBundled<{ readonly run: typeof run }>(HERE, 'cli');
  await file.exports.run(args);
  // What other commands compile is of no use to the next one.
  if (isPlain) keepOnce(file, HERE);
}

/** Keeps the compiled form of a file whose folder is this user's own: it is believed as the file is. */
function keepOnce(file: OpenFile<unknown>, folder: string): void {
  try {
    if (!file.hasKept && statSync(folder).uid === process.getuid?.()) file.keep();
  } catch {
    // The next start takes longer.
  }
}

/** A stream is asked only where it leads to a device: making one takes longer than an answer. */
function isTerminal(descriptor: 1 | 2): boolean {
  const stats = fstatSync(descriptor);
  return stats.isCharacterDevice() && stats.rdev !== statSync(devNull).rdev && streamOf(descriptor).isTTY === true;
}

function streamOf(descriptor: 1 | 2): NodeJS.WriteStream {
  return descriptor === 1 ? process.stdout : process.stderr;
}

/** Writes at once where that can be done, and what is left as everybody does. */
function say(descriptor: 1 | 2, text: string): void {
  const bytes = new TextEncoder().encode(text);
  const written = tryWrite(descriptor, bytes);
  if (written === bytes.length) return;
  guardStreams();
  streamOf(descriptor).write(bytes.subarray(written));
}

function tryWrite(descriptor: 1 | 2, bytes: Uint8Array): number {
  try {
    return bytes.length === 0 ? 0 : writeSync(descriptor, bytes);
  } catch {
    return 0;
  }
}
