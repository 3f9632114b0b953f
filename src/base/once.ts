/**
 * What is made when it is first needed: most processes ask one question and end. Regular expressions over Unicode classes are among it, as the
 * engine builds their sets when it only reads them.
 */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
