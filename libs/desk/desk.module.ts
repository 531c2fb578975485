import { Module } from '@nestjs/common';
import { NamesController } from './names.controller.ts';
import { SearchController } from './search.controller.ts';
import { SearchService } from './search.service.ts';

/** Reads across all rooms: search, and what ids stand for. */
@Module({ controllers: [SearchController, NamesController], providers: [SearchService], exports: [SearchService] })
export class DeskModule {}
