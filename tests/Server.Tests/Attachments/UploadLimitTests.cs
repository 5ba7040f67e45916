using System.Net;
using Charla.Server.Tests.Inbox;

namespace Charla.Server.Tests.Attachments;

public sealed class StrictServer : ServerFixture
{
    protected override bool RelaxedLimits => false;
}

public sealed class UploadLimitTests(StrictServer server) : IClassFixture<StrictServer>
{
    [Fact]
    public async Task A_person_uploads_ten_files_an_hour()
    {
        var shop = await Shop.Open(server);
        var (eager, calm) = (await shop.Person(), await shop.Person());
        for (var i = 0; i < 10; i++)
            await eager.Upload([1, 2, 3], "a.bin");

        using var refused = await eager.Device.Upload("/api/chat/files", [1]);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        await calm.Upload([1, 2, 3], "a.bin");
    }
}
