import { auditCsvLines } from './index.ts';

const HASH = 'f'.repeat(64);

describe('the audit trail as CSV', () => {
  it('gives a batch one line for each record', () => {
    const text = auditCsvLines(7, HASH, {
      at: '2026-01-02T03:04:05.678Z',
      act: 'batch',
      by: 'cli:anna',
      batch: 'b-1',
      records: [
        { act: 'record', kind: 'source', recordId: 'r-1', version: 1, versionHash: 'aa' },
        { act: 'import', kind: 'case_file', recordId: 'r-2', version: null, versionHash: null },
      ],
    });
    expect(text.split('\r\n')).toEqual([
      `7,2026-01-02T03:04:05.678Z,cli:anna,,record,source,r-1,1,aa,b-1,,${HASH}`,
      `7,2026-01-02T03:04:05.678Z,cli:anna,,import,case_file,r-2,,,b-1,,${HASH}`,
      '',
    ]);
  });

  it('puts a quote mark before what a spreadsheet would run', () => {
    const text = auditCsvLines(1, HASH, { at: 'x', act: '=1+1', by: '@cli', kind: '-kind', detail: { a: '"' } });
    expect(text).toBe(`1,x,'@cli,,'=1+1,'-kind,,,,,"{""a"":""\\""""}",${HASH}\r\n`);
  });
});
