import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { LetterProfileView, SaveLetterProfile } from '@libs/contracts';
import { OrganisationsService } from '@libs/organisations';
import { packageRoot } from '@libs/platform/config';
import { InvalidInput, NotFound, RuleBroken } from '@libs/platform/errors';
import { addDays, weekdayOf } from '@libs/domain/dates';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import type { FieldValue } from '@libs/typesetting';
import type { LetterMaterial } from './letter-context.ts';
import { completed, WEEKDAYS } from './letter-sentences.ts';
import { LetterProfile } from './letter.entity.ts';

const KIND = 'letter_profile';

/** What a profile must hold, in the words of the screen: named when a letter has none. */
const NEEDED = [
  ['senderOrganisation', 'who writes'],
  ['senderAddress', 'the sender’s address'],
  ['senderDescription', 'who the sender is and what it holds'],
  ['signatoryName', 'who signs'],
  ['signatoryTitle', 'the title of who signs'],
  ['recipientName', 'whom the letter addresses'],
  ['companyAddress', 'the company’s address'],
  ['issueTitle', 'the subject line'],
  ['asks', 'three to five asks, each with its objective'],
  ['callWindows', 'windows for a call'],
  ['replyEmail', 'where the reply goes'],
  ['replyContact', 'one contact for the reply'],
  ['publicationNotice', 'what is done with the reply'],
] as const;

@Injectable()
export class LetterProfilesService {
  constructor(private readonly organisations: OrganisationsService) {}

  async list(tx: WorkspaceTransaction): Promise<LetterProfileView[]> {
    const found = await tx.of(LetterProfile).find({ where: { workspaceId: tx.workspaceId }, order: { key: 'ASC' } });
    return found.map(profileView);
  }

  /** Makes a profile, or revises the one with this key when the writer names the version seen. */
  async save(tx: WorkspaceTransaction, key: string, input: SaveLetterProfile): Promise<LetterProfileView> {
    if (input.key !== key)
      throw new InvalidInput([{ path: 'key', code: 'key', message: `is not the key in the address (${key})` }]);
    if (input.companyId) await this.organisations.requireLive(tx, input.companyId);
    const { version, key: _key, companyId, sample, ...fields } = input;
    const known = await tx.of(LetterProfile).findOneBy({ workspaceId: tx.workspaceId, key });
    if (!known) {
      if (version !== null) throw new NotFound('letter profile');
      const profile = Object.assign(new LetterProfile(), { id: tx.newId(), key, companyId, sample, fields });
      await tx.insert(LetterProfile, profile, { kind: KIND, act: 'record' });
      return profileView(profile);
    }
    if (version === null)
      throw new RuleBroken(
        'already_recorded',
        `There is a profile ${key} already: send the version you saw to revise it.`,
      );
    Object.assign(known, { companyId, sample, fields });
    await tx.update(LetterProfile, known, version, { kind: KIND, act: 'revise' });
    return profileView(known);
  }

  /**
   * The profile that a letter to a company uses: the one that is named, or the only one that fits.
   * @throws InvalidInput with every field that is missing, where there is none
   */
  async choose(
    tx: WorkspaceTransaction,
    companyId: string,
    companyName: string,
    key: string | null,
  ): Promise<LetterProfile> {
    const all = await tx.of(LetterProfile).find({ where: { workspaceId: tx.workspaceId }, order: { key: 'ASC' } });
    const fitting = all.filter((profile) => profile.companyId === null || profile.companyId === companyId);
    if (key !== null) {
      const named = fitting.find((profile) => profile.key === key);
      if (named) return named;
      const known = fitting.map((profile) => profile.key).join(', ') || 'none';
      throw new InvalidInput([
        {
          path: 'profile',
          code: 'no_letter_profile',
          message: `there is no letter profile ${key} for ${companyName}; there are: ${known}`,
        },
      ]);
    }
    const own = fitting.filter((profile) => profile.companyId === companyId);
    const candidates = own.length > 0 ? own : fitting;
    if (candidates.length === 1) return candidates[0]!;
    if (candidates.length > 1) {
      const keys = candidates.map((profile) => profile.key).join(', ');
      throw new InvalidInput([
        { path: 'profile', code: 'several_letter_profiles', message: `say which letter profile: ${keys}` },
      ]);
    }
    throw new InvalidInput(
      NEEDED.map(([field, words]) => ({
        path: `profile.${field}`,
        code: 'no_letter_profile',
        message: `is missing: there is no letter profile for ${companyName} that says ${words}`,
      })),
    );
  }
}

export function profileView(profile: LetterProfile): LetterProfileView {
  const { id, key, companyId, sample, version, fields } = profile;
  return { id, key, companyId, sample, version, ...fields };
}

/** A call is offered no sooner than a week after the letter. */
const CALL_NOTICE_DAYS = 7;

/** The fields of a letter that the record does not hold, and the company's. */
export function profileFields({ profile, company, letterDate }: LetterMaterial): Record<string, FieldValue> {
  const { fields } = profile;
  return {
    sender_org: fields.senderOrganisation,
    sender_address: fields.senderAddress,
    sender_description: completed(fields.senderDescription),
    signatories: [
      { name: fields.signatoryName, title: fields.signatoryTitle, organisation: fields.senderOrganisation },
    ],
    company_legal_name: company.legalName,
    company_name: company.shortName,
    company_address: fields.companyAddress,
    recipient_name: fields.recipientCareOf ? fields.recipientName : undefined,
    recipient_title: fields.recipientCareOf ?? fields.recipientName,
    salutation: fields.salutation,
    issue_title: fields.issueTitle,
    reply_email: fields.replyEmail,
    reply_contact: fields.replyContact,
    asks: fields.asks.map((ask, at) => ({ number: at + 1, text: ask.text, objective_id: ask.objective })),
    call_windows: fields.callWindows
      .map((window) => ({
        day: nextWeekday(addDays(letterDate, CALL_NOTICE_DAYS), window.weekday),
        from: window.from,
        to: window.to,
        zone: window.zone,
      }))
      .sort((one, other) => `${one.day} ${one.from}`.localeCompare(`${other.day} ${other.from}`)),
    publication_notice: completed(fields.publicationNotice),
  };
}

function nextWeekday(from: string, weekday: string): string {
  let day = from;
  while (WEEKDAYS[weekdayOf(day) % 7]!.toLowerCase() !== weekday) day = addDays(day, 1);
  return day;
}

/** What is invented: the fields of a sample profile, and the facts where any record or party is a sample. */
export function sampleFieldsOf({ profile, company, findings, actsOfOthers, sources }: LetterMaterial): string[] {
  const parties = [...findings, ...actsOfOthers].flatMap(({ subject, object }) => [subject, object]);
  const isSample =
    company.sample || parties.some((party) => party?.sample) || [...sources.values()].some(({ sample }) => sample);
  return [
    ...(profile.sample
      ? ['sender_org', 'sender_address', 'signatories', 'company_address', 'asks', 'call_windows', 'reply_contact']
      : []),
    ...(isSample ? ['company_legal_name', 'reports', 'policy_quote', 'company_answers', 'other_answers'] : []),
  ];
}

interface PublicHolidays {
  countries: Record<string, { days: Record<string, string> }>;
}

/** Holidays of the country written to; without one, every day that is a holiday in one we know (A2). */
export function holidaysFor(country: string | null): string[] {
  const path = join(packageRoot(), 'libs/letters/calendars/public-holidays.json');
  const { countries } = JSON.parse(readFileSync(path, 'utf8')) as PublicHolidays;
  const own = country === null ? undefined : countries[country];
  const calendars = own ? [own] : Object.values(countries);
  return [...new Set(calendars.flatMap(({ days }) => Object.keys(days)))].sort();
}
