/** What evaluation saw that no allow rule may wave through. */
import { CODES, type Code, MAX_QUOTED_WORD, type Span } from '../base/index.ts';

export interface Finding {
  readonly code: Code;
  /** `contained`: the sandbox, if one is enforced, really refuses it; `open`: it would happen in a sandbox too. */
  readonly kind: 'open' | 'contained';
  /** What it leads to by itself. */
  readonly decision: 'prompt' | 'forbidden';
  readonly message: string;
  readonly span: Span;
  readonly help?: string;
}

/** Findings that a sandbox contains. */
const CONTAINED: ReadonlySet<Code> = new Set(['EN004', 'EN009', 'EN010', 'EN018']);

/** Findings that policy forbids rather than asks about. */
const FORBIDDEN: ReadonlySet<Code> = new Set(['EN008', 'EN028', 'EN022', 'EN023', 'EN030']);

/** A finding of the table; `about` is the word it is about, named in the message. */
export function finding(code: Code, span: Span, about = ''): Finding {
  const message = about === '' ? CODES[code] : `\`${shorten(about)}\`: ${CODES[code]}`;
  return { code, kind: CONTAINED.has(code) ? 'contained' : 'open', decision: FORBIDDEN.has(code) ? 'forbidden' : 'prompt', message, span };
}

function shorten(text: string): string {
  return text.length > MAX_QUOTED_WORD ? `${text.slice(0, MAX_QUOTED_WORD)}…` : text;
}
