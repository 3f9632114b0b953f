/** Programs that take commands on standard input, whatever else they are given: what is fed to them counts as if the command line said it. */
import { describe, expect, it } from 'vitest';
import { codesOf, evaluateUnder } from '../support/command.ts';

const RULES =
  'allow ed, ex, vim, gdb, lldb, mysql, sqlite3, duckdb, python3, perl, lua, sudo, doas, su, runuser, chroot, unshare, nsenter, openssl, perf, echo, cat, printf; forbid rm';

async function ask(command: string): Promise<string> {
  const answer = await evaluateUnder(RULES, command);
  return [answer.decision, ...codesOf(answer)].join(' ');
}

describe('a forbidden program', () => {
  it.each([
    "ed -s a <<< '!rm -rf x'",
    "ed <<< '!rm -rf x'",
    "ed -s a <<'END'\n1d\nw !rm -rf x\nq\nEND",
    "echo '!rm -rf x' | ed -s a",
    "printf '1\\nr !rm x\\n' | ed a",
    "ex -s a <<< '!rm -rf x'",
    "vim -es a <<< '!rm -rf x'",
    "gdb a <<< 'shell rm -rf x'",
    "lldb a <<< 'platform shell rm -rf x'",
    "echo '!rm x' | gdb a",
    "mysql db <<< '\\! rm -rf x'",
    "duckdb db '.shell rm -rf x'",
    "duckdb db <<< '.shell rm -rf x'",
    "sudo -i <<< 'rm -rf x'",
    "sudo -u root -s <<< 'rm -rf x'",
    "doas -s <<< 'rm -rf x'",
    "su - root <<< 'rm -rf x'",
    "runuser - root <<< 'rm -rf x'",
    "chroot / <<< 'rm -rf x'",
    "unshare -r <<< 'rm -rf x'",
    "nsenter -t 1 -m <<< 'rm -rf x'",
  ])('holds in %j', async (command) => {
    expect((await ask(command)).split(' ')[0]).toBe('forbidden');
  });
});

describe('commands that nobody can read', () => {
  it.each<readonly [string, string]>([
    ['ed -s a < script', 'prompt EN011'],
    ['cat script | ed -s a', 'prompt EN011'],
    ["ed -s a <<< 'g/x/!ls'", 'prompt EN011'],
    ['ex -s a < script', 'prompt EN011'],
    ['gdb a < script', 'prompt EN011'],
    ["python3 -i a.py <<< 'import os'", 'prompt EN011'],
    ["lua -i a.lua <<< 'os.execute(1)'", 'prompt EN011'],
    ["perl -d a.pl <<< '!!ls'", 'prompt EN011'],
    ['openssl engine dynamic -pre SO_PATH:/tmp/x.so', 'prompt EN011'],
    ['perf script -s /tmp/x.py', 'prompt EN011'],
    ["ed -s a <<< 'w /etc/passwd'", 'prompt EN004'],
    ["ed -s a <<< 'r /etc/shadow'", 'prompt EN007'],
  ])('%s', async (command, answer) => {
    expect(await ask(command)).toBe(answer);
  });
});

describe('commands that do nothing else', () => {
  it.each([
    "ed -s a <<'END'\n1,3d\ns/x/y/\nw\nq\nEND",
    "ed -s a <<'END'\n/main/a\n  return !done;\n.\nw\nq\nEND",
    "printf '%s\\n' '$a' 'text' . w q | ed -s a",
    "gdb a <<< 'bt'",
    'gdb -batch -ex bt a',
    'vim a',
    'ex -sc "wq" a',
    "ex -s a <<< '%s/a/b/'",
    "mysql db <<< 'select 1'",
    "duckdb db <<< 'select 1'",
    'python3 a.py',
    'python3 -i a.py < /dev/null',
  ])('are allowed: %j', async (command) => {
    expect(await ask(command)).toBe('allow');
  });
});
