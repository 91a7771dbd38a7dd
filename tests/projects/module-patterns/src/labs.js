const context = require.context("./plugins", true, /\.js$/);
context.keys().forEach(context);
