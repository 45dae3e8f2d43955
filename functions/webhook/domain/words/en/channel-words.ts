import type { Facts } from '../../facts.ts';
import type { Catalogue } from '../../say.ts';
import { joined } from '../../sentences.ts';

/** English for a channel that takes no notices; read in `default`. */
export const CHANNEL_WORDS: Pick<Catalogue, 'channel-failed'> = {
  'channel-failed': (facts) => ({
    title: `Channel ${channelOf(facts)}: a notice${ofSchedule(facts)} was not delivered`,
    text: joined(why(facts), 'What it was to be told waits in the dead-letter queue.'),
    heading: 'What is wrong',
    ...facts.listed('problems'),
  }),
};

const channelOf = (facts: Facts): string => facts.text('channel') || '?';

/** Alerts from elsewhere, and rules without a Schedule, are of none. */
const ofSchedule = ({ notice: { schedule } }: Facts): string => schedule && ` of ${schedule}`;

function why(facts: Facts): string {
  const answer = facts.text('status') && ` (HTTP ${facts.text('status')})`;
  const setAnew = `curfew channel set ${channelOf(facts)}`;
  switch (facts.text('because')) {
    case 'unknown-channel':
      return `There is no such channel. To make it: ${setAnew}`;
    case 'wrong-config':
      return `What is stored for it is not right. To write it anew: ${setAnew}`;
    case 'address':
      return `Its URL is not https to a public host. To change it: ${setAnew} --url -`;
    case 'gone':
      return `Its webhook is gone${answer}. Make a new one, then: ${setAnew} --url -`;
    case 'redirected':
      return `Its webhook has moved${answer}, and redirects are not followed. To change it: ${setAnew} --url -`;
    case 'payload':
      return `Its service did not take the text${answer}.`;
    case 'refused':
      return `Its service refuses it${answer}.`;
    case 'bug':
      return 'Curfew could not put it into words, which is a fault of Curfew: please report what its log says ("no words").';
    case 'too-late':
      return `Its service has taken nothing for hours${answer}.`;
    default:
      return '';
  }
}
