/**
 * What stops a rules file: thrown where it is found, caught where the file is run, turned into one diagnostic there.
 *
 * INVARIANT: it never leaves `run.ts`; anything else that is thrown is a bug of ours.
 */
import type { Code, Span } from '../../base/index.ts';

export class Fault extends Error {
  readonly code: Code;
  /** What to do next, for people. */
  readonly help: string | undefined;
  /** Where it stands; what has no place of its own gets that of the operation that was running. */
  readonly span: Span | undefined;

  constructor(code: Code, message: string, options: { readonly span?: Span; readonly help?: string } = {}) {
    super(message);
    this.code = code;
    this.span = options.span;
    this.help = options.help;
  }
}

/** A text that is not of the language. */
export function syntaxFault(message: string, span: Span, help?: string): Fault {
  return new Fault('RL001', message, help === undefined ? { span } : { span, help });
}

/** A program of the language that went wrong while it ran. */
export function runtimeFault(message: string, help?: string): Fault {
  return new Fault('RL003', message, help === undefined ? {} : { help });
}

/** An operation that the types of its operands do not have. */
export function unsupported(operation: string, ...types: readonly string[]): Fault {
  const operands = types.length === 1 ? `type \`${types[0]}\`` : `types \`${types[0]}\` and \`${types[1]}\``;
  return runtimeFault(`operation \`${operation}\` is not supported for ${operands}`);
}

/** A bound was reached: the file asks for more than any honest one needs. */
export function limitFault(what: string): Fault {
  return new Fault('RL004', `the file takes ${what}`, { help: 'write the rules out, or compute less' });
}
