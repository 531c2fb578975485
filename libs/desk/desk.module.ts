import { Module } from '@nestjs/common';
import { SearchController } from './search.controller.ts';
import { SearchService } from './search.service.ts';

/** Reads across all rooms. Search is its first part. */
@Module({ controllers: [SearchController], providers: [SearchService], exports: [SearchService] })
export class DeskModule {}
