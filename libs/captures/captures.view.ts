import type { FileView } from '@libs/contracts';
import type { StoredFile } from './stored-file.entity.ts';

export function fileViewOf(file: StoredFile): FileView {
  return {
    id: file.id,
    name: file.name,
    sizeBytes: file.sizeBytes,
    sha256: file.sha256,
    origin: file.origin,
    address: file.address,
    finalAddress: file.finalAddress,
    responseHeaders: file.responseHeaders,
    keptAt: file.keptAt.toISOString(),
  };
}
