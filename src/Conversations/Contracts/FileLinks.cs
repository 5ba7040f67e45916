using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Charla.Kernel.Storage;

namespace Charla.Conversations.Contracts;

/// <summary>
/// Signed addresses of files: they work without a cookie and without a login, for seven to eight days, and for one file.
/// The end of a day is signed, not the second, so that a browser finds the same address in its cache.
/// </summary>
public sealed class FileLinks(Database database, TimeProvider clock)
{
    readonly byte[] key = database.Keys.Take("files.key", () => RandomNumberGenerator.GetBytes(32));

    /// <summary>A relative address of the file, or of its smaller preview.</summary>
    public string To(Attachment file, bool preview)
    {
        var day = Day() + 8;
        var variant = preview ? "preview" : "file";
        return string.Create(
            CultureInfo.InvariantCulture, $"/files/{file.FileId}/{variant}?e={day}&s={Sign(file.FileId, variant, day)}");
    }

    public bool IsValid(string fileId, string variant, long day, string signature) =>
        day >= Day() && day <= Day() + 8
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Sign(fileId, variant, day)));

    long Day() => clock.GetUtcNow().ToUnixTimeSeconds() / 86_400;

    string Sign(string fileId, string variant, long day) => Convert.ToHexStringLower(
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{fileId}/{variant}/{day}")).AsSpan(0, 16));
}
