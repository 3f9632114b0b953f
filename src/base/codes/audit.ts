/** Codes `AUnnn` of the audit log: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const AUDIT_CODES = {
  // Writing.
  AU001:
    'The folder of the audit log cannot be used: it is no folder, belongs to somebody else, or others may enter it. Nothing is written there.',
  AU002:
    'Records of the audit log cannot be written at the moment (a full disk, a folder that went away). They are kept in memory and tried again; ' +
    'lines that were written before are not touched.',
  AU003:
    'More records wait to be written than are kept. Further ones are counted and lost, and the log will say how many as soon as it can be written.',
  AU004: 'The key of the audit log cannot be used: it has the wrong length, cannot be read, or others may read it.',
  AU005: 'Every chain of the audit log is held by another writer, or is damaged.',
  AU006: 'A chain of the audit log ends in a line that cannot be read. It is left as it is, and records go to another chain.',
  // Reading and verifying.
  AU010: 'A line of the audit log does not have the form of an entry.',
  AU011: 'An entry of the audit log was changed: its content or its place does not have the digest that it had when it was written.',
  AU012: 'Entries are missing, were put in or stand in another order: an entry does not follow from the one before.',
  AU013: 'The last line of a chain is incomplete: its writer was interrupted. The next writer removes it and says so in the log.',
  AU014: 'An entry was erased, and no order in the log says so.',
  AU015: 'An entry should have been erased and is still there: the erasure was interrupted. Erase again.',
  AU016: 'The log does not contain what a checkpoint says it contained: it was cut off, replaced or rewritten since.',
  AU017: 'The beginning of a chain is missing, and no order in the log says so.',
  AU018: 'Decisions were made that could not be written; the log says when, and how many.',
  AU019: 'Entries are encrypted, and the key is missing or another one.',
  AU020: 'Entries could not be erased, because a writer is still adding to the file that holds them.',
  AU021: 'A file of the audit log cannot be read.',
} as const satisfies Record<`AU${string}`, string>;
