import { LANGUAGES, languageNamed } from './domain/channel-config.ts';
import type { Language } from './domain/say.ts';

/** What the stack gives the deliverer. */
export interface DeliverEnv {
  readonly MEMORY_TABLE: string;
  readonly NOTICE_QUEUE_URL: string;
  readonly NOTICE_DEAD_LETTER_QUEUE_URL: string;
  readonly CHANNEL_LANGUAGE: string;
}

export interface DeliverConfig {
  readonly memoryTable: string;
  readonly noticeQueueUrl: string;
  readonly deadLetterQueueUrl: string;
  /** Of channels that name none. */
  readonly language: Language;
}

/** Reads the environment; throws once, with every variable that is missing or wrong. */
export const readDeliverConfig = (environment: Readonly<Record<string, string | undefined>>): DeliverConfig => {
  const wrong: string[] = [];
  const text = (name: keyof DeliverEnv): string => {
    const value = environment[name] ?? '';
    if (value === '') wrong.push(`${name} is missing`);
    return value;
  };
  const config = {
    memoryTable: text('MEMORY_TABLE'),
    noticeQueueUrl: text('NOTICE_QUEUE_URL'),
    deadLetterQueueUrl: text('NOTICE_DEAD_LETTER_QUEUE_URL'),
  };
  const word = text('CHANNEL_LANGUAGE');
  const language = languageNamed(word);
  if (word !== '' && language === undefined)
    wrong.push(`CHANNEL_LANGUAGE is ${JSON.stringify(word)}; expected ${LANGUAGES.join(' or ')}`);
  if (wrong.length > 0 || language === undefined)
    throw new Error(`The deliverer's environment is wrong: ${wrong.join('; ')}.`);
  return { ...config, language };
};
