import { promisesAreKept } from './worlds.ts';

promisesAreKept(101, 100);
