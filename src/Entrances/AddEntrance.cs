using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Entrances;

/// <summary>The team names a new way in. Without a ref it gets one from its name.</summary>
static class AddEntrance
{
    const int Most = 1_000;

    internal sealed record Request(string? Name, string? Ref, string? Kind);

    public static void Map(IEndpointRouteBuilder entrances) => entrances.MapPost("", Handle).TakeIdempotencyKey();

    static async Task<IResult> Handle(
        Request request, HttpContext http, EntranceStore store, PublicAddress address, TimeProvider clock)
    {
        var refusal = PlainText.Check("name", request.Name, atMost: 80, atLeast: 1)
            ?? EntranceRef.Check(request.Ref, EntranceRef.LongestMade);
        if (refusal is not null)
            return refusal.ToHttp();
        if (KindOf(request.Kind) is not { } kind)
            return Refusal.Invalid("kind", "kind is link or code.").ToHttp();
        var page = http.Page();
        if (await store.Count(page.Id) >= Most)
            return EntranceRefusals.TooMany.ToHttp();
        var entrance = new Entrance($"{Ids.NewNumber()}", request.Name!.Trim(), request.Ref ?? "", kind);
        return await Add(store, page, entrance, clock.GetUtcNow()) is { } added
            ? TypedResults.Ok(EntranceView.Of(added, page, starts: 0, address, http))
            : EntranceRefusals.RefTaken.ToHttp();
    }

    /// <summary>Null when the wished ref is taken; a ref of our own making gives way by a few letters.</summary>
    internal static async Task<Entrance?> Add(EntranceStore store, Page page, Entrance entrance, DateTimeOffset now)
    {
        if (entrance.Ref.Length > 0)
            return await store.Add(page.Id, entrance, now) ? entrance : null;
        var named = EntranceRef.OfName(entrance.Name);
        var plain = entrance with { Ref = named.Length > 0 ? named : Ids.NewSecret(40) };
        if (await store.Add(page.Id, plain, now))
            return plain;
        var longer = plain with { Ref = $"{plain.Ref}-{Ids.NewSecret(40)}" };
        return await store.Add(page.Id, longer, now) ? longer : null;
    }

    static EntranceKind? KindOf(string? kind) => kind switch
    {
        null or "link" => EntranceKind.Link,
        "code" => EntranceKind.Code,
        _ => null,
    };
}
