// The least that a web server of this framework can be: what the server's start is compared with.
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", context => context.Response.WriteAsync("ok", context.RequestAborted));
await app.RunAsync();
