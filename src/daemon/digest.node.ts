/** Digests of texts by the platform: a full answer has one, and JavaScript takes longer for it than for most answers. */
import { hash } from 'node:crypto';

/** What `digestText` gives. */
export function digestOnNode(text: string): string {
  return `sha256:${hash('sha256', text)}`;
}
