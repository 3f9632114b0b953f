/** What a text reads without saying which file, beside secrets that it names: asked about, or forbidden where the way is plain. */
import { describe, expect, it } from 'vitest';
import { evaluateUnder } from '../support/command.ts';

const RULES = 'allow cat, head, xargs, echo, grep, ls, true; forbid read .env, read ~/.ssh';

async function decisions(commands: readonly string[]): Promise<string[]> {
  return Promise.all(commands.map(async (command) => `${(await evaluateUnder(RULES, command)).decision}: ${command}`));
}

function all(decision: string, commands: readonly string[]): string[] {
  return commands.map((command) => `${decision}: ${command}`);
}

describe('something unknown that is read', () => {
  it('is asked about where the text names a secret', async () => {
    const commands = [
      'while read f; do cat "$f"; done <<< .env',
      'while read f; do cat "$f"; done <<E\n.env\nE',
      'echo .env | while read f; do cat "$f"; done',
      'mapfile -t a <<< .env; cat "${a[@]}"',
      'declare -A m=([k]=.env); cat "${m[k]}"',
      'a[3]=.env; cat ${a[3]}',
      'for f in a .env; do true; done; cat $f',
      ': ${f:=.env}; head $f',
      'echo .env > list; xargs cat < list',
      'f() { shift; cat "$1"; }; f x .env',
      'f() { for a; do cat "$a"; done; }; f .env',
      'f() { cat "$x"; }; x=.env f',
      'x=$(true); cat .$x',
      'cat ~/.$1',
    ];
    expect(await decisions(commands)).toEqual(all('prompt', commands));
    expect(await decisions(['{ echo .env; } | xargs cat'])).toEqual(['forbidden: { echo .env; } | xargs cat']);
  });

  it('is asked about where it is a secret whatever stands for what is unknown', async () => {
    const commands = [
      'cat /proc/$PPID/environ',
      'grep -a TOKEN /proc/${x}/environ',
      'p=$(head -1 x); cat /proc/$p/environ',
      'cat /proc/$(head -1 x)/mem',
      'cat /proc/$PPID/fd/3',
      'cat /proc/$PPID/root/etc/shadow',
    ];
    expect(await decisions(commands)).toEqual(all('prompt', commands));
    const others = ['cat /proc/$PPID/status', 'cat /proc/$PPID/cmdline', 'cat src/$x/index.ts', 'cat $x/README.md'];
    expect(await decisions(others)).toEqual(all('allow', others));
  });

  it('is none of anybody’s business where it names none', async () => {
    const commands = [
      'read f <<< a.txt; cat "$f"',
      'while read f; do cat "$f"; done <<< a.txt',
      'f() { cat "$1"; }; f a.txt',
      'echo src | xargs ls; cat "$1"',
      'cat src/$x lib/a$x',
      'echo .env.example; cat "$x"',
      'grep --exclude=.env TODO "$x"',
    ];
    expect(await decisions(commands)).toEqual(all('allow', commands));
  });

  it('is asked about where patterns find dot files', async () => {
    const asked = ['shopt -s dotglob; cat *', 'shopt -s nullglob dotglob; cat src/*', 'shopt -s nocaseglob; cat .EN*'];
    const allowed = ['shopt -s dotglob; cat a.txt', 'shopt -s nullglob; cat *'];
    expect(await decisions([...asked, ...allowed])).toEqual([...all('prompt', asked), ...all('allow', allowed)]);
  });
});

describe('a call of a function', () => {
  it('is judged with its words in the body', async () => {
    const commands = [
      'f() { cat "$1"; }; f .env',
      'f() { cat "$@"; }; f a .env',
      'f() { cat $*; }; f .env',
      'f() { cat "$2"; }; f x .env',
      'f() { local p=$1; cat "$p"; }; f .env',
      'f() { cat .$1; }; f env',
      'f() { cat "${1:-x}"; }; f .env',
      'f() { cat "$1/id_rsa"; }; f ~/.ssh',
      'f() { g "$1"; }; g() { cat "$1"; }; f .env',
      'function f { true && head -n "$1" "$2"; }; f 5 .env',
      'f() { if true; then cat -- "$1"; fi; }; x=.env; f $x',
      'f() { true; }; f() { cat "$1"; }; f .env',
    ];
    expect(await decisions(commands)).toEqual(all('forbidden', commands));
  });

  it('ends where it calls itself', async () => {
    const { decision } = await evaluateUnder(RULES, 'f() { f "$1"; f "$1"; cat "$1"; }; f .env');
    expect(decision).toBe('forbidden');
  });
});
