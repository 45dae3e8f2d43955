import type { Notice } from '../../functions/shared/notice/notice.ts';
import { fact } from './seen.ts';

interface Story {
  /** What is to be read, in order. */
  readonly titles: string[];
  /** How many of them have been. */
  read: number;
}

/** What each channel is to read of each rule, and what it reads. */
export class AlarmStories {
  readonly #stories = new Map<string, Story>();

  /** To be told of each notice once. */
  queued(channel: string, notice: Notice): void {
    const title = titleOf(notice);
    this.#story(channel, title.split(': ')[1] ?? '').titles.push(title);
  }

  /** Why the title is not what comes next, nor a repeat: how many there may be of those is counted elsewhere. */
  posted(channel: string, title: string): string | undefined {
    const story = this.#story(channel, title.split(': ')[1] ?? '');
    const next = story.titles[story.read];
    if (next === title) story.read += 1;
    else if (!story.titles.slice(0, story.read).includes(title))
      return `${channel} reads "${title}" where "${next}" comes next`;
    return undefined;
  }

  /** What was never read. */
  lost(): readonly string[] {
    return [...this.#stories].flatMap(([key, { titles, read }]) =>
      titles.slice(read).map((title) => `${key}: ${title}`),
    );
  }

  #story(channel: string, rule: string): Story {
    const key = `${channel}, ${rule}`;
    const story = this.#stories.get(key) ?? { titles: [], read: 0 };
    this.#stories.set(key, story);
    return story;
  }
}

/** In the words that people read. */
function titleOf(notice: Notice): string {
  if (notice.kind === 'row-error')
    return `The alarm rule ${String(fact(notice, 'rule'))} is left out because of a mistake in its row`;
  const [rule, level, because] = ['rule', 'level', 'because'].map((name) => String(fact(notice, name)));
  const state =
    fact(notice, 'worse') === undefined ? level?.replace(/^./, (letter) => letter.toUpperCase()) : `Now ${level}`;
  const begins = because === 'fetch-failed' ? 'Cannot be read' : state;
  const ends = { ok: 'OK again', 'no-data': 'No data', 'fetch-works': 'Values again', deleted: 'Closed' }[
    String(because)
  ];
  return `${notice.kind === 'alarm' ? begins : notice.kind === 'alarm-reminder' ? `Still ${level}` : ends}: ${rule}`;
}
