import { beforeEach, describe, expect, it } from 'vitest';
import type { Ssm } from '../../../functions/shared/secret/adapters/ssm.ts';
import { SsmChannels } from '../../../functions/webhook/adapters/ssm-channels.ts';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { aChannel } from '../a-channel.ts';

const NOON = Date.parse('2026-11-20T03:00:00Z');

/** What the channels have to do on every SSM. */
export const channelsContract = (where: string, openClient: () => Promise<Ssm>): void => {
  describe(`channels on ${where}`, () => {
    let client: Ssm;
    let channels: SsmChannels;
    let now = NOON;

    beforeEach(async () => {
      client = await openClient();
      now = NOON;
      channels = new SsmChannels({ client, now: () => now });
    });
    const elsewhere = () => new SsmChannels({ client, now: () => now });

    it('come back as they were written', async () => {
      const ops = aChannel({ name: 'ops', people: ['미나', 'U123'], tokens: ['a'.repeat(32), 'b'.repeat(32)] });
      await channels.put(ops);
      expect(await channels.get('ops')).toEqual(ops);
    });

    it('are unknown where nobody wrote them, or nobody can have', async () => {
      expect(await channels.get('ops')).toBeUndefined();
      expect(await channels.get('운영 알림')).toBeUndefined();
      expect(await channels.get('')).toBeUndefined();
    });

    it('are read again after a minute, and not before', async () => {
      await channels.put(aChannel({ language: 'ko' }));
      await channels.get('default');
      await elsewhere().put(aChannel({ language: 'en' }));
      now += 59_999;
      expect((await channels.get('default'))?.language).toBe('ko');
      now += 1;
      expect((await channels.get('default'))?.language).toBe('en');
    });

    it('are found as soon as they are written, though they were unknown a moment ago', async () => {
      expect(await channels.get('ops')).toBeUndefined();
      await elsewhere().put(aChannel({ name: 'ops' }));
      expect(await channels.get('ops')).toBeDefined();
    });

    it('say what is wrong with what is stored, and nothing that is secret', async () => {
      const Value = JSON.stringify({ kind: 'irc', url: 'http://secret.example/path', language: 'ko' });
      const Name = '/curfew/channels/default';
      await client.send(new PutParameterCommand({ Name, Value, Type: 'SecureString' }));
      const wrong: unknown = await channels.get('default').catch((error: unknown) => error);
      expect(wrong).toMatchObject({
        name: 'WrongChannel',
        mistakes: [
          { attribute: 'kind', got: 'irc' },
          { attribute: 'url', got: 'a text of 26 characters' },
        ],
      });
      expect(String(wrong)).not.toContain('secret');
    });

    it('are listed by name, all of them', async () => {
      const names = Array.from({ length: 23 }, (_, index) => `team-${String(index).padStart(2, '0')}`);
      for (const name of names) await channels.put(aChannel({ name }));
      expect(await channels.names()).toEqual(names);
    });

    it('are deleted once', async () => {
      await channels.put(aChannel());
      expect(await channels.delete('default')).toBe(true);
      expect(await channels.get('default')).toBeUndefined();
      expect(await channels.delete('default')).toBe(false);
    });

    it('are refused where they are longer than SSM holds, without a word of what they hold', async () => {
      const refused = channels.put(aChannel({ people: Array.from({ length: 900 }, () => 'secretive@example.com') }));
      await expect(refused).rejects.toThrow(/^The channel default takes more than the 8192 bytes that SSM holds/);
    });
  });
};
