const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Verbs with which an ask begins. What follows is asked for, not said. */
export const REQUESTS = list(
  `address answer assess clarify commit confirm consider describe detail disclose engage ensure establish explain give
  identify include inform indicate list let map name outline provide publish report respond review say send set share
  show specify state summarise summarize tell update use verify`,
);

/** Words that open a question inside a sentence: behind them nothing is asserted. */
export const HEDGES = list('whether if what how which who whom whose whatever whichever');
/** These go on as the words before them: "what you do when you learn of a use". */
export const INHERITING = list('when where once after before until unless whenever wherever');
/** These assert what follows, whatever stands before. */
export const ASSERTING = list('that because since although though given despite while whereas why but however');

export const FINITE = list(
  `is are was were am has have had do does did isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t`,
);
export const MODALS = list('will would may can could should shall might must intend plan wish');
/** Acts of speech: that they were done is what the letter’s own quotations show. */
export const SPEECH = list(
  `announced answered described gave mentioned named published quoted referred relayed reported said set stated told wrote`,
);
/** Steady habits that nobody would dispute: "the standard that you apply". */
export const STEADY = list('apply expect follow publish require');
export const REPORTED = list('reported alleged described published cited mentioned named stated quoted');

/** Words that may stand behind a name without making it act. */
export const AFTER_NAMES = list(
  `§ §’s , . ; : ) ( ? ! – — - / and or nor to of in on for with from by at as about between through under over within
  concerning regarding against towards toward via into than per including plc inc ltd llc corp corporation company
  co group holdings technologies technology ag sa se nv products product policy policies processors chips equipment
  statement statements spokesperson supply sales shares share stock shareholders board investor investors relations
  engagement customers distributors subsidiaries subsidiary website report reports case file supplier suppliers itself`,
);
export const ARTICLES = list('the a an this these those its their our people some many all');

/** What a sender may say of its own acts beside a name. Knowing, finding or believing something is not among them. */
export const OWN_ACTS = list(
  `act acts address ask asks attach are aim am be begin copy contact continue correct enclose engage engages expect give
  hold holds hope include intend invest invests keep keeps look manage manages may offer own owns plan print publish
  record represent represents request seek send share speak speaks support thank treat understand update value welcome
  will wish work works would write writes`,
);
/** Adverbs and helpers between a subject and its verb. */
export const BETWEEN = list(
  `also already always be been currently first have has hereby jointly kindly not now only often still then therefore
  together would will may can could should shall might must do does did to`,
);

/** Grave words: beside a name, or as a title, they accuse without any verb. */
export const GRAVE = list(
  `accomplice accuse accused atrocities atrocity blame blood bribe bribery bribes complicit complicity condemn condemns
  corrupt corruption crime crimes criminal criminals denounce deplore disgraceful enslave enslaved fraud genocide guilt
  guilty illegal illegally immoral kill killed kills liar liars lie lied lies lying murder murdered murders shame
  shameful slavery torture tortured tortures torturing unlawful unlawfully violated violates`,
);
/** Conduct, in the forms that assert it of a subject. */
export const CONDUCT = list(
  `abetted abused accepted admitted admits aided arm armed arms assist assisted assists bought breached breaches broke
  built build builds caused causes concealed continued continues delivered delivers did distributed enable enabled
  enables equip equipped equips failed fails financed financed fund funded funds gave gives helped helps hid
  ignored ignores imported exported invested invests knew knows launched made makes misled owned owns paid pays
  powered powers produced produces profit profited profits provided provides ran runs refused refuses sells shipped
  ships sold spied spies supplied supplies supported supports traded transferred trained used uses went worked`,
);
/** Beside these a grave word is a subject of policy, not an accusation: "your policy on bribery". */
export const MEASURES = list(
  `allegation allegations alleged combat commitment commitments diligence end policies policy prevent prevention prohibit
  remedy reported reports risk risks rule rules standard standards statement steps training`,
);
