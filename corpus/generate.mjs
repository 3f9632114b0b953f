// Writes corpus/commands.jsonl from the groups in corpus/source/: `node corpus/generate.mjs` (`--print`: to stdout).
//
// Every group says its label and the reason for it; a template stands for as many rows as its longest list of alternatives. Lists are gone
// through side by side, never crossed, so rows differ in more than one word. A part of the rows also comes in a frame, as agents write them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const SOURCE = new URL('source/', import.meta.url);
const TARGET = new URL('commands.jsonl', import.meta.url);
const NOT_GROUPS = ['words.txt', 'frames.txt'];
/** One row in so many also comes in a frame. */
const FRAMED = 3;

const read = (name) => readFileSync(new URL(name, SOURCE), 'utf8');
const lines = (text) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

const words = new Map(
  lines(read('words.txt')).map((line) => {
    const [, name, list] = /^@(\w+) = (.*)$/.exec(line);
    return [name, { list: list.split('¦'), next: 0 }];
  }),
);
const frames = lines(read('frames.txt'));

/** The groups of a file: `[label shell] why`, then templates, one a line or between lines of three quotes. */
function groupsOf(name) {
  const groups = [];
  let block = null;
  for (const line of read(name).split('\n')) {
    const head = block === null ? /^\[(allow|prompt|forbidden)(?: (\w+))?\] (.*)$/.exec(line) : null;
    if (head) groups.push({ name: name.replace('.txt', ''), label: head[1], shell: head[2] ?? 'bash', why: head[3], templates: [] });
    else if (line === '"""') {
      if (block !== null) groups.at(-1).templates.push(block.join('\n'));
      block = block === null ? [] : null;
    } else if (block !== null) block.push(line);
    else if (line !== '' && !line.startsWith('# ')) groups.at(-1).templates.push(line);
  }
  return groups;
}

const take = (name) => {
  const word = words.get(name);
  if (word === undefined) throw new Error(`unknown word list ${name}`);
  return word.list[word.next++ % word.list.length];
};

/** A template's rows. */
function expand(template) {
  const slots = Array.from(template.matchAll(/‹([^›]*)›/g), ([, slot]) => slot);
  const sizes = slots.map((slot) => (slot.startsWith('@') ? Number(slot.split(':')[1] ?? 1) : slot.split('¦').length));
  return Array.from({ length: Math.max(1, ...sizes) }, (_, row) => {
    return template.replace(/‹([^›]*)›/g, (_, slot) => {
      if (slot.startsWith('@')) return take(slot.slice(1).split(':')[0]);
      const list = slot.split('¦');
      return list[row % list.length];
    });
  });
}

/** Frames that fit: a text of several lines, a background job or one with a here-document goes into none. */
function framed(text, at) {
  if (/\n|&$|;$|<<|^\.? ?set /.test(text)) return null;
  const frame = frames[at % frames.length];
  const isSimple = !/[;&|(){}<>]|^(?:if|for|while|export|alias|cd|pushd|\w+=)\b|^[A-Z_]+=/.test(text);
  if (!isSimple && !frame.startsWith('cd ‹@dir›') && !frame.startsWith('git status')) return null;
  if (/^(?:timeout|time) /.test(frame) && /^(?:\.|source|unset|enable|hash|command|!|\[|\$|"|')/.test(text)) return null;
  return frame.replace(/‹([^›]*)›/g, (_, slot) => (slot === '@command' ? text : take(slot.slice(1))));
}

const rows = new Map();
let count = 0;
for (const name of readdirSync(SOURCE)
  .filter((each) => !NOT_GROUPS.includes(each))
  .sort()) {
  for (const { name: group, label, shell, why, templates } of groupsOf(name)) {
    const add = (text) => {
      const key = `${shell} ${text}`;
      const known = rows.get(key);
      if (known !== undefined && known.label !== label) throw new Error(`two labels for: ${text}`);
      if (known === undefined) rows.set(key, { text, shell, origin: `own: ${group}`, licence: 'Apache-2.0', label, why });
    };
    for (const text of templates.flatMap(expand)) {
      add(text);
      const inFrame = shell === 'bash' && count++ % FRAMED === 0 ? framed(text, Math.floor(count / FRAMED)) : null;
      if (inFrame !== null) add(inFrame);
    }
  }
}
const text = Array.from(rows.values(), (row) => `${JSON.stringify(row)}\n`).join('');
if (process.argv.includes('--print')) process.stdout.write(text);
else {
  writeFileSync(TARGET, text);
  console.log(`${rows.size} rows`);
}
