// A real OpenID Connect provider on a free port of 127.0.0.1, for the sign-in tests. Prints its issuer on one line.
// Its own development pages ask for a login (any name will do) and for consent. A name is the subject; what stands
// before the first dash is the role: `operator-jansen`.
// Arguments: the address that people are sent back to, and the one after signing out.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [, , redirect, signedOut] = process.argv;

const role = (sub) => sub.split('-')[0];

const configuration = {
  clients: [
    {
      client_id: 'sluis',
      client_secret: 'proef: geheim & meer/+%',
      redirect_uris: [redirect],
      post_logout_redirect_uris: [signedOut],
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['preferred_username'], rollen: ['realm'] },
  // Some providers put claims in the ID token, some only in userinfo: a subject that begins with `userinfo` is of the
  // second kind.
  conformIdTokenClaims: true,
  findAccount: (_context, sub) => ({
    accountId: sub,
    claims: (use) => {
      const inside = use === 'userinfo' || !sub.includes('userinfo');
      const realm = { roles: ['overig', role(sub)] };
      return { sub, ...(inside ? { preferred_username: `${sub}@example.nl`, realm } : {}) };
    },
  }),
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration);
  server.on('request', provider.callback());
  process.stdout.write(`${issuer}\n`);
});

// The test holds our standard input: when it ends, however it ends, so do we.
process.stdin.on('end', () => process.exit(0)).resume();
