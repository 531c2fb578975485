import type { ClaimView, ComparisonView, FindingView, StatementView } from '@libs/contracts';
import { useArchive } from '../../client/archive.ts';
import { ExcerptQuotation } from '../../components/evidence/ExcerptQuotation.tsx';
import { verdictEncodings } from '../../components/marks/encodings.ts';
import { VerdictGlyph } from '../../components/marks/VerdictGlyph.tsx';
import { companyWords, drawerWords } from '../../words/company.ts';
import { dateInWords, dateWords } from '../../words/dates.ts';
import { gradeWords } from '../../words/kinds.ts';
import { readingWords, verdictWords } from '../../words/verdicts.ts';
import { findingItems, type FindingItem, type Reading } from './comparison-model.ts';
import {
  answerLines,
  answersBeside,
  formOfClaim,
  formOfFinding,
  kindsOf,
  listingLine,
  numbersOf,
  remarkOf,
  type AnswerLine,
} from '../../components/evidence/record-lines.ts';
import { isDraft } from './selection.ts';
import classes from './Pairs.module.css';

interface PairsProps {
  view: ComparisonView;
  readings: Reading[];
  onSelect: (number: string, look: 'claim' | 'finding') => void;
}

const dateOf = (value: string | null) => (value ? dateInWords(value) : dateWords.none);

/** On narrow screens the facing columns become pairs: said, our reading, reported. Then what stands alone. */
export function Pairs({ view, readings, onSelect }: PairsProps) {
  const assessed = new Set(readings.map(({ claim }) => claim.id));
  const met = new Set(readings.flatMap(({ findings }) => findings.map(({ id }) => id)));
  const acts = (items: FindingItem[]): FindingItem[] => items.flatMap((item) => [item, ...acts(item.acts)]);
  const alone = acts(findingItems(view)).filter((item) => !item.findings.some(({ id }) => met.has(id)));
  const claims = view.claims.filter(({ id }) => !assessed.has(id));
  return (
    <>
      {readings.map((reading) => (
        <article key={reading.assessment.id} className={classes.pair}>
          <Said claim={reading.claim} onSelect={onSelect} />
          <VerdictBar reading={reading} onSelect={() => onSelect(reading.assessment.number, 'claim')} />
          {reading.findings.map((finding) => (
            <Reported
              key={finding.id}
              findings={[finding]}
              ofOther={finding.subject.id !== view.company.id}
              claims={view.claims}
              said={reading.claim}
              onSelect={onSelect}
            />
          ))}
        </article>
      ))}
      {claims.length > 0 ? (
        <section className={classes.alone}>
          <h2>{companyWords.pairsTitle}</h2>
          <ul>
            {claims.map((claim) => (
              <li key={claim.id}>
                <Said claim={claim} onSelect={onSelect} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {alone.length > 0 ? (
        <section className={classes.alone}>
          <h2>{companyWords.findingsAlone}</h2>
          <ul>
            {alone.map((item) => (
              <li key={item.key}>
                <Reported findings={item.findings} ofOther={item.ofOther} claims={view.claims} onSelect={onSelect} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Said({ claim, onSelect }: { claim: ClaimView; onSelect: PairsProps['onSelect'] }) {
  return (
    <>
      <p className={classes.side}>
        {companyWords.said}, {claim.saidOn.value ? dateInWords(claim.saidOn.value) : dateWords.notStated}
        {claim.mayQuote ? '' : `, ${companyWords.paraphrase}`}{' '}
        <button
          type="button"
          aria-label={companyWords.show(claim.number)}
          onClick={() => onSelect(claim.number, 'claim')}
        >
          {claim.number}
        </button>
      </p>
      <div className={classes.words}>
        <ExcerptQuotation excerpt={claim.excerpt} form={formOfClaim(claim)} />
      </div>
      <p className={classes.attribution}>{claim.attributionLine}</p>
    </>
  );
}

interface ReportedProps {
  findings: [FindingView, ...FindingView[]];
  ofOther: boolean;
  claims: ClaimView[];
  said?: ClaimView;
  onSelect: PairsProps['onSelect'];
}

function Reported({ findings, ofOther, claims, said, onSelect }: ReportedProps) {
  const { spoken } = useArchive();
  const [finding] = findings;
  const excerpt = finding.excerpts[0];
  const listing = listingLine(finding);
  return (
    <>
      <p className={classes.side}>
        {companyWords.reported}, {dateOf(finding.reportedOn.value)}, {kindsOf(findings).toLowerCase()}
        {ofOther ? ` ${companyWords.by(finding.subject.shortName)}` : ''}{' '}
        <button
          type="button"
          aria-label={companyWords.show(numbersOf(findings))}
          onClick={() => onSelect(finding.number, 'finding')}
        >
          {numbersOf(findings)}
        </button>
      </p>
      {excerpt ? (
        <div className={classes.words}>
          <ExcerptQuotation excerpt={excerpt} form={formOfFinding(finding, spoken)} />
        </div>
      ) : null}
      <p className={classes.attribution}>
        {finding.attributionLine}; {remarkOf(finding, ofOther)}
      </p>
      {listing ? <p className={classes.attribution}>{listing}</p> : null}
      <Answers answers={finding.answers} claims={claims} said={said ?? null} />
    </>
  );
}

interface AnswersProps {
  answers: StatementView[];
  claims: ClaimView[];
  /** The claim that stands above already. */
  said: ClaimView | null;
}

/** The first answer stands open, the others are named by their numbers: a phone would show them under every finding. */
function Answers({ answers, claims, said }: AnswersProps) {
  if (answers.length === 0) return null;
  const { answerIsClaim, first, rest } = answersBeside(answerLines(answers, claims), said?.id);
  return (
    <div className={classes.answer}>
      <strong>{companyWords.companysAnswer}</strong>
      {answerIsClaim ? <p className={classes.attribution}>{drawerWords.answerIsClaim}</p> : null}
      {first ? <Answer answer={first} /> : null}
      {rest.length > 0 ? (
        <details>
          <summary>{drawerWords.moreAnswers(rest.map(({ number }) => number).join(', '))}</summary>
          {rest.map((answer) => (
            <Answer key={answer.key} answer={answer} />
          ))}
        </details>
      ) : null}
    </div>
  );
}

const Answer = ({ answer }: { answer: AnswerLine }) => (
  <div>
    <ExcerptQuotation excerpt={answer.excerpt} form={answer.form} clamp />
    <span className={classes.attribution}>
      {answer.number}, {answer.line}
    </span>
  </div>
);

/** Shape, word and edge style of one reading, as wide as the page. */
function VerdictBar({ reading, onSelect }: { reading: Reading; onSelect: () => void }) {
  const { verdict, grade, asOf, number, status } = reading.assessment;
  const encoding = verdictEncodings[verdict];
  const facts = drawerWords.evidenceLine(grade ? gradeWords[grade] : drawerWords.noFindings, dateInWords(asOf), '');
  return (
    <button type="button" className={classes.verdict} style={{ background: encoding.wash }} onClick={onSelect}>
      <svg width="4" viewBox="0 0 4 100" preserveAspectRatio="none" aria-hidden="true">
        <path
          d="M2 0v100"
          stroke={encoding.graphic}
          strokeWidth="4"
          strokeDasharray={encoding.dash}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <span className={classes.glyph}>
        <VerdictGlyph verdict={verdict} />
      </span>
      <span className={classes.verdictWords}>
        <strong style={{ color: encoding.text }}>{verdictWords[verdict].full}</strong>
        <span>
          {facts}
          {isDraft(reading)
            ? `; ${status === 'in_review' ? readingWords.inReviewDisagree : readingWords.draftNoReader}`
            : ''}
        </span>
      </span>
      <span className={classes.number}>{number}</span>
    </button>
  );
}
