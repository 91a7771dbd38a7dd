var app = builder.Build();

app.Use(async (context, next) =>
{
    context.Response.Headers["Content-Security-Policy"] = "script-src 'self' https://static.hotjar.com";
    await next();
});
