using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Kernel.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Conversations;

/// <summary>
/// The operator sees which entries of the journal a follower could not take, and why: those that it has left aside
/// (<c>is_dead</c>), then those that it will try again, or that wait behind one of the same conversation.
/// </summary>
static class ListParked
{
    public const int LongestName = 100;

    public static void Map(IEndpointRouteBuilder admin) => admin.MapGet("/parked", Handle);

    static async Task<IResult> Handle(FollowerStore followers, string? follower, int limit = 50)
    {
        if (limit is < 1 or > ConversationReader.MaxLimit)
            return Refusal.Invalid("limit", "limit is 1 to 200.").ToHttp();
        if (PlainText.Check("follower", follower, LongestName) is { } refusal)
            return refusal.ToHttp();
        return TypedResults.Ok(new
        {
            parked = (await followers.ListParked(follower, limit)).Select(row => new
            {
                row.Follower,
                PageId = new PageId(row.Page),
                Psid = new Psid(row.Person),
                row.Position,
                row.Attempts,
                IsDead = row.Dead == 1,
                DueAt = row.Due.ToInstant(),
                row.Reason,
            }),
        });
    }
}
