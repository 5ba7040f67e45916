using Charla.Accounts;
using Charla.Conversations;
using Charla.Entrances;
using Charla.FrontDesk;
using Charla.Inbox;
using Charla.Kernel;
using Charla.Pages;
using Charla.People;
using Charla.Server;

var builder = WebApplication.CreateBuilder(args);
builder.AddHost().AddKernel();
builder.AddAccounts().AddPages().AddPeople().AddConversations().AddFrontDesk().AddEntrances().AddInbox();

var app = builder.Build();
app.UseHost();
app.UseAccounts();
app.MapAccounts().MapPages().MapPeople().MapConversations().MapFrontDesk().MapEntrances().MapInbox().MapHost();
await app.PrepareStore();
await app.RunAsync();
