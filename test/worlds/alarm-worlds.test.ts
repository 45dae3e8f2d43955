import { playAlarms } from './play-alarms.ts';
import { promisesAreKept } from './worlds.ts';

promisesAreKept(1, 40, playAlarms);
