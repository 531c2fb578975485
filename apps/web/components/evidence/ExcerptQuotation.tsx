import type { ExcerptView } from '@libs/contracts';
import { useArchive } from '../../client/archive.ts';
import controls from '../controls/Controls.module.css';
import { UnreadableWords } from './UnreadableCopy.tsx';
import { Quotation, type WordsForm } from './Quotation.tsx';

interface ExcerptQuotationProps {
  excerpt: ExcerptView;
  form: WordsForm;
  large?: boolean;
  clamp?: boolean;
}

/** The words of an excerpt, cut from the archived text; grey lines until the text is here. */
export function ExcerptQuotation({ excerpt, form, large, clamp }: ExcerptQuotationProps) {
  const archive = useArchive();
  const words = archive.words(excerpt);
  if (archive.unreadable(excerpt.sourceId)) return <UnreadableWords />;
  if (words === undefined) {
    return (
      <div className={controls.bars} aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
    );
  }
  return (
    <Quotation
      words={words}
      form={form}
      language={archive.source(excerpt.sourceId)?.language}
      {...(large ? { large } : {})}
      {...(clamp ? { clamp } : {})}
    />
  );
}
