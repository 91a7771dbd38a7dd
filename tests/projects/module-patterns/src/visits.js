const plugins = import.meta.glob("./plugins/*.{js,ts}", { eager: true });
Object.values(plugins).forEach((plugin) => plugin.default());
