/**
 * Remembers what texts were parsed to, from one load to the next: a change of one file does not read the others anew.
 *
 * INVARIANT: a key names everything that a result depends on (kind, source, digest of the content, profile). What a load does not ask for
 * is forgotten, so nothing grows.
 */
export type Recall = <T>(key: readonly (string | null)[], parse: () => T) => T;

export interface RecallMemory {
  /** Begins a load. */
  begin(): Recall;
}

export function createRecall(): RecallMemory {
  let last = new Map<string, unknown>();
  return {
    begin: () => {
      const earlier = last;
      const current = new Map<string, unknown>();
      last = current;
      return <T>(parts: readonly (string | null)[], parse: () => T): T => {
        const key = JSON.stringify(parts);
        const result = (current.get(key) ?? earlier.get(key) ?? parse()) as T;
        current.set(key, result);
        return result;
      };
    },
  };
}
