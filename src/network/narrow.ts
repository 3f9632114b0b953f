/** A switch that a layer below the requirements may turn off, and on only where the requirements leave it open. */
export function narrow(managed: boolean | undefined, own: boolean | undefined): boolean {
  return managed !== false && (own ?? managed ?? false);
}
