/** The host in a word that a program contacts, in the form of facts: lower case, no port, no userinfo, no final dot. */
import { readTarget, type Target, type TargetForm } from '../network/index.ts';
import type { NetworkEffect } from '../programs/index.ts';
import type { Word } from '../shell/index.ts';

const FORMS: Readonly<Record<NetworkEffect['form'], TargetForm>> = { url: 'bare-url', host: 'login', 'remote-path': 'remote-path' };

/** What a word names: a target, nothing on the network, or something that only running will tell. */
export type NamedHost =
  | { readonly type: 'target'; readonly target: Target; readonly text: string | null }
  | { readonly type: 'none' }
  | { readonly type: 'unknown' };

export function hostOf(word: Word, form: NetworkEffect['form']): NamedHost {
  const text = knownText(word);
  if (word.value === null && !isComplete(text, form)) return { type: 'unknown' };
  if (/^file:/i.test(text)) return { type: 'none' };
  if (form === 'remote-path' && !isRemote(text)) return { type: 'none' };
  const target = readTarget(text, FORMS[form]);
  return { type: 'target', target, text: hostText(target) };
}

/** The name that facts list; of a refused spelling what a careless program would make of it. */
function hostText(target: Target): string | null {
  if (target.type === 'socket') return null;
  return target.host.type === 'refused' ? target.host.reads : target.host.text;
}

/** The text a word begins with. */
function knownText(word: Word): string {
  if (word.value !== null) return word.value;
  let text = '';
  for (const piece of word.pieces) {
    if (piece.type !== 'literal') break;
    text += piece.text;
  }
  return text;
}

/** Whether the known beginning of a word holds the whole host. */
function isComplete(text: string, form: NetworkEffect['form']): boolean {
  if (form === 'url') return /^(?:[A-Za-z][A-Za-z0-9+.-]*:\/\/)?[^/?#]+[/?#]/.test(text);
  return form === 'remote-path' && (/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]+\//.test(text) || /^[^/:]+:/.test(text));
}

/** `host:path` or a URL; `./a:b`, `C:\x` and plain paths are local. */
function isRemote(text: string): boolean {
  if (text.includes('://')) return true;
  const colon = text.startsWith('[') ? text.indexOf(']:') : text.indexOf(':');
  const slash = text.indexOf('/');
  return colon > 0 && (slash < 0 || colon < slash);
}
