import type { ComparisonView, SourceView } from '@libs/contracts';
import { ExcerptQuotation } from '../../components/evidence/ExcerptQuotation.tsx';
import { answerLines, type AnswerLine } from '../../components/evidence/record-lines.ts';
import { PrintedSources } from '../../components/print/PrintedSources.tsx';
import { dateInWords } from '../../words/dates.ts';
import { drawerWords } from '../../words/company.ts';
import { gradeWords } from '../../words/kinds.ts';
import { printWords } from '../../words/print.ts';
import { verdictWords } from '../../words/verdicts.ts';
import type { Reading } from './comparison-model.ts';
import classes from './Company.module.css';

const answersTo = ({ findings }: Reading, view: ComparisonView) =>
  answerLines(
    findings.flatMap((finding) => finding.answers),
    view.claims,
  );

interface PrintNotesProps {
  view: ComparisonView;
  /** Readings that are printed: those with a second reader. */
  readings: Reading[];
  sources: SourceView[];
}

/** On paper notes replace drawer and links: each reading with its evidence and answer, then every source. */
export function PrintNotes({ view, readings, sources }: PrintNotesProps) {
  const told = new Set([
    ...view.claims.map(({ id }) => id),
    ...readings.flatMap((reading) => answersTo(reading, view).map(({ key }) => key)),
  ]);
  const others = answerLines(view.answers, view.claims).filter(({ key }) => !told.has(key));
  return (
    <footer className={classes.printNotes}>
      <ol>
        {readings.map((reading) => (
          <ReadingNote key={reading.assessment.id} reading={reading} view={view} />
        ))}
        {others.length > 0 ? (
          <li>
            {printWords.otherAnswers} <Answers lines={others} />
          </li>
        ) : null}
        <PrintedSources sources={sources} />
        <li>
          {printWords.printed(dateInWords(new Date().toISOString()))}
          {view.company.sample ? ` ${printWords.invented}` : ''}
        </li>
      </ol>
    </footer>
  );
}

function ReadingNote({ reading, view }: { reading: Reading; view: ComparisonView }) {
  const { assessment, claim, findings } = reading;
  const answers = answersTo(reading, view);
  return (
    <li>
      {printWords.reading(assessment.number, verdictWords[assessment.verdict].full)}{' '}
      {printWords.holds(claim.number, findings.map(({ number }) => number).join(', '), dateInWords(assessment.asOf))}{' '}
      {assessment.rationale}{' '}
      {printWords.evidence(assessment.grade ? gradeWords[assessment.grade] : drawerWords.noFindings)}{' '}
      {assessment.askedWhat
        ? printWords.asked(assessment.askedOn ? dateInWords(assessment.askedOn) : null, assessment.askedWhat)
        : null}{' '}
      {assessment.answerDueOn ? printWords.due(dateInWords(assessment.answerDueOn)) : null}{' '}
      {answers.length > 0 ? (
        <>
          {printWords.companysAnswer} <Answers lines={answers} />
        </>
      ) : null}
    </li>
  );
}

const Answers = ({ lines }: { lines: AnswerLine[] }) =>
  lines.map((line, index) => (
    <span key={line.key} className={classes.answer}>
      <ExcerptQuotation excerpt={line.excerpt} form={line.form} /> ({line.number}, {line.line})
      {index < lines.length - 1 ? '; ' : '.'}
    </span>
  ));
