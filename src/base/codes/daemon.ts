/** Codes `DMnnn` of the daemon area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const DAEMON_CODES = {
  DM001: 'the policy could not be loaded at all; every request is forbidden until it can',
  DM002: 'the audit log is required and cannot be written; nothing is allowed until it can',
  DM003: 'the socket, port or token file of the daemon cannot be used',
} as const satisfies Record<`DM${string}`, string>;
