using Charla.Accounts.Contracts;
using Charla.Kernel;
using Microsoft.Extensions.Configuration;

namespace Charla.Conversations.Attachments;

/// <summary>How much a person may upload: 10 files an hour, 200 MB a day. The team is not counted.</summary>
sealed class UploadQuota(FileStore rows, Limits limits, TimeProvider clock, IConfiguration configuration)
{
    const int FilesPerHour = 10;
    const long BytesPerDay = 200 << 20;

    readonly bool relaxed = configuration.GetValue<bool>("Testing:RelaxedLimits");

    public async Task<Refusal?> Check(PageId page, Psid person)
    {
        if (relaxed)
            return null;
        if (limits.Take("chat.file", $"{page}/{person}", FilesPerHour, TimeSpan.FromHours(1)) is { } tooMany)
            return tooMany;
        var today = await rows.UploadedSince(page, person, clock.GetUtcNow().AddDays(-1));
        return today.Bytes >= BytesPerDay ? FileRefusals.TooMuchToday : null;
    }
}
