import type { ClaimView, ComparisonView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ArchiveContext, useSourceTexts } from '../../client/archive.ts';
import { comparisonQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { AssessDialog } from '../../components/assess/AssessDialog.tsx';

interface AssessFromSourceProps {
  claim: ClaimView;
  onClose: () => void;
}

/** The assessment form over a source: the findings offered are all of the claim's company, whatever their source. */
export function AssessFromSource({ claim, onClose }: AssessFromSourceProps) {
  const { slug } = useWorkspace();
  const { data } = useQuery(comparisonQuery(slug, claim.company.id));
  return data ? <Opened claim={claim} view={data} onClose={onClose} /> : null;
}

function Opened({ claim, view, onClose }: AssessFromSourceProps & { view: ComparisonView }) {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const excerpts = [...view.findings, ...view.actsOfOthers].flatMap((finding) => finding.excerpts);
  const archive = useSourceTexts(slug, [...new Set([claim.excerpt, ...excerpts].map(({ sourceId }) => sourceId))]);
  const leadTo = (pair: string) =>
    void navigate({
      to: '/w/$workspace/company/$companyId',
      params: { workspace: slug, companyId: claim.company.id },
      search: { pair },
    });
  return (
    <ArchiveContext.Provider value={archive}>
      <AssessDialog claim={claim} view={view} assessment={null} onRecorded={leadTo} onClose={onClose} />
    </ArchiveContext.Provider>
  );
}
