import type { Facts } from '../../facts.ts';
import type { Catalogue } from '../../say.ts';
import { joined } from '../../sentences.ts';

/** Korean for a channel that takes no notices; read in `default`. */
export const CHANNEL_WORDS: Pick<Catalogue, 'channel-failed'> = {
  'channel-failed': (facts) => ({
    title: `${channelOf(facts)} 채널에 ${ofSchedule(facts)}알림을 보내지 못했어요`,
    text: joined(why(facts), '보내지 못한 내용은 데드레터 큐에 남아 있어요.'),
    heading: '고칠 점',
    ...facts.listed('problems'),
  }),
};

const channelOf = (facts: Facts): string => facts.text('channel') || '?';

/** Alerts from elsewhere, and rules without a Schedule, are of none. */
const ofSchedule = ({ notice: { schedule } }: Facts): string => schedule && `${schedule} `;

function why(facts: Facts): string {
  const answer = facts.text('status') && `(HTTP ${facts.text('status')})`;
  const setAnew = `curfew channel set ${channelOf(facts)}`;
  switch (facts.text('because')) {
    case 'unknown-channel':
      return `그런 채널이 없어요. 만들려면: ${setAnew}`;
    case 'wrong-config':
      return `저장된 채널 설정이 올바르지 않아요. 다시 쓰려면: ${setAnew}`;
    case 'address':
      return `채널 URL이 공개 호스트의 https 주소가 아니에요. 바꾸려면: ${setAnew} --url -`;
    case 'gone':
      return `웹훅이 없어졌어요${answer}. 새로 만든 뒤에: ${setAnew} --url -`;
    case 'redirected':
      return `웹훅 주소가 옮겨졌는데${answer}, 리디렉션은 따라가지 않아요. 바꾸려면: ${setAnew} --url -`;
    case 'payload':
      return `채팅 서비스가 본문을 받아 주지 않았어요${answer}.`;
    case 'refused':
      return `채팅 서비스가 거절했어요${answer}.`;
    case 'bug':
      return 'Curfew가 이 알림을 문장으로 만들지 못했어요. Curfew의 오류이니 로그의 "no words" 내용을 알려 주세요.';
    case 'too-late':
      return `채팅 서비스가 몇 시간째 아무것도 받지 않아요${answer}.`;
    default:
      return '';
  }
}
