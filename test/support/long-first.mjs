import Sequencer from '@jest/test-sequencer';

// Browsers, whole programs and faults take longest: begun last, one of them would run alone at the end.
const LONG = ['/test/e2e/', '/test/cli/', '/test/faults/'];
const rank = ({ path }) => {
  const found = LONG.findIndex((folder) => path.replaceAll('\\', '/').includes(folder));
  return found < 0 ? LONG.length : found;
};

/** The order of the specs: the long ones first, and within a folder as jest would. */
export default class LongFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
}
