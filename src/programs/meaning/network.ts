/** Meanings of words that are hosts, or hold one. */
import type { Word } from '../../shell/index.ts';
import type { NetworkEffect } from '../effect.ts';
import { certaintyOf, type Reading } from '../reading.ts';
import type { MeaningKind, WordMeaning } from '../spec.ts';
import { couldBeOption, dropPrefix, knownPrefix, literalWord, splitWord, unknownWord, urlStart } from '../word.ts';

export function noteNetwork(reading: Reading, target: Word, form: NetworkEffect['form'], role: NetworkEffect['role'], row: string): void {
  if (target.value === '') return;
  const certainty = target.value === null ? 'unknown' : 'literal';
  reading.effects.push({ type: 'network', target, form, role, certainty, span: target.span, row });
}

function contact(form: NetworkEffect['form'], role: NetworkEffect['role'] = 'contact'): MeaningKind {
  return { type: 'word', effectful: true, note: (reading, word, _, row) => noteNetwork(reading, word, form, role, row) };
}

function word(note: WordMeaning, effectful = true): MeaningKind {
  return { type: 'word', note, effectful };
}

/** `scheme://…` or `user@host:path`; anything else is no address. */
export function isAddress(value: Word): boolean {
  const prefix = knownPrefix(value);
  return prefix.includes('://') || /^[\w.-]+@[\w.[-]+:/.test(prefix);
}

/** A word that is an address only when it looks like one (a remote's name, a package). */
const noteMaybe: WordMeaning = (reading, value, argument, row) => {
  if (!isAddress(value)) {
    if (couldBeOption(value) && argument === 'strict') noteNetwork(reading, value, 'url', 'contact', row);
    return;
  }
  const start = urlStart(knownPrefix(value));
  noteNetwork(reading, start > 0 ? dropPrefix(value, start) : value, start < 0 ? 'remote-path' : 'url', 'contact', row);
};

/** One of several parts between colons, counted from 0; `-1` is the last but one (`HOST:PORT:ADDRESS` of curl's `--resolve`). */
const notePart: WordMeaning = (reading, value, argument, row) => {
  const hasBrackets = /^[^[]*\[[^\]]*\]/.test(value.value ?? '');
  const parts = splitWord(value, ':');
  const index = Number(argument);
  const target = hasBrackets && index === 2 ? splitWord(value, '[', 2)[1] : parts[index];
  if (target !== undefined) for (const address of splitWord(target, ',')) noteNetwork(reading, address, 'host', 'contact', row);
};

/** Forwarding: `[bind:]port:host:hostport` names a host to contact. */
const noteForward: WordMeaning = (reading, value, argument, row) => {
  const parts = splitWord(value, ':');
  const host = parts[parts.length - 2];
  if (parts.length >= 3 && host !== undefined && !/^(?:localhost|127\.0\.0\.1)$/.test(host.value ?? ''))
    noteNetwork(reading, host, 'host', 'contact', row);
  if (argument === 'listen') noteNetwork(reading, value, 'host', 'listen', row);
};

/** `host:port,host:port` or hosts between the argument's sign. */
const noteHosts: WordMeaning = (reading, value, argument, row) => {
  for (const host of splitWord(value, argument === '' ? ',' : argument)) noteNetwork(reading, host, 'host', 'contact', row);
};

/** `@server` of dig, and the names it asks for; `+option` and record types are neither. */
const noteLookup: WordMeaning = (reading, value, _, row) => {
  const prefix = knownPrefix(value);
  if (prefix.startsWith('+') || /^(?:A|AAAA|MX|NS|TXT|SOA|CNAME|PTR|SRV|CAA|ANY|AXFR|IN|CH|DS|DNSKEY)$/i.test(value.value ?? '')) return;
  noteNetwork(reading, prefix.startsWith('@') ? dropPrefix(value, 1) : value, 'host', 'contact', row);
};

/** A host that may stand behind `user@` or be an option's name (`ssh`): the word as it is. */
export const NETWORK_MEANINGS: Readonly<Record<string, MeaningKind>> = {
  url: contact('url'),
  host: contact('host'),
  /** `host:path`, or the host alone. */
  'host-path': word((reading, place, _, row) => {
    noteNetwork(reading, place, place.value?.includes(':') === false ? 'host' : 'remote-path', 'contact', row);
  }),
  'proxy-url': contact('url', 'proxy'),
  'proxy-host': contact('host', 'proxy'),
  listen: contact('host', 'listen'),
  /** Listens, on whatever the program takes when no word says it. */
  'at-listen': word((reading, at, _, row) => noteNetwork(reading, literalWord('*', at.span), 'host', 'listen', row)),
  /** Contacts a host that no word names. */
  'at-contact': word((reading, at, _, row) => noteNetwork(reading, unknownWord(at.span, true), 'host', 'contact', row)),
  address: word(noteMaybe, false),
  'host-part': word(notePart),
  /** A file of hosts or URLs: nobody knows which are contacted. */
  'host-file': word((reading, value, _, row) => {
    if (value.value !== '-')
      reading.effects.push({
        type: 'read',
        path: value,
        form: 'path',
        base: reading.base,
        certainty: certaintyOf(value),
        span: value.span,
        row,
      });
    noteNetwork(reading, unknownWord(value.span, true), 'host', 'contact', row);
  }),
  forward: word(noteForward),
  /** `HOST:PORT` that is forwarded to standard input and output. */
  'forward-host': contact('host'),
  hosts: word(noteHosts),
  lookup: word(noteLookup),
};
