import type { AssessmentView, ClaimView, FindingView, StatementView } from '@libs/contracts';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { ExcerptQuotation } from '../../components/evidence/ExcerptQuotation.tsx';
import { DraftMark } from '../../components/marks/Marks.tsx';
import { VerdictGlyph } from '../../components/marks/VerdictGlyph.tsx';
import { companyWords, drawerWords } from '../../words/company.ts';
import { dateInWords } from '../../words/dates.ts';
import {
  assessmentStatusWords,
  gradeWords,
  replyGradeWords,
  replyOutcomeWords,
  stanceWords,
} from '../../words/kinds.ts';
import { readingWords, verdictWords } from '../../words/verdicts.ts';
import type { Reading } from './comparison-model.ts';
import { answerLines, answersBeside, listingLine, type AnswerLine } from '../../components/evidence/record-lines.ts';
import { isDraft, stateWordOf } from './selection.ts';
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
  // In a low window the passage is more than the answers, which still say that they are there.
  const low = useMediaQuery('screen and (max-height: 800px)', undefined, { getInitialValueInEffect: false });
  if (answers.length === 0) return <Fact term={drawerWords.answer}>{companyWords.noAnswerRecorded}</Fact>;
  const { answerIsClaim, first, rest } = answersBeside(answerLines(answers, claims), shown?.id);
  const folded = first && low ? [first, ...rest] : rest;
  const numbers = folded.map(({ number }) => number).join(', ');
  return (
    <Fact term={drawerWords.answer}>
      {answerIsClaim ? <span>{drawerWords.answerIsClaim}</span> : null}
      {first && !low ? <Answer answer={first} /> : null}
      {folded.length > 0 ? (
        <details className={classes.moreAnswers}>
          <summary>{low ? drawerWords.foldedAnswers(numbers) : drawerWords.moreAnswers(numbers)}</summary>
          {folded.map((answer) => (
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

/** Where the readers disagree both verdicts stand, each with its reader, and what the second one noted. */
function Disagreement({ assessment }: { assessment: AssessmentView }) {
  const { verdict, secondVerdict, firstReader, secondReader, secondNote } = assessment;
  return (
    <div className={classes.disagreement}>
      <DraftMark words={readingWords.inReview} />
      <span>{readingWords.readersDisagree}</span>
      <p>{drawerWords.readBy(firstReader, verdictWords[verdict].full)}</p>
      {secondVerdict ? <p>{drawerWords.readBy(secondReader, verdictWords[secondVerdict].full)}</p> : null}
      {secondNote ? <p>{secondNote}</p> : null}
    </div>
  );
}

function Readers({ reading }: { reading: Reading }) {
  const { status, firstReader, secondReader } = reading.assessment;
  if (status === 'in_review') return <Disagreement assessment={reading.assessment} />;
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
  const statements = assessment.evidence.flatMap(({ statement, stance }) => (statement ? [{ statement, stance }] : []));
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
        {statements.map(({ statement, stance }) => (
          <Fact key={statement.id} term={drawerWords.statements}>
            {drawerWords.statementLine(statement.number ?? statement.label, stanceWords[stance])}
          </Fact>
        ))}
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

interface LeadsToReadings {
  readings: readonly Reading[];
  onSelect: (number: string, look: 'claim' | 'finding') => void;
}

/** The readings that a claim or finding takes part in, each a way to it. */
function ReadingButtons({ readings, look, onSelect }: LeadsToReadings & { look: 'claim' | 'finding' }) {
  return (
    <ul className={classes.readings} aria-label={drawerWords.readings}>
      {readings.map((reading) => (
        <li key={reading.assessment.id}>
          <button type="button" onClick={() => onSelect(reading.assessment.number, look)}>
            <VerdictGlyph verdict={reading.assessment.verdict} />
            <span>
              {verdictWords[reading.assessment.verdict].full}
              {isDraft(reading) ? `, ${stateWordOf(reading)}` : ''}
            </span>
            <span className={classes.number}>{reading.assessment.number}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function ClaimFacts({ claim, readings, onSelect }: LeadsToReadings & { claim: ClaimView }) {
  return (
    <>
      <div>
        <p className={classes.reason}>{claim.claimText}</p>
        {readings.length > 0 ? (
          <ReadingButtons readings={readings} look="claim" onSelect={onSelect} />
        ) : (
          <div className={classes.readers}>
            {drawerWords.notAssessed}. {drawerWords.notAssessedHint}
          </div>
        )}
      </div>
      <dl className={classes.facts}>
        {claim.testableCondition ? <Fact term={drawerWords.testable}>{claim.testableCondition}</Fact> : null}
        {claim.hedges.length > 0 ? <Fact term={drawerWords.hedges}>{claim.hedges.join('; ')}</Fact> : null}
        {claim.scopeText ? <Fact term={drawerWords.scope}>{claim.scopeText}</Fact> : null}
      </dl>
    </>
  );
}

interface FindingFactsProps extends LeadsToReadings {
  finding: FindingView;
  claims: readonly ClaimView[];
}

export function FindingFacts({ finding, claims, readings, onSelect }: FindingFactsProps) {
  const listing = listingLine(finding);
  return (
    <>
      <div>
        <p className={classes.reason}>{finding.attributionLine}</p>
        <div className={classes.readers}>
          {gradeWords[finding.grade]}; {finding.conductDateLine}
        </div>
        {readings.length > 0 ? <ReadingButtons readings={readings} look="finding" onSelect={onSelect} /> : null}
      </div>
      <dl className={classes.facts}>
        {listing ? <Fact term={drawerWords.listing}>{listing}</Fact> : null}
        <Answers answers={finding.answers} claims={claims} shown={null} />
        {finding.unconfirmedNote ? <Fact term={drawerWords.stillToConfirm}>{finding.unconfirmedNote}</Fact> : null}
      </dl>
    </>
  );
}
