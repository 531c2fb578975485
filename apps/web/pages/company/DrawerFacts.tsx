import type { ClaimView, FindingView, StatementView } from '@libs/contracts';
import type { ReactNode } from 'react';
import { ExcerptQuotation } from '../../components/evidence/ExcerptQuotation.tsx';
import { DraftMark } from '../../components/marks/Marks.tsx';
import { companyWords, drawerWords } from '../../words/company.ts';
import { dateInWords } from '../../words/dates.ts';
import {
  assessmentStatusWords,
  gradeWords,
  replyGradeWords,
  replyOutcomeWords,
  stanceWords,
} from '../../words/kinds.ts';
import { readingWords } from '../../words/verdicts.ts';
import type { Reading } from './comparison-model.ts';
import { answerLines, listingLine, type AnswerLine } from '../../components/evidence/record-lines.ts';
import classes from './Drawer.module.css';

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </>
);

interface AnswersProps {
  answers: readonly StatementView[];
  claims: readonly ClaimView[];
  /** The claim that the drawer shows already. */
  shown: ClaimView | null;
}

/**
 * Every answer that the same source gives. One in the company's own words stands open; the others are named by their
 * numbers and open on request, so that the archived passage below stays in sight.
 */
function Answers({ answers, claims, shown }: AnswersProps) {
  if (answers.length === 0) return <Fact term={drawerWords.answer}>{companyWords.noAnswerRecorded}</Fact>;
  const lines = answerLines(answers, claims);
  const others = lines
    .filter(({ key }) => key !== shown?.id)
    .toSorted((a, b) => Number(a.form === 'indirect') - Number(b.form === 'indirect'));
  const [first, ...rest] = others;
  return (
    <Fact term={drawerWords.answer}>
      {others.length < lines.length ? <span>{drawerWords.answerIsClaim}</span> : null}
      {first ? <Answer answer={first} /> : null}
      {rest.length > 0 ? (
        <details className={classes.moreAnswers}>
          <summary>{drawerWords.moreAnswers(rest.map(({ number }) => number).join(', '))}</summary>
          {rest.map((answer) => (
            <Answer key={answer.key} answer={answer} />
          ))}
        </details>
      ) : null}
    </Fact>
  );
}

const Answer = ({ answer }: { answer: AnswerLine }) => (
  <div className={classes.answer}>
    <ExcerptQuotation excerpt={answer.excerpt} form={answer.form} clamp />
    <small>
      {answer.number}, {answer.line}
    </small>
  </div>
);

function Readers({ reading }: { reading: Reading }) {
  const { status, firstReader, secondReader } = reading.assessment;
  if (status === 'published' && firstReader && secondReader) {
    return <div className={classes.readers}>{drawerWords.secondReader(firstReader, secondReader)}</div>;
  }
  return (
    <div className={classes.readers}>
      <DraftMark />
      <span>{status === 'draft' ? readingWords.noSecondReader : assessmentStatusWords[status]}</span>
    </div>
  );
}

export function ReadingFacts({ reading, claims }: { reading: Reading; claims: readonly ClaimView[] }) {
  const { assessment, findings, claim } = reading;
  const stances = [...new Set(assessment.evidence.map(({ stance }) => stanceWords[stance]))].join(', ');
  const answers = [...new Map(findings.flatMap((finding) => finding.answers).map((one) => [one.id, one])).values()];
  const notes = findings.flatMap((finding) => (finding.unconfirmedNote ? [finding.unconfirmedNote] : []));
  return (
    <>
      <div>
        <p className={classes.reason}>{assessment.rationale}</p>
        <Readers reading={reading} />
      </div>
      <dl className={classes.facts}>
        {assessment.askedWhat ? (
          <Fact term={drawerWords.asked}>
            {[assessment.askedOn ? dateInWords(assessment.askedOn) : null, assessment.askedWhat]
              .filter(Boolean)
              .join(': ')}
          </Fact>
        ) : null}
        {assessment.answerDueOn ? <Fact term={drawerWords.due}>{dateInWords(assessment.answerDueOn)}</Fact> : null}
        {assessment.replyOutcome ? (
          <Fact term={drawerWords.reply}>
            {[
              replyOutcomeWords[assessment.replyOutcome],
              assessment.replyGrade && replyGradeWords[assessment.replyGrade],
            ]
              .filter(Boolean)
              .join(', ')}
          </Fact>
        ) : null}
        <Fact term={drawerWords.evidence}>
          {drawerWords.evidenceLine(
            assessment.grade ? gradeWords[assessment.grade] : drawerWords.noFindings,
            dateInWords(assessment.asOf),
            stances,
          )}
        </Fact>
        {findings.length > 0 ? <Answers answers={answers} claims={claims} shown={claim} /> : null}
        {notes.map((note) => (
          <Fact key={note} term={drawerWords.stillToConfirm}>
            {note}
          </Fact>
        ))}
      </dl>
    </>
  );
}

export function ClaimFacts({ claim }: { claim: ClaimView }) {
  return (
    <>
      <div>
        <p className={classes.reason}>{claim.claimText}</p>
        <div className={classes.readers}>
          {drawerWords.notAssessed}. {drawerWords.notAssessedHint}
        </div>
      </div>
      <dl className={classes.facts}>
        {claim.testableCondition ? <Fact term={drawerWords.testable}>{claim.testableCondition}</Fact> : null}
        {claim.hedges.length > 0 ? <Fact term={drawerWords.hedges}>{claim.hedges.join('; ')}</Fact> : null}
        {claim.scopeText ? <Fact term={drawerWords.scope}>{claim.scopeText}</Fact> : null}
      </dl>
    </>
  );
}

export function FindingFacts({ finding, claims }: { finding: FindingView; claims: readonly ClaimView[] }) {
  const listing = listingLine(finding);
  return (
    <>
      <div>
        <p className={classes.reason}>{finding.attributionLine}</p>
        <div className={classes.readers}>
          {gradeWords[finding.grade]}; {finding.conductDateLine}
        </div>
      </div>
      <dl className={classes.facts}>
        {listing ? <Fact term={drawerWords.listing}>{listing}</Fact> : null}
        <Answers answers={finding.answers} claims={claims} shown={null} />
        {finding.unconfirmedNote ? <Fact term={drawerWords.stillToConfirm}>{finding.unconfirmedNote}</Fact> : null}
      </dl>
    </>
  );
}
