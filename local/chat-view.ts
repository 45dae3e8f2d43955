/** The chat services that the embedded world can show. */
export type ChatService = 'jandi' | 'slack';

type Mark = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

/** How a terminal marks a text; where it shows no colour, each gives back what it got. */
export type Paint = Readonly<Record<Mark, (text: string) => string>>;

/** A button of a Slack message, as format/slack-buttons.ts makes it. */
export interface SlackButton {
  readonly text: { readonly text: string };
  readonly value: string;
  readonly style?: 'danger';
}

interface JandiMessage {
  readonly body: string;
  readonly connectColor: string;
  readonly connectInfo: readonly { readonly title: string; readonly description: string }[];
}

type SlackBlock =
  | { readonly type: 'header'; readonly text: { readonly text: string } }
  | {
      readonly type: 'section';
      readonly text?: { readonly text: string };
      readonly fields?: readonly { text: string }[];
    }
  | { readonly type: 'actions'; readonly elements: readonly SlackButton[] };

const BAR = '▌';
const COLUMNS = 76;
const COLOURS: Readonly<Record<string, Mark>> = { '#1DDB16': 'green', '#FFBB00': 'yellow', '#FF0000': 'red' };

/** A message's JSON as the readers of its service see it, in lines of a terminal. */
export function messageLines(service: ChatService, json: string, paint: Paint): string[] {
  return service === 'jandi' ? jandiLines(json, paint) : slackLines(json, paint);
}

/** The buttons of a Slack message, in order. */
export function buttonsOf(json: string): readonly SlackButton[] {
  return blocksOf(json).flatMap((block) => (block.type === 'actions' ? block.elements : []));
}

/** Text above, then paragraphs beside the bar; one of a single line stands beside its title. */
function jandiLines(json: string, paint: Paint): string[] {
  const { body, connectColor, connectInfo } = JSON.parse(json) as JandiMessage;
  const [title = '', ...text] = body.split('\n').flatMap(wrapped);
  const paragraphs = connectInfo.flatMap(({ title: name, description }) => {
    const lines = description.split('\n').flatMap(wrapped);
    return lines.length === 1 && widthOf(name + description) < COLUMNS - 2
      ? [`${paint.bold(name)}  ${description}`]
      : [paint.bold(name), ...lines.map((line) => `  ${line}`)];
  });
  const bar = paint[COLOURS[connectColor] ?? 'dim'](BAR);
  return [paint.bold(title), ...text, ...paragraphs.map((line) => `${bar} ${line}`)];
}

function slackLines(json: string, paint: Paint): string[] {
  const lines = blocksOf(json).flatMap((block): string[] => {
    if (block.type === 'header') return wrapped(unescaped(block.text.text)).map(paint.bold);
    if (block.type === 'actions') return [block.elements.map((button) => face(button, paint)).join(' ')];
    const fields = (block.fields ?? []).map(({ text }) => {
      const [name = '', ...value] = unescaped(text).split('\n');
      return `${paint.dim(name)}  ${value.join(' ')}`;
    });
    return [
      ...unescaped(block.text?.text ?? '')
        .split('\n')
        .filter(Boolean)
        .flatMap(wrapped),
      ...fields,
    ];
  });
  return lines.map((line) => `${paint.dim(BAR)} ${line}`);
}

const face = ({ text, style }: SlackButton, paint: Paint): string =>
  (style === 'danger' ? paint.red : paint.bold)(`[ ${unescaped(text.text)} ]`);

const blocksOf = (json: string): readonly SlackBlock[] =>
  (JSON.parse(json) as { readonly blocks: readonly SlackBlock[] }).blocks;

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const unescaped = (text: string): string => text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);

/** A line as several that fit, broken between words; its indent stays. */
function wrapped(line: string): string[] {
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = '';
  for (const word of line.trim().split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && widthOf(indent + longer) > COLUMNS) {
      lines.push(indent + current);
      current = word;
    } else current = longer;
  }
  return [...lines, indent + current];
}

/** Columns on a terminal: letters of Korean, Chinese and Japanese take two. */
const widthOf = (text: string): number =>
  text.length + (text.match(/[\u1100-\u115F\u2E80-\uD7A3\uF900-\uFAFF\uFF00-\uFF60]/g)?.length ?? 0);
