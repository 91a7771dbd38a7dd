import { redirect } from 'next/navigation';
import { readSession } from '../../lib/session';

export default async function Messages() {
  if (!(await readSession())) {
    redirect('/login');
  }
  return <h1>Your messages</h1>;
}
