/**
 * Commands that code of other languages starts, where the text of the code says which: `os.system("…")`, `execSync('…')`, backticks.
 *
 * A look, not a parser: what it finds is judged besides the code itself, which stays code that nobody has read. INVARIANT: linear in the text,
 * which its caller bounds (MAX_SCRIPT_LENGTH).
 */
export interface EmbeddedCommands {
  /** Text for a shell. */
  readonly scripts: readonly string[];
  /** Programs with their arguments. */
  readonly argvs: readonly (readonly string[])[];
}

/** Functions that start what their strings say, in Python, JavaScript, Perl, Ruby, PHP, Lua, R, Julia and others. */
const STARTING: ReadonlySet<string> = new Set(
  `system system2 popen popen2 popen3 exec execv execve execvp execvpe execl execlp execle execSync execFile execFileSync spawn spawnSync spawnl
   spawnv spawnvp run call check_call check_output getoutput getstatusoutput Popen shell_exec passthru proc_open pcntl_exec execute capture
   capture2 capture3 capture2e pipeline posix_spawn cmd shell sh fork startfile ShellExecute create_subprocess_shell create_subprocess_exec Command`
    .split(/\s+/)
    .filter(Boolean),
);

/** Languages in which backticks run. */
const BACKTICKS: ReadonlySet<string> = new Set(['perl', 'ruby', 'php', 'julia', 'gnuplot', 'lisp']);
/** Languages in which a bare word starts the rest of its line. */
const WORDS: Readonly<Record<string, RegExp>> = { tcl: /\bexec\s+([^\n;[\]]+)/g, expect: /\b(?:spawn|exec|system)\s+([^\n;[\]]+)/g };
const TEX = /\\(?:immediate\s?)?\\?write18\s?\{([^{}]*)\}/g;

interface Found {
  readonly scripts: string[];
  readonly argvs: string[][];
}

interface Code {
  readonly text: string;
  /** Kinds of quotes that nothing closes any more: what could close a later one would have closed the first. */
  readonly unclosed: Set<string>;
}

interface Literal {
  readonly text: string;
  readonly end: number;
}

export function findCommands(language: string, text: string): EmbeddedCommands {
  const found: Found = { scripts: [], argvs: [] };
  const words = Object.hasOwn(WORDS, language) ? WORDS[language] : undefined;
  if (language === 'tex') for (const match of text.matchAll(TEX)) found.scripts.push(match[1] ?? '');
  else if (words !== undefined) for (const match of text.matchAll(words)) found.scripts.push(match[1] ?? '');
  else findCalls({ text, unclosed: new Set() }, BACKTICKS.has(language), found);
  return found;
}

function findCalls(code: Code, backticks: boolean, found: Found): void {
  const { text } = code;
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? '';
    if (isNameStart(char)) {
      const end = endOfName(text, at);
      const name = text.slice(at, end);
      at = STARTING.has(name) || name === 'open' ? readCall(code, name, end, found) : end;
    } else if (char === '`' || char === '"' || char === "'") {
      const literal = readLiteral(code, at);
      if (char === '`' && backticks && literal !== null) found.scripts.push(literal.text);
      at = literal?.end ?? at + 1;
    } else at++;
  }
}

/** The strings behind a name, with nothing but brackets, commas and blanks between them. */
function readCall(code: Code, name: string, start: number, found: Found): number {
  const { text } = code;
  const strings: string[] = [];
  // `open(HANDLE, "|command")`: the handle comes first.
  let at =
    start + (name === 'open' ? (/^\s{0,4}\(?\s{0,4}(?:my )?[$\w]{0,40}\s{0,4},/.exec(text.slice(start, start + 60))?.[0].length ?? 0) : 0);
  let end = start;
  while (at < text.length) {
    const char = text[at] ?? '';
    const literal = char === '"' || char === "'" || char === '`' ? readLiteral(code, at) : null;
    if (literal !== null) {
      strings.push(literal.text);
      at = end = literal.end;
    } else if (' \t\n(,[{'.includes(char)) at++;
    else if (/[rbfuRBFU]/.test(char) && /["']/.test(text[at + 1] ?? '')) at++;
    else break;
  }
  addCall(name, strings, found);
  return Math.max(end, start);
}

function addCall(name: string, strings: readonly string[], found: Found): void {
  const [first, ...rest] = strings;
  if (first === undefined) return;
  const pipe = strings.find((text) => text.startsWith('|') || text.endsWith('|'));
  if (name === 'open') {
    if (pipe !== undefined) found.scripts.push(pipe.replace(/^\||\|$/g, ''));
  } else if (rest.length > 0) found.argvs.push([first, ...rest]);
  else found.scripts.push(first);
}

function readLiteral({ text, unclosed }: Code, at: number): Literal | null {
  const quote = text[at] ?? '';
  if (unclosed.has(quote)) return null;
  let value = '';
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === quote) return { text: value, end: i + 1 };
    if (char === '\\' && i + 1 < text.length) value += text[++i];
    else value += char;
  }
  unclosed.add(quote);
  return null;
}

function isNameStart(char: string): boolean {
  return /[A-Za-z_]/.test(char);
}

function endOfName(text: string, at: number): number {
  let end = at;
  while (end < text.length && /\w/.test(text[end] ?? '')) end++;
  return end;
}
