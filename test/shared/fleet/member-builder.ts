import type { Member } from '../../../functions/shared/fleet/member.ts';

/** A running EC2 instance of Development/web, but for what is given. */
export const member = (given: Partial<Member> = {}): Member => ({
  id: 'i-0a1b2c3d4e5f60718',
  type: 'EC2',
  name: '',
  size: 'm5.large',
  availabilityZone: 'ap-northeast-2a',
  tagValue: 'Development',
  groupName: 'web',
  phase: 'up',
  status: 'running',
  stoppable: true,
  hibernates: false,
  skip: undefined,
  fellBack: undefined,
  restartsAt: undefined,
  ...given,
});
