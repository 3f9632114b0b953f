/** Commands named in code of other languages. */
import { describe, expect, it } from 'vitest';
import { MAX_SCRIPT_LENGTH } from '../../../src/base/index.ts';
import { findCommands } from '../../../src/programs/language/embedded.ts';

describe('code in', () => {
  it.each<[string, string, string[], string[][]]>([
    ['python', 'import os; os.system("rm -rf src")', ['rm -rf src'], []],
    ['python', 'import subprocess as s; s.run(["rm","-rf","src"])', [], [['rm', '-rf', 'src']]],
    ['python', "subprocess.check_output('rm -rf src', shell=True)", ['rm -rf src'], []],
    ['python', 'os.execvp("rm", ["rm", "-rf"])', [], [['rm', 'rm', '-rf']]],
    ['python', 'os.system(r"rm x")', ['rm x'], []],
    ['python', 'print("os.system(\\"rm\\")")', [], []],
    ['python', 'print(open("x").read())', [], []],
    ['node', 'require("child_process").execSync("rm -rf src")+""', ['rm -rf src'], []],
    ['node', "cp.spawn('rm', ['-rf', 'src'])", [], [['rm', '-rf', 'src']]],
    ['node', 'console.log(`a`)', [], []],
    ['node', 'exec(`rm x`)', ['rm x'], []],
    ['perl', '`rm -rf src`', ['rm -rf src'], []],
    ['perl', 'exec "rm","-rf","src"', [], [['rm', '-rf', 'src']]],
    ['perl', 'open(F,"|rm -rf src")', ['rm -rf src'], []],
    ['perl', 'open(F,"ls|")', ['ls'], []],
    ['perl', 's/foo/bar/', [], []],
    ['ruby', 'system("rm", x)', ['rm'], []],
    ['php', 'echo shell_exec("id");', ['id'], []],
    ['lua', 'os.execute("rm -rf src")', ['rm -rf src'], []],
    ['R', 'system("rm -rf src")', ['rm -rf src'], []],
    ['julia', 'run(`rm -rf src`)', ['rm -rf src'], []],
    ['tcl', 'exec rm -rf src', ['rm -rf src'], []],
    ['expect', 'spawn rm -rf src; expect eof', ['rm -rf src'], []],
    ['tex', '\\immediate\\write18{rm -rf src}\\end', ['rm -rf src'], []],
    ['__proto__', 'system("id")', ['id'], []],
  ])('%s: %s', (language, text, scripts, argvs) => {
    expect(findCommands(language, text)).toEqual({ scripts, argvs });
  });

  it('a call of many strings is read to its last one', () => {
    const words = Array.from({ length: 100 }, (_, i) => `w${i}`);
    expect(findCommands('python', `subprocess.run(${JSON.stringify(words)})`)).toEqual({ scripts: [], argvs: [words] });
  });

  it('quotes that nothing closes hide nothing behind them', () => {
    const open = `it's; system("id"); "${'\\" '.repeat(MAX_SCRIPT_LENGTH / 4)}`;
    expect(findCommands('node', open)).toEqual({ scripts: ['id'], argvs: [] });
  });
});
