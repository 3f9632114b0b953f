// Writes records until it is killed, or so many of them: MODULE FOLDER COUNT. Prints the number of each that was flushed, or the fault.
const [, , module, folder, count] = process.argv;
const { openAuditLog } = await import(module);
const { value: log, diagnostics } = await openAuditLog({ folder, fsync: 'never' });
if (log === null) throw new Error(JSON.stringify(diagnostics));

const record = {
  time: new Date().toISOString(),
  surface: 'local',
  principal: { user: 'ada', groups: [] },
  client: null,
  workspace: '/w',
  method: 'policy/evaluate',
  request: { command: `echo ${'x'.repeat(200)}` },
  decision: 'allow',
  basis: 'rules',
  reason: 'because',
  rules: [],
  findings: [],
  policy: { fingerprint: 'sha256:0', stale: false },
  durationUs: 5,
};

for (let number = 1; number <= (Number(count) || Number.POSITIVE_INFINITY); number++) {
  log.append(record);
  const fault = log.flush();
  process.stdout.write(fault ? `fault ${fault.code}\n` : `${number}\n`);
  if (fault) break;
  if (number % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
}
log.close();
