import type { ClaimView, FindingView, SourceView, StatementView } from '@libs/contracts';
import { clauseBehindCue, sentenceAround, standingOf, withoutTrailing, type Stretch } from '@libs/domain/anchoring';
import { weekdayOf } from '@libs/domain/dates';
import { possessive, printDate, type ExcerptEntry, type FieldValue } from '@libs/typesetting';

// The sentences that a letter makes of records. They add who said or reported it, and nothing else: the words of a
// report stay the report's, without quotation marks, and a speaker's own words stay between them. Words that are no
// clause by themselves are never made into one: they are set apart behind a sentence that is whole without them.

/** What the words of a source lose at their end, where the letter's own sentence goes on. */
const END = /[\s.,;]/u;

export const LOCALE = 'en-GB';
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** "The Wall Street Journal reported, as relayed by The Hill,": up to the word "that". */
export function attributionOf(finding: FindingView): string {
  const { reportedBy, reportedVia, basis, authority } = finding;
  if (basis === 'official_record') return `${authority ?? reportedBy ?? reportedVia ?? 'An official record'} records`;
  if (reportedBy && reportedVia && reportedBy !== reportedVia) {
    const verb = basis === 'company_confirms' ? 'said' : 'reported';
    return `${reportedBy} ${verb}, as relayed by ${reportedVia},`;
  }
  if (reportedBy) return `${reportedBy} ${basis === 'company_confirms' ? 'said' : 'reported'}`;
  return `${reportedVia ?? 'The source'} reported, naming no source in the sentence,`;
}

/** What stands before a report's words that are set apart: of whom they are, which the words alone may not say. */
export function passageLead(finding: FindingView, outlet: string): string {
  const other = finding.object && finding.object.id !== finding.subject.id ? finding.object.name : null;
  const party = other ? `, with ${other} as the other party` : '';
  const attribution = attributionOf(finding);
  const own = attribution.startsWith(`${outlet} re`) ? 'in these words' : `in these words of ${outlet}`;
  return `Of ${finding.subject.name}${party}, ${attribution.replace(/,$/, '')}, ${own}:`;
}

/** The report's words behind "that", where they are a clause whose subject is the finding's; null for all others. */
export function conductOf(finding: FindingView, names: string[], text: string): string | null {
  const [excerpt] = finding.excerpts;
  if (standingOf(text, excerpt!) === 'fragment' || isToldByOthers(finding)) return null;
  const words = trimmed(excerpt!.exact);
  const plain = words.replace(/\s/gu, ' ');
  const verb = finding.role ? plain.indexOf(` ${finding.role} `) : -1;
  const opening = verb > 0 ? plain.slice(0, verb) : null;
  const opens = (name: string) =>
    opening === null
      ? words.startsWith(`${name} `) && /^\p{Ll}/u.test(words.slice(name.length + 1))
      : opening === name || opening.startsWith(`${name} and `) || opening.endsWith(` and ${name}`);
  return names.some(opens) && !opening?.includes(',') ? words : null;
}

/** "A shopkeeper told the Courier that": who told the outlet belongs to the report, which says less without it. */
function isToldByOthers({ cueText }: FindingView): boolean {
  return cueText !== null && !/\breport(?:s|ed)\b/.test(cueText);
}

/** Where the words of a finding stand that are set apart: with the reporting words of their sentence. */
export function reportOf(finding: FindingView, text: string): Stretch {
  const [excerpt] = finding.excerpts;
  return finding.cueText ? sentenceAround(text, excerpt!) : passageOf(text, excerpt!);
}

/** Where the words to print stand: the excerpt where it opens its sentence and is whole, else all of the sentence. */
export function passageOf(text: string, excerpt: Stretch): Stretch {
  return standingOf(text, excerpt) === 'sentence' ? excerpt : sentenceAround(text, excerpt);
}

/** Where the words of a statement stand that are not all its speaker's: behind the report's "that", or set apart. */
export function reportedWords(statement: StatementView, text: string): Stretch & { form: 'clause' | 'passage' } {
  const { excerpt, cueText } = statement;
  if (standingOf(text, excerpt) === 'that_clause') return { ...stretchOf(excerpt), form: 'clause' };
  const clause = clauseBehindCue(text, excerpt, cueText);
  return clause ? { ...clause, form: 'clause' } : { ...passageOf(text, excerpt), form: 'passage' };
}

/** A stretch of the source as a letter prints it: words as they stand, and what a speaker said bound to its excerpt. */
export function partsOf(text: string, stretch: Stretch, quotable: StatementView[]): FieldValue[] {
  const quoted = quotable
    .filter(({ excerpt }) => excerpt.startUtf16 >= stretch.startUtf16 && excerpt.endUtf16 <= stretch.endUtf16)
    .sort((one, other) => one.excerpt.startUtf16 - other.excerpt.startUtf16);
  const parts: FieldValue[] = [];
  let at = stretch.startUtf16;
  for (const statement of quoted) {
    if (statement.excerpt.startUtf16 < at) continue;
    // The marks of the source give way to the letter's own around the bound words.
    const words = unopened(text.slice(at, statement.excerpt.startUtf16), at === stretch.startUtf16);
    if (words) parts.push({ words: words.replace(/["“„]$/u, '') });
    parts.push({ excerpt: excerptEntry(statement) });
    at = statement.excerpt.endUtf16;
  }
  const rest = trimmed(unopened(text.slice(at, stretch.endUtf16), quoted.length === 0));
  if (rest) parts.push({ words: rest });
  return parts.filter((part) => (part as { words?: string }).words !== '');
}

/** Drops the source's closing mark behind bound words; a comma before it belongs to the sentence and stays. */
function unopened(words: string, isStart: boolean): string {
  return isStart ? words : words.replace(/^([.,]?)["”]/u, (_, mark: string) => (mark === ',' ? ',' : ''));
}

function trimmed(words: string): string {
  return withoutTrailing(words, END);
}

function stretchOf({ startUtf16, endUtf16 }: Stretch): Stretch {
  return { startUtf16, endUtf16 };
}

function organisationOf(statement: StatementView): string {
  return statement.speakerOrganisation?.name ?? statement.speakerName ?? 'the speaker';
}

/** The speaker as a letter names one, and whether a comma parts it from its verb. */
export function speakerOf(statement: StatementView): { name: string; comma: boolean } {
  const { speakerName, speakerRole, speakerOrganisation, viaOrganisation } = statement;
  const via = viaOrganisation && viaOrganisation.id !== speakerOrganisation?.id ? viaOrganisation.name : null;
  const role = speakerRole && !speakerName?.toLowerCase().includes(speakerRole.toLowerCase()) ? speakerRole : null;
  const relayed = (name: string) => ({ name: via ? `${name}, in words relayed by ${via}` : name, comma: via !== null });
  if (speakerName && speakerOrganisation) {
    const named = role ? `${speakerName}, ${role} for ${speakerOrganisation.name}` : null;
    return {
      ...relayed(named ?? `${speakerName} for ${speakerOrganisation.name}`),
      comma: named !== null || via !== null,
    };
  }
  if (speakerName) return relayed(role ? `${speakerName} (${role})` : speakerName);
  // Words relayed by another organisation: whose role is recorded, the record does not say.
  if (role && speakerOrganisation && !via) {
    return relayed(`${/^[aeiou]/i.test(role) ? 'an' : 'a'} ${role} for ${speakerOrganisation.name}`);
  }
  return relayed(organisationOf(statement));
}

/** " to The Hill", or the place of the words in brackets where it is no addressee. */
function channelOf({ channel }: StatementView): string {
  if (!channel) return '';
  return /^(?:to|in|on|at|before|during|through)\s/.test(channel) ? ` ${channel}` : ` (${channel})`;
}

/** To whom it was said, where that is recorded: "The Wall Street Journal". */
export function toldTo({ channel }: StatementView): string | null {
  return channel ? (/^to (?:the (?=\p{Lu}))?(.+)$/u.exec(channel)?.[1] ?? null) : null;
}

/** What stands before a quotation: who, to whom, through whom, and a colon. */
export function quotationLead(statement: StatementView): string {
  const { name, comma } = speakerOf(statement);
  const reporter = statement.reportedBy;
  const relayed = reporter && !statement.channel?.includes(reporter) ? `, as reported by ${reporter}` : '';
  return `${capitalised(name)}${comma ? ',' : ''} said${channelOf(statement)}${relayed}:`;
}

/** The lead of the commitment with its date at its own precision: "In May 2026, …", "On 27 November 2019, …". */
export function datedLead(statement: StatementView): string {
  const { value } = statement.madeOn;
  const lead = quotationLead(statement);
  if (!value) return lead;
  const named = statement.speakerName ?? statement.speakerOrganisation?.name;
  const rest = named && lead.startsWith(named) ? lead : lead.charAt(0).toLowerCase() + lead.slice(1);
  return `${value.length === 10 ? 'On' : 'In'} ${printDate(value, LOCALE)}, ${rest}`;
}

/** What stands before the report's words for what was said: they are the reporter's and the lead says so. */
export function paraphraseLead(statement: StatementView, form: 'clause' | 'passage'): string {
  const { name, comma } = speakerOf(statement);
  const outlet = statement.reportedBy ?? 'the source';
  const addressee = toldTo(statement);
  const verb = `${comma ? ',' : ''} ${addressee ? `told ${addressee}` : `said${channelOf(statement)}`}`;
  const mixed = statement.quotationType === 'mixed';
  if (form === 'clause') {
    const manner = mixed ? 'except for the words in quotation marks' : 'not in quoted words';
    return `In ${possessive(outlet)} paraphrase, ${manner}, ${name}${verb} that`;
  }
  const whose = mixed
    ? `words of ${outlet}, except for those in quotation marks`
    : `words of ${outlet}, not quoted ones`;
  return `${capitalised(outlet)} gives what ${name}${verb}, in these ${whose}:`;
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function excerptEntry(statement: StatementView): ExcerptEntry {
  return {
    kind: 'excerpt',
    excerptId: statement.excerpt.id,
    exact: statement.excerpt.exact,
    speaker: statement.speakerName ?? statement.speakerOrganisation?.name ?? 'The speaker',
    ...(statement.channel && { channel: statement.channel }),
  };
}

/** Where a date is from, in words for a note; undefined for one that the source prints. */
export function dateOriginOf(date: StatementView['madeOn'], text: string | null): string | undefined {
  if (!date.value || date.origin === 'in_text' || date.origin === null) return undefined;
  if (date.origin === 'entered_by_hand') return 'date entered by hand, not in the text';
  const weekday = date.value.length === 10 ? WEEKDAYS[weekdayOf(date.value) % 7]! : null;
  const isNamed = weekday !== null && new RegExp(`\\b${weekday}\\b`).test(text ?? '');
  return isNamed ? `date derived from the word ${weekday} in the source` : 'date derived, not printed in the source';
}

/** Behind "We write about what …": who published it, when, and concerning whom. No verb of the reports is changed. */
export function issueSummary(
  findings: FindingView[],
  sources: SourceView[],
  company: { id: string; name: string },
): string {
  const outlets = [...new Set(sources.map((source) => source.publisher ?? source.title))];
  const others = new Set(
    findings
      .flatMap(({ subject, object }) => [subject, object])
      .flatMap((party) => (party && party.id !== company.id ? party.name : [])),
  );
  const isReport = findings.every((finding) => finding.basis !== 'official_record');
  const [only] = sources;
  const day = sources.length === 1 && only!.publishedOn.value ? printDate(only!.publishedOn.value, LOCALE) : null;
  const when = day ? ` ${only!.publishedOn.precision === 'day' ? 'on' : 'in'} ${day}` : '';
  const concerning = listed([company.name, ...others]);
  // The sentence brings its own full stop.
  return `${listed(outlets)} ${isReport ? 'reported' : 'published'}${when} concerning ${concerning}`.replace(/\.$/, '');
}

function listed(names: string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The gap between words and report, stated neutrally and from what the records hold. */
export function gapStatement(findings: FindingView[], policy: ClaimView | null, isOwnDocument: boolean): string {
  const sentences: string[] = [];
  if (
    findings.every((finding) => finding.happenedOn === null && finding.startedOn === null && finding.endedOn === null)
  ) {
    sentences.push('The reports do not say when the conduct they describe took place.');
  }
  if (policy && !isOwnDocument) {
    sentences.push('We know of the commitment from this statement, and have not seen the document behind it.');
  }
  sentences.push(
    policy
      ? 'From these sources alone we cannot tell how the statement and the reported conduct fit together.'
      : 'From these sources alone we cannot tell which commitment of the company would apply to what was reported.',
  );
  return sentences.join(' ');
}

/** A text of the profile as whole sentences: the next one of the letter follows it. */
export function completed(text: string): string {
  return /[.!?…:][”"’)\]]*$/u.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

/** A stretch of a source, in UTF-16 units. */
export interface Span {
  sourceId: string;
  startUtf16: number;
  endUtf16: number;
}

export function keyOf({ sourceId, startUtf16, endUtf16 }: Span): string {
  return `${sourceId} ${startUtf16} ${endUtf16}`;
}

export function within(inner: Span, outer: Span): boolean {
  return inner.sourceId === outer.sourceId && inner.startUtf16 >= outer.startUtf16 && inner.endUtf16 <= outer.endUtf16;
}

export function inSourceOrder(one: Span, other: Span): number {
  if (one.sourceId !== other.sourceId) return one.sourceId < other.sourceId ? -1 : 1;
  return one.startUtf16 - other.startUtf16;
}

/** The findings whose words lie within no other's, in their order; of those with the same words the first. */
export function headsOf(findings: FindingView[]): FindingView[] {
  const placed = findings.map((finding, order) => ({ finding, order, span: finding.excerpts[0]! }));
  placed.sort(
    (one, other) =>
      inSourceOrder(one.span, other.span) || other.span.endUtf16 - one.span.endUtf16 || one.order - other.order,
  );
  let widest: Span | null = null;
  const heads = placed.filter(({ span }) => {
    // What comes earlier in this order begins no later, so the one that reached farthest tells.
    if (widest !== null && within(span, widest)) return false;
    widest = span;
    return true;
  });
  return heads.sort((one, other) => one.order - other.order).map(({ finding }) => finding);
}
