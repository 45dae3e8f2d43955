/** As Heroku names apps. */
const APP = /^[a-z][a-z0-9-]{1,62}$/;
export const APP_RULE = 'as Heroku names apps: a to z, 0 to 9 and -, a letter first';

/** Whether Heroku may have an app of this name. */
export const isAppName = (name: string): boolean => APP.test(name);
