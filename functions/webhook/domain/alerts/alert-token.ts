/** The proof of a request with alerts: `Bearer TOKEN`, or the password of `Basic`, whoever its user is; empty where there is none. */
export function alertToken(headers: Readonly<Record<string, string>>): string {
  const [, scheme = '', credentials = ''] = /^(\S+) +(\S+)\s*$/.exec(headers['authorization'] ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() !== 'basic') return '';
  const [, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(credentials, 'base64').toString('utf8')) ?? [];
  return password;
}
