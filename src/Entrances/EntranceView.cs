using Charla.Accounts.Contracts;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Http;

namespace Charla.Entrances;

/// <summary>An entrance as the team's API writes it.</summary>
sealed record EntranceView(
    string Id, string Name, string Ref, string Kind, string Url, string CodeSvg, string CodePng, long Starts)
{
    public static EntranceView Of(Entrance entrance, Page page, long starts, PublicAddress address, HttpContext http)
    {
        var query = entrance.Ref.Length == 0 ? "" : $"?ref={entrance.Ref}";
        return new EntranceView(
            entrance.Id,
            entrance.Name,
            entrance.Ref,
            Json.Name(entrance.Kind),
            address.Of(http, EntranceRef.ChatPath(page.Handle, entrance.Ref)),
            $"/p/{page.Handle}/code.svg{query}",
            $"/p/{page.Handle}/code.png{query}",
            starts);
    }
}
