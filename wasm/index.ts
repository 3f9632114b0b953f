/** What the core offers to `src/`: both builds export exactly these. */
import { init, prepare, prepareFrame, scan, setTapeStart } from './scan.ts';

init();

export { prepare, prepareFrame, scan, setTapeStart };
