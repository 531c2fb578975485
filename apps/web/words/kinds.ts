import type {
  AssessmentStatus,
  ClaimType,
  EvidenceGrade,
  FindingBasis,
  FindingType,
  LetterState,
  OrganisationKind,
  QuotationType,
  ReplyGrade,
  ReplyOutcome,
  SourceType,
  Stance,
} from '@libs/domain/vocabulary';

export const claimTypeWords: Record<ClaimType, string> = {
  commitment: 'Commitment',
  policy: 'Policy',
  denial: 'Denial',
  fact: 'Fact',
  knowledge: 'Knowledge',
  limitation: 'Limitation',
};

export const findingTypeWords: Record<FindingType, string> = {
  ownership: 'Ownership',
  supply: 'Supply',
  resale: 'Resale',
  investment: 'Investment',
  listing: 'Listing',
  incident: 'Incident',
  unknown_link: 'Link of unknown kind',
};

export const gradeWords: Record<EvidenceGrade, string> = {
  official_record: 'official record',
  company_confirms: 'the company confirms',
  two_reports: 'two reports',
  one_report: 'one report',
  allegation: 'allegation',
};

/** "3 by one report": a count of findings with what they rest on. */
export const gradeCountWords: Record<EvidenceGrade, string> = {
  official_record: 'on official record',
  company_confirms: 'confirmed by the company',
  two_reports: 'by two reports',
  one_report: 'by one report',
  allegation: 'alleged',
};

export const basisWords: Record<FindingBasis, string> = {
  official_record: 'An official record',
  company_confirms: 'The company’s own confirmation',
  report: 'A report',
  allegation: 'An allegation without a named source',
};

export const stanceWords: Record<Stance, string> = {
  supports: 'supports',
  contradicts: 'contradicts',
  qualifies: 'qualifies',
  context: 'context',
};

export const replyOutcomeWords: Record<ReplyOutcome, string> = {
  answered: 'answered',
  declined: 'declined to answer',
  no_reply: 'none',
  bounced: 'the request bounced',
};

export const replyGradeWords: Record<ReplyGrade, string> = {
  none: 'none',
  tangential: 'tangential',
  partial: 'partial',
  full: 'full',
};

export const quotationTypeWords: Record<QuotationType, string> = {
  direct: 'Direct: the speaker’s own words',
  mixed: 'Mixed: the speaker’s words inside a reporter’s sentence',
  indirect: 'Indirect: the reporter’s wording',
};

export const organisationKindWords: Record<OrganisationKind, string> = {
  company: 'Company',
  authority: 'Authority',
  media: 'Media',
  civil_society: 'Civil society',
  investor: 'Investor',
  body: 'Body',
};

export const sourceTypeWords: Record<SourceType, string> = {
  selfDeclaration: 'the company itself',
  officialRegister: 'official register',
  thirdParty: 'third party',
  primaryResearch: 'primary research',
  verified: 'verified',
};

export const assessmentStatusWords: Record<AssessmentStatus, string> = {
  draft: 'draft',
  in_review: 'in review: the readers disagree',
  company_feedback: 'with the company',
  published: 'published',
  appealed: 'appealed',
  superseded: 'superseded',
  withdrawn: 'withdrawn',
};

export const letterStateWords: Record<LetterState, string> = {
  draft: 'draft',
  in_review: 'in review',
  approved: 'approved',
  signing: 'signing',
  sent: 'sent',
  delivered: 'delivered',
  failed: 'delivery failed',
  answered: 'answered',
  closed: 'closed',
};
