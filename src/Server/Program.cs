using Charla.Accounts;
using Charla.Conversations;
using Charla.Entrances;
using Charla.FrontDesk;
using Charla.Inbox;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages;
using Charla.People;
using Charla.Platform;
using Charla.Server;

var command = CommandLine.Parse(args);
if (command.Refusal is { } refusal)
{
    await Console.Error.WriteLineAsync(refusal);
    return 2;
}

var builder = WebApplication.CreateBuilder(Charla.Server.Host.Options(command.HostArguments));
builder.AddHost(command.HostArguments).AddApiDocument().AddKernel();
builder.AddAccounts().AddPages().AddPeople().AddConversations().AddFrontDesk().AddEntrances().AddInbox().AddPlatform();

if (command.Name == CommandLine.Backup)
    return await Backup.Run(builder.Configuration, Console.Out, Console.Error);
if (command.Name == CommandLine.Restore)
    return await Restore.Run(builder.Configuration, StoreCheck.Modules(builder.Services), Console.Out, Console.Error);
if (command.Name == CommandLine.Move)
    return await Move.Run(builder.Configuration, StoreCheck.Modules(builder.Services), Console.Out, Console.Error);

var problems = Settings.Check(builder.Configuration);
if (problems.Count == 0 && command.Name != CommandLine.OpenApi)
    problems = await StoreCheck.Problems(builder.Configuration, builder.Services);
if (problems.Count == 0 && command.Name == CommandLine.Check)
    problems = await StoreCheck.Damage(builder.Configuration);
if (command.Name == CommandLine.Check || problems.Count > 0)
    return await Settings.Report(problems);

using var sole = command.Name == CommandLine.OpenApi ? null : new SoleServer(builder.Configuration);
if (sole is { Problems: { Count: > 0 } inUse })
    return await Settings.Report(inUse);

if (command.Name == CommandLine.OpenApi)
    builder.Logging.ClearProviders();
var app = builder.Build();
app.UseHost();
app.UseAccounts();
app.UseIdempotencyKeys();
app.MapAccounts().MapPages().MapPeople().MapConversations().MapFrontDesk().MapEntrances().MapInbox().MapPlatform().MapHost();
if (command.Name == CommandLine.OpenApi)
    return await ApiDocument.Print(app);
await app.PrepareStore();
app.GreetOnStart(isDemo: command.Name == CommandLine.Demo);
await app.RunAsync();
return 0;
