/** Layers around a command: each makes a text out of a text, and what the inner text runs the outer one runs too. */

/** A command under construction. */
export interface Built {
  readonly text: string;
  /** Whether it is one simple command, which a wrapper may stand in front of. */
  readonly simple: boolean;
}

export interface Layer {
  readonly name: string;
  /** Only around a simple command. */
  readonly takesSimple: boolean;
  readonly makesSimple: boolean;
  wrap(text: string): string;
}

/** One word that a shell reads as this text. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Null where a layer cannot stand around what is there. */
export function applyLayers(command: Built, layers: readonly Layer[]): Built | null {
  let built = command;
  for (const { takesSimple, makesSimple, wrap } of layers) {
    if (takesSimple && !built.simple) return null;
    built = { text: wrap(built.text), simple: makesSimple };
  }
  return built;
}
