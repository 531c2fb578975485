import { Injectable } from '@nestjs/common';
import { AssessmentsService } from '@libs/assessments';
import type { AssessmentView, CasePack, ClaimView, FindingView, StatementView } from '@libs/contracts';
import { FindingsService } from '@libs/findings';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { ClaimsService, StatementsService } from '@libs/statements';
import { gather, type CaseLedger } from './case-ledger.ts';
import { parentsFirst } from './pack-form.ts';

type PackStatement = CasePack['statements'][number];
type PackClaim = CasePack['claims'][number];
type PackFinding = CasePack['findings'][number];
type PackAssessment = CasePack['assessments'][number];

export interface HeldEvidence {
  statements: StatementView[];
  claims: ClaimView[];
  findings: FindingView[];
  assessments: AssessmentView[];
}

interface Numbered {
  number: string;
  status: string;
}

const live = { isLive: ({ status }: Numbered) => status !== 'withdrawn', nameOf: ({ number }: Numbered) => number };

/** Carries statements, claims, findings and assessments between a pack and the record. */
@Injectable()
export class CaseEvidence {
  constructor(
    private readonly statements: StatementsService,
    private readonly claims: ClaimsService,
    private readonly findings: FindingsService,
    private readonly assessments: AssessmentsService,
  ) {}

  async write(tx: WorkspaceTransaction, pack: CasePack, ledger: CaseLedger): Promise<void> {
    for (const [index, statement] of pack.statements.entries()) {
      await ledger.attempt(`statements.${index}`, () => this.writeStatement(tx, statement, ledger));
    }
    const claimPlaces = placesOf(pack.claims);
    for (const claim of parentsFirst(pack.claims, ({ supersedes }) => supersedes)) {
      await ledger.attempt(`claims.${claimPlaces.get(claim.key)}`, () => this.writeClaim(tx, claim, ledger));
    }
    const findingPlaces = placesOf(pack.findings);
    for (const finding of parentsFirst(pack.findings, ({ follows }) => follows)) {
      await ledger.attempt(`findings.${findingPlaces.get(finding.key)}`, () => this.writeFinding(tx, finding, ledger));
    }
    for (const [index, assessment] of pack.assessments.entries()) {
      await ledger.attempt(`assessments.${index}`, () => this.writeAssessment(tx, assessment, ledger));
    }
  }

  /** Loads what of the case is live, and what its judgements and findings have come to rest on. */
  async gather(tx: WorkspaceTransaction, ledger: CaseLedger): Promise<HeldEvidence> {
    const assessments = await gather<AssessmentView>(ledger, {
      kind: 'assessment',
      load: (ids) => this.assessments.views(tx, ids),
      ...live,
      follow: ({ claim, evidence }) => {
        ledger.adopt('claim', claim.id);
        for (const { finding, statement } of evidence) {
          ledger.adopt('finding', finding?.id);
          ledger.adopt('statement', statement?.id);
        }
      },
    });
    const findings = await gather<FindingView>(ledger, {
      kind: 'finding',
      load: (ids) => this.findings.views(tx, ids),
      ...live,
      follow: ({ subject, object, follows, excerpts, answers }) => {
        ledger.adopt('organisation', subject.id);
        ledger.adopt('organisation', object?.id);
        ledger.adopt('finding', follows?.id);
        for (const { id } of excerpts) ledger.adopt('excerpt', id);
        for (const { id } of answers) ledger.adopt('statement', id);
      },
    });
    const claims = await gather<ClaimView>(ledger, {
      kind: 'claim',
      load: (ids) => this.claims.views(tx, ids),
      ...live,
      follow: ({ company, excerpt, statements }) => {
        ledger.adopt('organisation', company.id);
        ledger.adopt('excerpt', excerpt.id);
        for (const { id } of statements) ledger.adopt('statement', id);
      },
    });
    const statements = await gather<StatementView>(ledger, {
      kind: 'statement',
      load: (ids) => this.statements.views(tx, ids),
      ...live,
      follow: ({ excerpt, speakerOrganisation, viaOrganisation }) => {
        ledger.adopt('excerpt', excerpt.id);
        ledger.adopt('organisation', speakerOrganisation?.id);
        ledger.adopt('organisation', viaOrganisation?.id);
      },
    });
    return { statements, claims, findings, assessments };
  }

  print(held: HeldEvidence, ledger: CaseLedger): Pick<CasePack, keyof HeldEvidence> {
    return {
      statements: held.statements.map((view) => printedStatement(view, ledger)),
      claims: held.claims.map((view) => printedClaim(view, ledger)),
      findings: held.findings.map((view) => printedFinding(view, ledger)),
      assessments: held.assessments.map((view) => printedAssessment(view, ledger)),
    };
  }

  private async writeStatement(tx: WorkspaceTransaction, statement: PackStatement, ledger: CaseLedger): Promise<void> {
    const { key, number, status, excerpt, speakerOrganisation, viaOrganisation, ...fields } = statement;
    const input = {
      ...fields,
      excerptId: ledger.idOf('excerpt', excerpt),
      speakerOrganisationId: ledger.idOrNull('organisation', speakerOrganisation),
      viaOrganisationId: ledger.idOrNull('organisation', viaOrganisation),
    };
    const { id } = await this.statements.record(tx, input, { number, status });
    ledger.note('statement', key, id, number);
  }

  private async writeClaim(tx: WorkspaceTransaction, claim: PackClaim, ledger: CaseLedger): Promise<void> {
    const { key, number, status, company, excerpt, statements, supersedes, ...fields } = claim;
    const input = {
      ...fields,
      companyId: ledger.idOf('organisation', company),
      excerptId: ledger.idOf('excerpt', excerpt),
      statementIds: statements.map((statement) => ledger.idOf('statement', statement)),
      supersedesClaimId: ledger.idOrNull('claim', supersedes),
    };
    const { id } = await this.claims.record(tx, input, { number, status });
    ledger.note('claim', key, id, number);
  }

  private async writeFinding(tx: WorkspaceTransaction, finding: PackFinding, ledger: CaseLedger): Promise<void> {
    const { key, number, status, subject, object, follows, excerpts, answers, ...fields } = finding;
    const input = {
      ...fields,
      subjectId: ledger.idOf('organisation', subject),
      objectId: ledger.idOrNull('organisation', object),
      followsFindingId: ledger.idOrNull('finding', follows),
      excerptIds: excerpts.map((excerpt) => ledger.idOf('excerpt', excerpt)),
      answerStatementIds: answers.map((answer) => ledger.idOf('statement', answer)),
    };
    const { id } = await this.findings.record(tx, input, { number, status });
    ledger.note('finding', key, id, number);
  }

  private async writeAssessment(
    tx: WorkspaceTransaction,
    assessment: PackAssessment,
    ledger: CaseLedger,
  ): Promise<void> {
    const { key, number, claim, evidence, ...rest } = assessment;
    const { status, statusReason, firstReader, secondReader, secondVerdict, secondNote, ...fields } = rest;
    const given = { number, status, statusReason, firstReader, secondReader, secondVerdict, secondNote };
    const input = {
      ...fields,
      claimId: ledger.idOf('claim', claim),
      evidence: evidence.map(({ finding, statement, stance, weightNote }) => ({
        findingId: ledger.idOrNull('finding', finding),
        statementId: ledger.idOrNull('statement', statement),
        stance,
        weightNote,
      })),
    };
    const { id } = await this.assessments.record(tx, input, given);
    ledger.note('assessment', key, id, number);
  }
}

function placesOf(items: { key: string }[]): Map<string, number> {
  return new Map(items.map(({ key }, index) => [key, index]));
}

function printedStatement(view: StatementView, ledger: CaseLedger): PackStatement {
  const { quotationType, speakerName, speakerRole, reportedBy, channel, cueText, madeOn, status } = view;
  return {
    quotationType,
    speakerName,
    speakerRole,
    reportedBy,
    channel,
    cueText,
    madeOn: madeOn.value,
    madeOnOrigin: madeOn.origin,
    coreferenceNote: view.coreferenceNote,
    negated: view.negated,
    key: ledger.keyOf('statement', view),
    number: ledger.numberOf('statement', view.id),
    status,
    excerpt: ledger.keyOf('excerpt', view.excerpt),
    speakerOrganisation: ledger.keyOrNull('organisation', view.speakerOrganisation),
    viaOrganisation: ledger.keyOrNull('organisation', view.viaOrganisation),
  };
}

function printedClaim(view: ClaimView, ledger: CaseLedger): PackClaim {
  const { claimText, claimType, answersAllegation, hedges, scopeText, testableCondition, deadline } = view;
  return {
    claimText,
    claimType,
    answersAllegation,
    hedges,
    scopeText,
    testableCondition,
    deadline,
    // A version needs the later capture of its document, and a pack does not tie captures together.
    drift: null,
    supersedes: null,
    key: ledger.keyOf('claim', view),
    number: ledger.numberOf('claim', view.id),
    status: view.status,
    company: ledger.keyOf('organisation', view.company),
    excerpt: ledger.keyOf('excerpt', view.excerpt),
    statements: ledger.keysOf('statement', view.statements),
  };
}

function printedFinding(view: FindingView, ledger: CaseLedger): PackFinding {
  const { findingType, basis, objectText, role, productText, share, controlQualifier, directness } = view;
  const { startedOn, endedOn, happenedOn, authority, programId, listedOn, delistedOn, authorityCitation } = view;
  const { unconfirmedNote, reportedBy, reportedVia, reportedOn, cueText, negated, ungpRelationship, status } = view;
  const { severityScale, severityScope, severityIrremediability } = view;
  return {
    ...{ findingType, basis, objectText, role, productText, share, controlQualifier, directness },
    ...{ startedOn, endedOn, happenedOn, authority, programId, listedOn, delistedOn, authorityCitation },
    ...{ unconfirmedNote, reportedBy, reportedVia, cueText, negated, ungpRelationship, status },
    ...{ severityScale, severityScope, severityIrremediability },
    reportedOn: reportedOn.value,
    reportedOnOrigin: reportedOn.origin,
    key: ledger.keyOf('finding', view),
    number: ledger.numberOf('finding', view.id),
    subject: ledger.keyOf('organisation', view.subject),
    object: ledger.keyOrNull('organisation', view.object),
    follows: ledger.keyOrNull('finding', view.follows),
    excerpts: ledger.keysOf('excerpt', view.excerpts),
    answers: ledger.keysOf('statement', view.answers),
  };
}

function printedAssessment(view: AssessmentView, ledger: CaseLedger): PackAssessment {
  const { verdict, status, statusReason, asOf, rationale, secondVerdict, secondNote } = view;
  const { askedWhat, askedOn, answerDueOn, replyOutcome, replyGrade } = view;
  const evidence = view.evidence.map(({ finding, statement, stance, weightNote }) => ({
    finding: ledger.keyOrNull('finding', finding),
    statement: ledger.keyOrNull('statement', statement),
    stance,
    weightNote,
  }));
  return {
    key: ledger.keyOf('assessment', view),
    number: ledger.numberOf('assessment', view.id),
    claim: ledger.keyOf('claim', view.claim),
    ...{ verdict, status, statusReason, asOf, rationale, askedWhat, askedOn, answerDueOn, replyOutcome, replyGrade },
    evidence: evidence.filter(({ finding, statement }) => finding !== null || statement !== null),
    firstReader: personOf(view.firstReader, view.firstReaderRole),
    secondReader: personOf(view.secondReader, view.secondReaderRole),
    secondVerdict,
    secondNote,
  };
}

function personOf(name: string | null, role: string | null): PackAssessment['firstReader'] {
  return name === null ? null : { name, role: role ?? 'reader' };
}
