import type { TalkWords } from '../talk-words.ts';

export const TALK_WORDS: TalkWords = {
  helpTitle: 'What you can ask',
  helpText:
    'Put the name of a schedule first. Dates: 2026-11-20, today, tomorrow, fri. Times: 23:00, and 26:00 for 02:00 on the next day.',
  help: (name) => [
    '`list`: every schedule, and what comes next',
    `\`${name} status\`: which instances are up, and what is waited for`,
    `\`${name} info tomorrow\`: what happens that day, and why`,
    `\`${name} week\`: the next seven days`,
    `\`${name} extend 2h\`: moves the next stop (\`extend 30m\`, \`extend 23:00\`)`,
    `\`${name} force_start 2h\`: on now, whatever the schedule says; without a time until its next start or stop`,
    `\`${name} force_stop\`: off now, without a warning`,
    `\`${name} release\`: ends force_start or force_stop`,
    `\`${name} exception set fri stop 26:00\`: another start or stop for one day; \`None\` leaves it out`,
    `\`${name} exception info fri\`: the exceptions of a day`,
    `\`${name} exception del fri stop\`: back to the usual`,
    '`help`: this list',
  ],
  usage: {
    verbs: (name) => `${name} status | info | week | exception | extend | force_start | force_stop | release`,
    status: (name) => `${name} status`,
    info: (name) => `${name} info [2026-11-20 | today | tomorrow | fri]`,
    week: (name) => `${name} week`,
    exception: (name) => `${name} exception info | set | del …`,
    'exception-info': (name) => `${name} exception info [2026-11-20 | today | tomorrow | fri]`,
    'exception-set': (name) => `${name} exception set 2026-11-20 start|stop 23:00|None`,
    'exception-del': (name) => `${name} exception del 2026-11-20 start|stop`,
    extend: (name) => `${name} extend 2h | 30m | 23:00`,
    force_start: (name) => `${name} force_start [2h | 30m | 23:00]`,
    force_stop: (name) => `${name} force_stop [2h | 30m | 23:00]`,
    release: (name) => `${name} release`,
  },
  mistakeTitle: (schedule) => `${schedule}: I did not understand that`,
  because: {
    'unknown-verb': ({ got, near }) => `“${got}” is no command${near === undefined ? '' : `; did you mean ${near}?`}`,
    'no-date': ({ got }) => `“${got}” is no date.`,
    'no-type': ({ got }) => `“${got}” is neither start nor stop.`,
    'no-time': ({ got }) => `“${got}” is no time from 00:00 to 47:59, nor None.`,
    'late-start': ({ got }) => `A start is at 23:59 at the latest, not ${got}; take the next date instead.`,
    'no-span': ({ got }) => `“${got}” is neither a duration nor a time.`,
    'too-long': ({ got }) => `“${got}” is more than 7 days.`,
    'too-much': ({ got }) => `“${got}” is one word too many.`,
    missing: () => 'Something is missing.',
  },
  unknownName: (typed) => ({ title: `There is no schedule “${typed}” here`, text: '' }),
  didYouMean: 'Did you mean one of these?',
  thereAre: 'There are these:',
  thereAreNone: 'There is no schedule at all.',
  mayNotChange: (schedule) => ({
    title: `${schedule}: you may look, but not change anything from here`,
    text: 'Ask somebody who may, or whoever looks after Curfew to add you to the people of this channel. Nothing was changed.',
  }),
  leftAlone: (schedule) => ({
    title: `${schedule} is left alone because of its rows`,
    text: 'It is neither started nor stopped until they are put right.',
  }),
  alarms: {
    title: 'Alarms are still to come',
    text: 'This version knows no alarms, silences or acknowledgements yet.',
  },
  failed: {
    read: (message) => ({
      title: 'The tables could not be read',
      text: `Nothing was changed. Please ask again in a moment. (${message})`,
    }),
    write: (message) => ({
      title: 'The change may not have been made',
      text: `Please look how it stands, and ask again. (${message})`,
    }),
  },
};
