/**
 * From a text of PowerShell to everything in it that could run, in the form that the core gives for the other shells.
 *
 * What differs from them: names and variables fold case (variables are written small, those of the environment in capitals); `( )` and
 * `$( )` run in the shell itself and are groups; blocks run whenever somebody calls them; members of .NET that may do anything are
 * invocations of their own; a value that goes into a pipe is what `Write-Output` would put there.
 * INVARIANT: never throws, reads every character a bounded number of times. Reference: about_Parsing, the language specification.
 */
import { MAX_TEXT } from '../../../wasm/limits.ts';
import { CODES } from '../../base/index.ts';
import type { Analysis } from '../invocation.ts';
import { Reader } from './reader.ts';
import { GRAMMAR } from './statement.ts';

export function analysePowerShell(text: string): Analysis {
  const isTooLarge = text.length > MAX_TEXT;
  const reader = new Reader(isTooLarge ? '' : text, GRAMMAR);
  if (isTooLarge) reader.refused = { code: 'SH008', message: CODES.SH008, span: { start: 0, end: text.length } };
  if (text.includes('\0')) reader.caution('SH010', text.indexOf('\0'));
  GRAMMAR.statements(reader, '');
  const { invocations, scopes, refused, cautions } = reader;
  return { invocations, scopes, refused, cautions };
}
