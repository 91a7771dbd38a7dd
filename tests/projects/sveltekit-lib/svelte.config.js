export default { kit: { alias: { $ui: "src/ui", "$deep/*": "src/deep/*" } } };
