/** The core's refusal numbers (`wasm/codes.ts`) as codes of the table, in the same order. */
import type { Code } from '../base/index.ts';

export const REFUSALS: readonly Code[] = [
  'SH002', // unused: 0 is no refusal
  'SH001',
  'SH002',
  'SH003',
  'SH004',
  'SH005',
  'SH006',
  'SH007',
  'SH008',
  'SH009',
  'SH010',
  'SH012',
  'SH013',
  'SH014',
  'SH016',
  'SH017',
  'SH020',
];
