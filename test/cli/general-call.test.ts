/** Which calls are answered without any command. */
import { describe, expect, it } from 'vitest';
import { readCall } from '../../src/cli/general-call.ts';

const HELP = { type: 'answered', stdout: expect.stringMatching(/^Decides what .*\n\nUsage: portcullis COMMAND/), stderr: '', exit: 0 };
const fault = (stderr: string) => ({ type: 'answered', stdout: '', stderr: `portcullis: ${stderr}\n`, exit: 1 });

describe('a call', () => {
  it.each([[[]], [['--help']], [['-h']], [['help']], [['help', 'help']], [['--help', '--json']], [['help', '-h']]])(
    '%j asks for help',
    (args) => {
      expect(readCall(args)).toEqual(HELP);
    },
  );

  it.each([
    [['help', 'check'], { type: 'command', name: 'check', args: ['--help'] }],
    [['-h', 'check', 'ls'], { type: 'command', name: 'check', args: ['--help'] }],
    [['check', 'ls', '--json'], { type: 'command', name: 'check', args: ['ls', '--json'] }],
    [['check', 'help'], { type: 'command', name: 'check', args: ['help'] }],
    [['chek', 'ls'], fault('unknown command `chek`, did you mean `check`? see `portcullis --help`')],
    [['help', 'xyzzy'], fault('unknown command `xyzzy`; see `portcullis --help`')],
    [['--verson'], fault('unknown option `--verson`, did you mean `--version`? see `portcullis --help`')],
    [[''], fault('unknown command ``; see `portcullis --help`')],
    [['__proto__'], fault('unknown command `__proto__`; see `portcullis --help`')],
  ])('%j names a command or none', (args, call) => {
    expect(readCall(args)).toEqual(call);
  });
});
