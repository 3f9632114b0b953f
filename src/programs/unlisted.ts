/**
 * Options that no table lists. Most are switches; one with a place, an address or a command for its value could write there, read its
 * configuration from there, contact it or start it, and is taken for what its name says.
 */
import type { Word } from '../shell/index.ts';
import { noteConfig } from './meaning/changes.ts';
import { noteNetwork } from './meaning/network.ts';
import { notePath } from './meaning/paths.ts';
import { noteText } from './meaning/runs.ts';
import type { Reading } from './reading.ts';
import { knownPrefix } from './word.ts';

/** A path that leads out of the folder. */
const PLACE = /^(?:[~/]|\.\.(?:\/|$))/;
/** Parts of names of options whose next word is their value. */
const WRITING = /^(?:out|outfile|output|outdir|o|dump|log|logfile|report|save|write|dest|destination|export|record|trace|file|dir|target)$/;
const SETTING = /^(?:config|conf|cfg|rc|settings|options|preload|load|plugin|plugins|require|module|hook|hooks|include|init|env)$/;
const RUNNING = /^(?:cmd|command|exec|execute|shell|script|pager|editor|program)$/;

export function isPlace(value: Word): boolean {
  return PLACE.test(knownPrefix(value));
}

/** `attached`: the text behind the name, if there is any; `next`: the word behind the option. */
export function noteUnlistedValue(reading: Reading, name: string, attached: Word | null, next: Word | null): void {
  const parts = name.replace(/^-+/, '').toLowerCase().split(/[-_.]/);
  const isLetter = /^-[^-]$/.test(name);
  const says = (kind: RegExp) => parts.some((part) => kind.test(part));
  const value = attached ?? (isLetter || says(WRITING) || says(SETTING) ? next : null);
  if (value === null) return;
  const prefix = knownPrefix(value);
  const row = `${reading.spec.id} ${name}`;
  if (attached !== null && says(RUNNING) && /[\s/!]/.test(prefix)) noteText(reading, value, 'sh', row);
  else if (attached !== null && /^\w+:\/\//.test(prefix)) noteNetwork(reading, value, 'url', 'contact', row);
  else if (!isPlace(value)) return;
  else if (says(SETTING)) noteConfig(reading, 'settings', 'path', value, row);
  else notePath(reading, 'write', 'path', value, row);
}
