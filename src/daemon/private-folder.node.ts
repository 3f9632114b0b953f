/**
 * The folder for sockets and secrets of this user: nobody else may look into it.
 *
 * SECURITY: a folder that is a link, somebody else's or open to others is refused, never repaired: whoever made it may hold it open.
 */
import { lstat, mkdir } from 'node:fs/promises';

const PRIVATE = 0o700;
const OTHERS = 0o077;

/** Makes the folder where it is not there; the fault, or null where it is private. */
export async function preparePrivateFolder(folder: string): Promise<string | null> {
  try {
    await mkdir(folder, { recursive: true, mode: PRIVATE });
    const stats = await lstat(folder);
    if (!stats.isDirectory()) return `\`${folder}\` is no folder`;
    if (process.platform === 'win32') return null;
    if (stats.uid !== process.getuid?.()) return `\`${folder}\` belongs to somebody else`;
    return (stats.mode & OTHERS) === 0 ? null : `\`${folder}\` is open to others; \`chmod 700\` it`;
  } catch (error) {
    return `\`${folder}\` cannot be used: ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
  }
}
