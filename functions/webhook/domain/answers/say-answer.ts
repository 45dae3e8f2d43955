import type { Entry } from '../../../shared/rows/schedule.ts';
import { unreachable } from '../../../shared/failure/unreachable.ts';
import type { Post } from '../post.ts';
import type { Answer } from './answer.ts';
import { sayAlarms } from './say-alarms.ts';
import { sayChanged, sayRefused } from './say-change.ts';
import { sayExceptions, sayInfo, sayList, sayWeek } from './say-look.ts';
import { sayStatus } from './say-status.ts';
import { sayFailed, sayHelp, sayLeftAlone, sayMayNotChange, sayMistake, sayUnknownName } from './say-talk.ts';
import { speechOn, type Listener, type Speech } from './speech.ts';

/** Puts an answer into words; times are those of the schedule's zone, seen from `now`. */
export function sayAnswer(answer: Answer, listener: Listener): Post {
  const { keyword } = listener;
  const post = say(answer, listener);
  return keyword === undefined ? post : { ...post, keyword };
}

function say(answer: Answer, listener: Listener): Post {
  const { language } = listener;
  const about = (entry: Entry): Speech => speechOn(entry, listener);
  switch (answer.kind) {
    case 'help':
      return sayHelp(answer, listener);
    case 'alarms':
      return sayAlarms(answer.about, listener);
    case 'list':
      return sayList(answer, listener);
    case 'unknown-name':
      return sayUnknownName(answer, language);
    case 'mistake':
      return sayMistake(answer, listener);
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
