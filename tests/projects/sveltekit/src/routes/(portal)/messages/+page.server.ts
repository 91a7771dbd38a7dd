import { error } from '@sveltejs/kit';

export const load = ({ locals }) => {
  if (!locals.user) error(401, 'Log in first');
};
