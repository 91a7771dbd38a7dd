export const requireSession = (load) => async (context) =>
  context.req.cookies.session ? load(context) : { redirect: { destination: '/login', permanent: false } };

export const readSession = async () => null;
