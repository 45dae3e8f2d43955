import type { Language } from '../say.ts';

/** Words that belong to the form of a message, not to what it says. */
interface FormatWords {
  readonly actions: ReadonlyMap<string, string>;
  readonly commands: string;
  /** Over a text, and over a list, that has no name of its own. */
  readonly note: string;
  readonly details: string;
  readonly confirm: { readonly title: string; readonly text: string; readonly yes: string; readonly no: string };
  readonly notices: (count: number) => string;
}

export const FORMAT_WORDS: Readonly<Record<Language, FormatWords>> = {
  en: {
    actions: new Map([
      ['extend-1h', 'Extend 1 h'],
      ['ack', 'Acknowledge'],
      ['silence', 'Silence 2 h'],
      ['not-tonight', 'Not tonight'],
      ['stop-now', 'Stop now'],
    ]),
    commands: 'Commands',
    note: 'Note',
    details: 'Details',
    confirm: {
      title: 'Stop now?',
      text: 'Everything is stopped at once, without another warning.',
      yes: 'Stop',
      no: 'Keep',
    },
    notices: (count) => `${count} notices`,
  },
  ko: {
    actions: new Map([
      ['extend-1h', '1시간 연장'],
      ['ack', '확인'],
      ['silence', '2시간 알림 끄기'],
      ['not-tonight', '이번엔 끄지 않기'],
      ['stop-now', '지금 중지'],
    ]),
    commands: '명령어',
    note: '안내',
    details: '자세히',
    confirm: {
      title: '지금 중지할까요?',
      text: '다시 알리지 않고 모두 바로 중지해요.',
      yes: '중지',
      no: '그대로 두기',
    },
    notices: (count) => `알림 ${count}건`,
  },
};

/** What stands on an action's button; an action that is not known here brings its own text. */
export const actionLabel = (label: string, language: Language): string =>
  FORMAT_WORDS[language].actions.get(label) ?? label;
