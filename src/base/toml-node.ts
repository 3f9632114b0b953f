/** Where the parts of a TOML text stand: a tree of the same shape as its values. No declaration that callers see names the parser. */
import type { Span } from './span.ts';

/** One value: where its key and where itself stands, and the same for all that it contains. */
export interface TomlNode {
  readonly key: Span | null;
  readonly value: Span | null;
  readonly children: ReadonlyMap<string | number, TomlNode>;
}
