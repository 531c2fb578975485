export const stateWords = {
  tryAgain: 'Try again',
  stillFetching: (what: string) => `Still fetching ${what}.`,
  loading: (what: string) => `Fetching ${what}`,
  reference: (reference: string) => `Reference ${reference}.`,
  nothingLost: 'Nothing you have recorded is lost.',
  couldNotFetch: (what: string) => `${what.charAt(0).toUpperCase()}${what.slice(1)} could not be fetched.`,
  notFound: 'There is nothing at this address.',
  notFoundHint: 'It may have been withdrawn, or the address may be mistyped.',
  backToCompanies: 'Go to companies',
  connectionLost: 'The server does not answer.',
  connectionHint: 'What you see was fetched earlier. Saving will work again once the connection is back.',
};
