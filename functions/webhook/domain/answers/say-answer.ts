import type { Instant } from '../../../shared/calendar/instant.ts';
import type { Entry } from '../../../shared/rows/schedule.ts';
import { unreachable } from '../../../shared/failure/unreachable.ts';
import type { Post } from '../post.ts';
import type { Language } from '../say.ts';
import type { Answer } from './answer.ts';
import { sayAlarms } from './say-alarms.ts';
import { sayChanged, sayRefused } from './say-change.ts';
import { sayExceptions, sayInfo, sayList, sayWeek } from './say-look.ts';
import { sayStatus } from './say-status.ts';
import { sayFailed, sayHelp, sayLeftAlone, sayMayNotChange, sayMistake, sayUnknownName } from './say-talk.ts';
import { speechAbout, type Speech } from './speech.ts';

/** Puts an answer into words; times are those of the schedule's zone, seen from `now`. */
export function sayAnswer(answer: Answer, { language, now }: { language: Language; now: Instant }): Post {
  const about = ({ schedule: { name, timeZone } }: Entry): Speech => speechAbout({ name, timeZone, language, now });
  switch (answer.kind) {
    case 'help':
      return sayHelp(answer, language);
    case 'alarms':
      return sayAlarms(answer.about, { language, now });
    case 'list':
      return sayList(answer, { language, now });
    case 'unknown-name':
      return sayUnknownName(answer, language);
    case 'mistake':
      return sayMistake(answer, language);
    case 'may-not-change':
      return sayMayNotChange(answer, language);
    case 'left-alone':
      return sayLeftAlone(answer, language);
    case 'failed':
      return sayFailed(answer, language);
    case 'refused':
      return sayRefused(answer, about(answer.entry));
    case 'changed':
      return sayChanged(answer, about(answer.entry));
    case 'status':
      return sayStatus(answer, about(answer.entry));
    case 'info':
      return sayInfo(answer, about(answer.entry));
    case 'week':
      return sayWeek(answer, about(answer.entry));
    case 'exceptions':
      return sayExceptions(answer, about(answer.entry));
    default:
      return unreachable(answer);
  }
}
