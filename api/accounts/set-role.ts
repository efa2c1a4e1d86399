/**
 * `node api/accounts/set-role.ts EMAIL candidate|coach|admin`, with the API's environment: how the first administrator is made.
 * Everyone after that is changed with `PATCH /api/v1/admin/users/{id}`.
 */
import { UserRole } from '@greenroom/contracts';
import { changeUser, connectDatabase, findUserByEmail } from '@greenroom/database';
import { loadSettings } from '@greenroom/settings';

const [email, wanted] = process.argv.slice(2);
const role = UserRole.safeParse(wanted);
if (email === undefined || !role.success) {
  console.error(`usage: node api/accounts/set-role.ts EMAIL ${UserRole.options.join('|')}`);
  process.exit(2);
}
const database = connectDatabase({ url: loadSettings().database.url });
try {
  const user = await findUserByEmail(database, email.toLowerCase());
  if (user === undefined) throw new Error(`There is no account with the address ${email}. Make one first.`);
  await changeUser(database, user.id, { role: role.data });
  console.log(`${email} is ${role.data} now, from the next sign-in or refresh on (within 15 minutes).`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await database.close();
}
