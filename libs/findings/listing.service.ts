import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { ListingAnswer } from '@libs/contracts';
import { OrganisationsService } from '@libs/organisations';
import { InvalidInput, NotFound } from '@libs/platform/errors';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { calendarProblems } from '@libs/sources';
import { Finding } from './finding.entity.ts';
import { listingAnswer } from './finding.rules.ts';
import { FindingsService } from './findings.service.ts';

@Injectable()
export class ListingService {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly findings: FindingsService,
  ) {}

  /** Was the organisation on a list on that day, by the listings recorded here? */
  async answer(tx: WorkspaceTransaction, organisationId: string, on: string | null): Promise<ListingAnswer> {
    const problems = calendarProblems('on', on);
    if (problems.length > 0) throw new InvalidInput(problems);
    const organisation = (await this.organisations.refs(tx, [organisationId])).get(organisationId);
    if (!organisation) throw new NotFound('organisation');
    const listings = await tx.of(Finding).find({
      where: {
        workspaceId: tx.workspaceId,
        subjectId: organisationId,
        findingType: 'listing',
        status: In(['draft', 'published']),
      },
      order: { number: 'ASC' },
    });
    const ids = listings.map(({ id }) => id);
    const references = await this.findings.references(tx, ids);
    return {
      organisation,
      on,
      ...listingAnswer(listings, on),
      listings: listings.map((listing) => ({
        finding: references.get(listing.id)!.ref,
        authority: listing.authority,
        listedOn: listing.listedOn,
        delistedOn: listing.delistedOn,
        unconfirmedNote: listing.unconfirmedNote,
      })),
    };
  }
}
