using System.Web;
using Charla.Conversations.Contracts;
using Charla.Kernel.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Charla.Rules.Tests.Attachments;

public sealed class FileLinksTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("charla-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_link_opens_one_variant_of_one_file_for_a_week()
    {
        using var database = new SqliteDatabase(folder);
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T12:00:00Z", null));
        var links = new FileLinks(database, clock);
        var query = HttpUtility.ParseQueryString(
            links.To(new Attachment("abcdef", AttachmentKind.File, "a", 1, "x"), preview: false).Split('?')[1]);
        var (day, signature) = (long.Parse(query["e"]!, null), query["s"]!);

        Assert.True(links.IsValid("abcdef", "file", day, signature));
        Assert.False(links.IsValid("abcdef", "preview", day, signature));
        Assert.False(links.IsValid("abcdeg", "file", day, signature));
        Assert.False(links.IsValid("abcdef", "file", day + 1, signature));
        Assert.False(links.IsValid("abcdef", "file", day, signature.ToUpperInvariant() + "0"));
        clock.Advance(TimeSpan.FromDays(7));
        Assert.True(links.IsValid("abcdef", "file", day, signature));
        clock.Advance(TimeSpan.FromDays(2));
        Assert.False(links.IsValid("abcdef", "file", day, signature));
    }
}
