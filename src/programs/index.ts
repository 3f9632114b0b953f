/** What programs do with their arguments: tables, the parser that reads them, and the effects they give. */

export type * from './effect.ts';
export { effectsOf, type ProgramReading, programName, type Spellings } from './effects-of.ts';
export { dangerOf, isSecretName, type Variable, type VariableClass, type VariableValue } from './environment.ts';
export { type NormalisedArgv, normaliseArgv, optionsOf } from './normalise.ts';
export { cmdletSpecs, isCommandName } from './powershell/command.ts';
export type { InvocationView, Setting } from './reading.ts';
export { redirectionEffects, type Stdin, stdinOf } from './redirection.ts';
export { changesAnswer, hasSpec, programNames, programRows } from './registry.ts';
export { namesOf, type ProgramRow } from './row.ts';
export { literalWord } from './word.ts';
