/** The Python client's own tests, against the daemon as it stands. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { executable, ROOT } from '../support/cli.ts';

const hasPython = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0;

describe.skipIf(!hasPython)('the Python client (needs python3)', () => {
  it('passes its tests', () => {
    const { status, stderr } = spawnSync('python3', ['-B', join(ROOT, 'clients/python/test_portcullis.py')], {
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH ?? '',
        HOME: '/nonexistent',
        PORTCULLIS_DAEMON: JSON.stringify([process.execPath, executable(), 'serve', '--stdio']),
      },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/\nRan 1\d tests in .*\n\nOK\n$/) });
  });
});
