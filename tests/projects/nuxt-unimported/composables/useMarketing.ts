import mixpanel from "mixpanel-browser";

export const useMarketing = () => ({ send: (name: string) => mixpanel.track(name) });
