/**
 * Ex commands (`vim -c`, `+…`, `ex`) to what they do beside editing.
 *
 * Reference: vim help `cmdline`. INVARIANT: a command that is not known to be harmless leaves `complete` false.
 */
export interface VimFacts {
  readonly runs: readonly string[];
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  /** False where a command could be any. */
  readonly complete: boolean;
}

const HARMLESS =
  /^(?:\d*|\$|q|qa|qall|quit|x|xa|xit|wq|wqa|w|wa|wall|up|update|set?|setlocal|syn|syntax|noh|nohlsearch|colorscheme|echo|norm|normal|u|redo|d|delete|j|join|m|move|t|copy|p|print|nu|number|sort|retab|bd|bn|bp|n|next|prev|vs|split|sp|vsplit|tabe|tabnew|e|edit|view|diffthis|diffsplit|vert|help|h|version|messages|marks|undo|startinsert|star|stopinsert)!?$/;

export function scanVim(text: string): VimFacts {
  const facts = { runs: [] as string[], writes: [] as string[], reads: [] as string[], complete: true };
  for (const command of text.split('\n')) if (!addCommand(facts, command)) facts.complete = false;
  return facts;
}

/** One line: `:[range]command`. `|` ends the commands that do not take the rest of the line. */
function addCommand(facts: { runs: string[]; writes: string[]; reads: string[] }, line: string): boolean {
  const text = line.replace(/^[\s:]+/, '').replace(/^(?:[%\d.,$'<>+-]|'[a-z<>])+/, '');
  const shell = /^(?:r|re|read|w|write)?\s{0,9}!(.*)$/.exec(text) ?? /^(?:ter|term|terminal|mak|make)\b!?\s*(.*)$/.exec(text);
  if (shell !== null) return facts.runs.push(shell[1] ?? '') > 0;
  if (/^(?:s|substitute|&&|g|global|v|vglobal)[^\w\s]/.test(text)) return !/\\=|[|!]|\bexe/.test(text);
  const [head = '', ...others] = text.split('|');
  return addSimple(facts, head.trim()) && others.every((other) => addCommand(facts, other));
}

function addSimple(facts: { writes: string[]; reads: string[] }, text: string): boolean {
  const space = text.search(/\s/);
  const name = space < 0 ? text : text.slice(0, space);
  const rest = space < 0 ? '' : text.slice(space).trim();
  if (/^\//.test(text)) return true;
  if (/^(?:w|write|sav|saveas|up|update|wq|x|xit)!?$/.test(name) && rest !== '') return facts.writes.push(rest.replace(/^>>\s*/, '')) > 0;
  if (/^(?:r|read|e|edit|sp|split|vs|vsplit|tabe|tabnew|view)!?$/.test(name) && rest !== '') return facts.reads.push(rest) > 0;
  if (/^(?:set?|setlocal)$/.test(name))
    return !/(?:prg|expr|shell|makeef|modeline|secure|exrc|runtimepath|rtp|pythonthree|luadll)/.test(rest);
  if (/^(?:norm|normal|echo)!?$/.test(name)) return !/[:!=`]|\(|\x12|\x1b/.test(rest);
  return HARMLESS.test(name);
}
