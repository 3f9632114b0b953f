/** Colours by meaning. What a colour looks like, and whether there is one, is the caller's: a terminal's, a web page's, nobody's. */
import type { Decision } from '../base/index.ts';

/** What a piece of text is. `mark`: points at source; `faint`: beside the point. */
export type Style = Decision | 'strong' | 'mark' | 'faint';

export type Paint = (style: Style, text: string) => string;

/** No colours. */
export const plain: Paint = (_, text) => text;
