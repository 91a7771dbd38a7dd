import.meta.glob("./widgets/**/*.js", { eager: true });
import.meta.glob("./plugins/*.png", { eager: true });
