declare const fbq: (...parts: unknown[]) => void;

export const label = "✓ 🧪"; document.title = label; fbq("trackCustom", "ResultOpened", { test: "hba1c" });
