import { promisesAreKept } from './worlds.ts';

promisesAreKept(1, 80);
