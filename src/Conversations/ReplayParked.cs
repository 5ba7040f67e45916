using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Conversations;

/// <summary>
/// The operator has followers try again what they left aside: all of it, one follower's, one page's, or one entry. It
/// comes late, after what was said since: followers are made for that.
/// </summary>
static class ReplayParked
{
    internal sealed record Request(string? Follower, PageId? PageId, long? Position);

    public static void Map(IEndpointRouteBuilder admin) => admin.MapPost("/parked/replay", Handle);

    static async Task<IResult> Handle(Request request, FollowerStore followers, Homes homes)
    {
        if (PlainText.Check("follower", request.Follower, ListParked.LongestName) is { } refusal)
            return refusal.ToHttp();
        var partitions = await followers.Replay(request.Follower, request.PageId, request.Position);
        homes.Recall(partitions.Distinct());
        return TypedResults.Ok(new { replayed = partitions.Count });
    }
}
