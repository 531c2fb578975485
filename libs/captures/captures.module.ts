import { Module, type DynamicModule } from '@nestjs/common';
import { registerEntities } from '@libs/platform/database';
import type { FetchProxy } from '@libs/platform/fetching';
import { SourcesModule } from '@libs/sources';
import { CapturesController } from './captures.controller.ts';
import { DifferencesService } from './differences.service.ts';
import { DocumentsService } from './documents.service.ts';
import { FilesService } from './files.service.ts';
import { PAGE_PROXY, PagesService } from './pages.service.ts';
import { StoredFile } from './stored-file.entity.ts';

registerEntities(StoredFile);

@Module({})
export class CapturesModule {
  static forRoot({ proxy }: { proxy: FetchProxy | null }): DynamicModule {
    return {
      module: CapturesModule,
      imports: [SourcesModule],
      controllers: [CapturesController],
      providers: [
        FilesService,
        DocumentsService,
        PagesService,
        DifferencesService,
        { provide: PAGE_PROXY, useValue: proxy },
      ],
      exports: [FilesService, DocumentsService],
    };
  }
}
