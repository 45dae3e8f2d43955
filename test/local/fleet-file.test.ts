import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFleetFile } from '../../local/fleet-file.ts';

const GOOD = {
  id: 'i-1',
  type: 'EC2',
  tags: { ScheduleName: 'Development' },
  state: 'stopped',
  bootSeconds: 90,
  stopSeconds: 40,
};

describe('a fleet file', () => {
  test('gives its instances as they are written', () => {
    expect(parseFleetFile([GOOD])).toEqual({ instances: [GOOD], problems: [] });
  });

  test('may leave out all but id and type', () => {
    const file = [
      { id: 'i-1', type: 'ec2' },
      { id: 'db', type: 'RDS' },
    ];
    expect(parseFleetFile(file)).toEqual({
      instances: [
        { id: 'i-1', type: 'EC2', tags: {}, state: 'stopped', bootSeconds: 30, stopSeconds: 30 },
        { id: 'db', type: 'RDS', tags: {}, state: 'stopped', bootSeconds: 300, stopSeconds: 120 },
      ],
      problems: [],
    });
  });

  test('takes tags as the AWS CLI prints them', () => {
    const tags = [{ Key: 'ScheduleName', Value: 'Development' }, { Key: 'Empty' }];
    expect(parseFleetFile([{ ...GOOD, tags }]).instances[0]?.tags).toEqual({ ScheduleName: 'Development', Empty: '' });
  });

  test.each(['stopped', 'running', 'available', 'pending', 'starting', 'stopping'])(
    'may begin in state %s',
    (state) => {
      expect(parseFleetFile([{ ...GOOD, state }]).instances).toMatchObject([{ state }]);
    },
  );

  test.each([
    ['id', { id: '' }, '""'],
    ['type', { type: 'ASG' }, '"ASG"'],
    ['tags', { tags: ['ScheduleName'] }, '["ScheduleName"]'],
    ['tags', { tags: { ScheduleName: null } }, '{"ScheduleName":null}'],
    ['state', { state: 'up' }, '"up"'],
    ['bootSeconds', { bootSeconds: -1 }, '-1'],
    ['stopSeconds', { stopSeconds: '40' }, '"40"'],
    ['spot', { spot: true }, 'true'],
    ['hibernation', { hibernation: 'yes' }, '"yes"'],
  ])('tells what is wrong with %s: %j', (attribute, change, got) => {
    const { instances, problems } = parseFleetFile([
      { ...GOOD, ...change },
      { ...GOOD, id: 'i-2' },
    ]);
    expect(problems).toMatchObject([{ attribute, got, row: attribute === 'id' ? 'fleet #1' : 'fleet i-1' }]);
    expect(instances.map(({ id }) => id)).toEqual(['i-2']);
  });

  test('tells everything that is wrong with an instance at once', () => {
    const { problems } = parseFleetFile([{ type: 'EC3', state: 'up' }]);
    expect(problems.map(({ attribute }) => attribute)).toEqual(['id', 'type', 'state']);
  });

  test('tells of an id that stands there twice', () => {
    const { instances, problems } = parseFleetFile([GOOD, GOOD]);
    expect(instances).toHaveLength(1);
    expect(problems).toMatchObject([{ row: 'fleet #2', attribute: 'id', got: '"i-1"' }]);
  });

  test.each([[null], [{}], ['text'], [7], [undefined]])('that is %j and no list is told as such', (json) => {
    expect(parseFleetFile(json)).toMatchObject({ instances: [], problems: [{ row: 'fleet file' }] });
  });

  test('never crashes, and every element is an instance or has a problem', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (file) => {
        const { instances, problems } = parseFleetFile(file);
        expect(instances.length + problems.length).toBeGreaterThanOrEqual(file.length);
      }),
    );
  });
});
