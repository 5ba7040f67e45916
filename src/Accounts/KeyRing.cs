using System.Text;
using System.Xml.Linq;
using Charla.Kernel.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Hosting;

namespace Charla.Accounts;

/// <summary>
/// The keys of cookies and tokens, in the data folder. Later ones are made long before they are used, so that every
/// server knows them by then; the very first is made by one server while the others wait.
/// </summary>
sealed class KeyRing(KeyFolder folder) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. folder.All(".xml").Select(key => XElement.Parse(Encoding.UTF8.GetString(key).TrimStart('\uFEFF')))];

    public void StoreElement(XElement element, string friendlyName) =>
        folder.Add(friendlyName + ".xml", Encoding.UTF8.GetBytes(element.ToString()));

    public sealed class First(Database database, IDataProtectionProvider protection) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancel)
        {
            await using var alone = await database.LockSchema();
            protection.CreateProtector("charla.first").Protect([]);
        }

        public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
    }
}
