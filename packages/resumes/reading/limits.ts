/** How much a file may be, and what reading it may cost. */
import { resumeLimits } from '@greenroom/contracts';

export const limits = {
  ...resumeLimits,
  /** Less is a cover page or a scan with a stamp. */
  leastWords: 30,
  /** From start to text; a long résumé takes 0.3 s. */
  readMs: 20_000,
  /** V8's heap; a résumé of ten pages needs 30 MB. */
  heapMb: 256,
  /** Everything that the reading process holds, buffers included. */
  residentMb: 512,
  zip: {
    entries: 2_000,
    /** All entries together, unpacked. */
    unpackedBytes: 60 * 1024 * 1024,
    /** XML parts become trees of twenty times their size. */
    xmlBytes: 8 * 1024 * 1024,
    /** Unpacked to packed, for entries above `ratioFromBytes`; XML of real documents reaches about 30. */
    ratio: 150,
    ratioFromBytes: 1024 * 1024,
  },
} as const;
