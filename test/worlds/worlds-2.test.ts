import { promisesAreKept } from './worlds.ts';

promisesAreKept(81, 80);
