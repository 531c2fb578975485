import { z } from 'zod';
import { ChangePassword } from './account.ts';
import { EraseAccount } from './privacy.ts';
import { MakeAudience, MoveRecord } from './audiences.ts';
import { ConfirmAssessment, RecordAssessment } from './assessments.ts';
import { CaptureFromFile, FetchFile, ReadFile, RecordFromFile } from './captures.ts';
import { CasePack, GivenCasePack } from './case-pack.ts';
import { sentOf, Withdraw } from './common.ts';
import { AddPasskey, ConfirmSignIn, ConfirmTotp, RenamePasskey, RequireFactor, ShowPasskey } from './factors.ts';
import { RecordFinding } from './findings.ts';
import { InvitationToken, InvitePerson, JoinByInvitation } from './invitations.ts';
import { DraftLetter, SaveLetterProfile } from './letters.ts';
import { CloseWorkspace } from './members.ts';
import { RecordOrganisation } from './organisations.ts';
import { ShowRestriction } from './restrictions.ts';
import { ResetPassword } from './resets.ts';
import { RecordAnswer, RecordRound } from './scorecards.ts';
import { AddSealedNote, DestroySealedWords, ReviseSealedNote } from './sealed-notes.ts';
import { SignIn, TakeSecondStep } from './session.ts';
import { BeginSignOn, FinishSignOn, SetSingleSignOn } from './single-sign-on.ts';
import { CaptureAgain, RecordExcerpt, RecordSource } from './sources.ts';
import { MakeToken } from './tokens.ts';
import { RecordClaim, RecordStatement } from './statements.ts';

/** A request body as somebody would send it, with the contract that it meets. */
export interface Example {
  readonly schema: z.ZodType;
  readonly body: unknown;
  /** What the route names, where it reads the body itself. */
  readonly taken?: z.ZodType;
}

function example<Schema extends z.ZodType>(schema: Schema, body: z.input<Schema>): Example {
  return { schema, body };
}

const COMPANY = '01930000-0000-7000-8000-000000000001';
const CUSTOMER = '01930000-0000-7000-8000-000000000002';
const EXCERPT = '01930000-0000-7000-8000-000000000003';
const STATEMENT = '01930000-0000-7000-8000-000000000004';
const CLAIM = '01930000-0000-7000-8000-000000000005';
const FILE = '01930000-0000-7000-8000-000000000007';
const FINDING = '01930000-0000-7000-8000-000000000006';

const WORDS = 'We do not sell cameras to police forces';
const REPORT = `“${WORDS},” said a spokesperson for Sample Devices. Its cameras were delivered to Sample City.`;

/**
 * Invented bodies for the description of the API, one for each contract that a person writes first: the chain from an
 * organisation to a letter. Each parses with its contract. Nothing real stands in them.
 */
export function examples(): Example[] {
  return [...peopleExamples(), ...chainExamples(), ...scoreExamples(), ...letterExamples(), packExample()];
}

const TOKEN = 'not-a-real-token-0000000000000000000000000-';

const PASSKEY_ANSWER = {
  id: 'bm90LWEtcmVhbC1rZXk',
  rawId: 'bm90LWEtcmVhbC1rZXk',
  type: 'public-key' as const,
  response: { clientDataJSON: 'e30' },
};

function peopleExamples(): Example[] {
  return [
    example(SignIn, { email: 'analyst@sample.example', password: 'sample-analyst' }),
    example(InvitePerson, { email: 'anna@sample.example', role: 'analyst', legal: false }),
    example(sentOf(CloseWorkspace), { confirmName: 'Sample Stewardship' }),
    example(MoveRecord, { kind: 'finding', recordId: FINDING, recordVersion: 1, reason: 'The witness asked for it.' }),
    example(ShowRestriction, { kind: 'source', recordId: CLAIM, line: 'A talk with a former employee' }),
    example(AddSealedNote, { title: 'Talk of 3 May', tags: ['witness'], words: 'Calls only from the second number.' }),
    example(sentOf(ReviseSealedNote), { words: 'Calls only in the evening.' }),
    example(DestroySealedWords, { reason: 'The witness asked for it.' }),
    example(MakeAudience, { kind: 'team', name: 'Legal', memberIds: [CUSTOMER] }),
    example(EraseAccount, { confirmEmail: 'sam@sample.example' }),
    example(ChangePassword, {
      currentPassword: 'sample-analyst',
      password: 'seven words that nobody else would choose',
    }),
    example(ResetPassword, { token: TOKEN, password: 'seven words that nobody else would choose' }),
    example(InvitationToken, { token: TOKEN }),
    example(TakeSecondStep, { method: 'totp', code: '123456' }),
    example(ConfirmSignIn, { method: 'password', proof: 'sample-analyst' }),
    example(ConfirmTotp, { code: '123 456' }),
    example(AddPasskey, { name: 'Work laptop', answer: PASSKEY_ANSWER }),
    example(RenamePasskey, { name: 'Old laptop' }),
    example(ShowPasskey, { answer: PASSKEY_ANSWER }),
    example(SetSingleSignOn, {
      issuer: 'https://id.sample.example',
      clientId: 'plumbline',
      clientSecret: 'not-a-real-secret',
      domains: ['sample.example'],
      role: 'viewer',
    }),
    example(BeginSignOn, { workspace: 'demo' }),
    example(FinishSignOn, { query: 'code=not-a-real-code&state=not-a-real-state' }),
    example(RequireFactor, { required: true }),
    example(MakeToken, { workspace: 'demo', name: 'Nightly export', scopes: ['case.read', 'case.export'] }),
    example(JoinByInvitation, {
      token: TOKEN,
      name: 'Anna Sample',
      password: 'seven words that nobody else would choose',
    }),
  ];
}

function chainExamples(): Example[] {
  return [
    example(RecordOrganisation, {
      kind: 'company',
      legalName: 'Sample Devices Inc.',
      shortName: 'Sample Devices',
      country: 'US',
      aliases: [{ text: 'SampleDev', kind: 'short' }],
      identifiers: [{ scheme: 'ticker', value: 'SMPL', qualifier: 'Sample Exchange' }],
      sample: true,
    }),
    example(RecordSource, {
      title: 'Sample report on cameras',
      url: 'https://sample.example/report',
      publisher: 'Sample Gazette',
      publishedOn: '2024-05-14',
      publishedOnOrigin: 'entered_by_hand',
      captureKind: 'full',
      capturedText: REPORT,
    }),
    example(FetchFile, { address: 'https://sample-courier.example/2026/cameras' }),
    example(ReadFile, { whole: false }),
    example(RecordFromFile, { fileId: FILE, title: 'Sample Devices sold cameras', publisher: 'Sample Courier' }),
    example(CaptureFromFile, { fileId: FILE }),
    example(CaptureAgain, { capturedText: `${REPORT} Updated on 15 May.` }),
    example(RecordExcerpt, { startUtf16: 1, endUtf16: 1 + WORDS.length, exact: WORDS }),
    example(RecordStatement, {
      excerptId: EXCERPT,
      quotationType: 'direct',
      speakerRole: 'spokesperson',
      speakerOrganisationId: COMPANY,
      reportedBy: 'Sample Gazette',
      cueText: 'said a spokesperson for Sample Devices',
      madeOn: '2024-05',
      madeOnOrigin: 'derived',
    }),
    example(RecordClaim, {
      companyId: COMPANY,
      excerptId: EXCERPT,
      statementIds: [STATEMENT],
      claimText: 'Sample Devices sells no cameras to police forces',
      claimType: 'denial',
      testableCondition: 'A delivery of its cameras to a police force',
    }),
    example(RecordFinding, {
      findingType: 'supply',
      subjectId: COMPANY,
      objectId: CUSTOMER,
      productText: 'cameras',
      reportedBy: 'Sample Gazette',
      reportedOn: '2024-05-14',
      reportedOnOrigin: 'in_text',
      excerptIds: [EXCERPT],
      answerStatementIds: [STATEMENT],
    }),
    example(RecordAssessment, {
      claimId: CLAIM,
      rationale: 'The report does not say when the cameras were delivered, so they may be older than the words.',
      verdict: 'not_enough_evidence',
      asOf: '2024-06-30',
      evidence: [{ findingId: FINDING, stance: 'context', weightNote: 'No date of delivery' }],
    }),
    example(sentOf(ConfirmAssessment), { verdict: 'not_enough_evidence', note: 'Read without the first verdict.' }),
    example(sentOf(Withdraw), { reason: 'Recorded twice.' }),
  ];
}

function scoreExamples(): Example[] {
  return [
    example(RecordRound, {
      title: 'Sample round 2024',
      periodStart: '2024-01-01',
      periodEnd: '2024-12-31',
      basisNote: 'Invented for demonstration',
      companyIds: [COMPANY],
      sample: true,
    }),
    example(sentOf(RecordAnswer), {
      researchStatus: 'found',
      answerKey: 'partial',
      comment: 'A spokesperson says so; no document was seen.',
      claimIds: [CLAIM],
    }),
  ];
}

function letterExamples(): Example[] {
  return [
    example(sentOf(SaveLetterProfile), {
      key: 'sample-devices',
      title: 'First contact with Sample Devices',
      sample: true,
      senderOrganisation: 'Sample Fund',
      senderAddress: ['1 Sample Street', 'Sampleton'],
      senderDescription: 'Sample Fund invests for its members and holds shares in Sample Devices.',
      signatoryName: 'Sam Sample',
      signatoryTitle: 'Head of stewardship',
      recipientName: 'The Board of Directors',
      recipientCareOf: 'c/o Company Secretary',
      companyAddress: ['2 Sample Avenue', 'Sampleville'],
      companyId: COMPANY,
      issueTitle: 'Use of your cameras',
      asks: [
        { text: 'Say whether cameras were delivered to Sample City, and when.', objective: 'account' },
        { text: 'Publish the policy that your spokesperson referred to.', objective: 'policy' },
        { text: 'Describe how resale is checked.', objective: 'monitoring' },
      ],
      callWindows: [{ weekday: 'tuesday', from: '10:00', to: '12:00', zone: 'UTC' }],
      replyEmail: 'stewardship@sample.example',
      replyContact: 'Sam Sample, +1 555 0100',
      publicationNotice: 'We may publish this letter and your reply.',
    }),
    example(DraftLetter, { companyId: COMPANY, profile: 'sample-devices', letterDate: '2024-07-01' }),
  ];
}

/** The smallest pack that says something: one company, and nothing recorded of it yet. */
function packExample(): Example {
  const body = example(CasePack, {
    format: 'plumbline-case',
    formatVersion: 1,
    key: 'sample-devices',
    title: 'Sample Devices',
    summary: 'A case that was opened and has no source yet.',
    notice: 'Everything in this pack is invented.',
    organisations: [
      {
        key: 'sample-devices',
        kind: 'company',
        legalName: 'Sample Devices Inc.',
        shortName: 'Sample Devices',
        sample: true,
      },
    ],
    sources: [],
    excerpts: [],
    statements: [],
    claims: [],
    findings: [],
    assessments: [],
    rounds: [],
    letterProfiles: [],
  });
  return { ...body, taken: GivenCasePack };
}
