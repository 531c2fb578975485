export { addKey, readKeys, type SealingOptions } from './key-file.ts';
export { KEY_BYTES, openBytes, SealBroken, sealBytes, type SealedPlace, type SealingKey } from './sealed-bytes.ts';
export { SealingModule } from './sealing.module.ts';
export { Sealing } from './sealing.service.ts';
