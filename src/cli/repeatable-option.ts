/** An option that may be given again; every command declares it alike. */
import { Option } from 'commander';

/** `unless` says what holds where it is not given. */
export function repeatable(flags: string, description: string, unless = 'none'): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[]) => [...before, value]).default([], unless);
}
